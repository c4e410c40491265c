import { riskFilter, riskSort, riskStage } from '../../../../shared/contract/index.ts';
import type { ContractOutputs, Money, Risk } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import type { Engine } from '../../../engine/index.ts';
import { segmentIds } from '../analysis-options.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

export const amount = (value: Money | null): string | null => {
  if (value === null) return null;
  const digits = minorDigits(value.currency);
  const units = (value.minor / 10 ** digits).toFixed(digits);
  return value.currency === 'XXX' ? units : `${units} ${value.currency}`;
};
export const percent = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : `${(100 * value).toFixed(1)} %`;
const openStages = ['at-risk', 'plan-in-place', 'saving'] as const;

const list: Command = {
  name: 'risks',
  usage: 'risks [list] --workspace DIR [--stage saving] [--owner NAME] [--due overdue] [--sort stake]',
  summary: 'the risk register: stages, reasons, owners, due days and what is at stake',
  options: {
    ...workspaceOptions,
    stage: { many: true, help: `${riskStage.options.join(', ')}; the open ones when not given` },
    owner: { many: true, help: 'only theirs' },
    due: { help: 'overdue, week, month or none' },
    segment: { help: 'name of a saved segment: only its accounts' },
    search: { help: 'part of an account’s name or id, or of the note' },
    sort: { help: `${riskSort.options.join(', ')}; due when not given` },
    descending: { flag: true, help: 'the highest first' },
    limit: { help: 'rows, at most 500; 100 when not given' },
    cursor: { help: '"next" of the page before' },
  },
  async run(given, output) {
    if (given.positionals.length > 1 || (given.positionals[0] ?? 'list') !== 'list')
      throw new UsageError(`There is no "risks ${given.positionals.join(' ')}".`);
    const stages = given.list('stage').map((stage) => oneOf(stage, riskStage.options, 'stage'));
    const due = given.optional('due');
    await withWorkspace(given, async ({ client }) => {
      const segment = given.optional('segment');
      const answer = await client.risks.list({
        filter: {
          stages: stages.length === 0 ? [...openStages] : stages,
          owners: given.list('owner'),
          due: due === undefined ? null : oneOf(due, riskFilter.shape.due.unwrap().unwrap().options, 'due'),
          search: given.optional('search') ?? '',
          segment: segment === undefined ? null : segmentIds([segment], await client.segments.list())[0]!,
        },
        sort: oneOf(given.optional('sort') ?? 'due', riskSort.options, 'sort'),
        descending: given.flag('descending'),
        limit: given.integer('limit', 100),
        cursor: given.optional('cursor') ?? null,
      });
      output.answer(answer, () => register(answer));
    });
  },
};

function register({ rows, totals, total }: ContractOutputs['risks']['list']): string {
  const shown = table(
    ['risk', 'account', 'name', 'stage', 'reason', 'owner', 'due', 'days in stage', 'at stake', 'then', 'now', 'view'],
    rows.map((risk) => [
      risk.id,
      risk.account.id,
      risk.account.name,
      risk.stage,
      risk.reason?.name.en ?? null,
      risk.owner,
      risk.due === null ? null : `${risk.due}${(risk.daysOverdue ?? 0) > 0 ? ' overdue' : ''}`,
      risk.daysInStage,
      amount(risk.stakeNow),
      percent(risk.probabilityOpened),
      percent(risk.probabilityNow),
      risk.view,
    ]),
  );
  const sums = totals
    .filter(({ risks }) => risks > 0)
    .map(({ stage, risks, overdue, stake }) => [stage, risks, overdue, stake.map(amount).join(', ') || null]);
  return [shown, '', table(['stage', 'risks', 'overdue', 'at stake a year'], sums), `${total} risks match.`].join('\n');
}

const open: Command = {
  name: 'risks open',
  usage: 'risks open ACCOUNT --workspace DIR [--reason "Champion left"] [--owner NAME] [--due DAY] [--note TEXT]',
  summary: 'opens a risk of an account',
  options: {
    ...workspaceOptions,
    stage: { help: `${openStages.join(', ')}; at-risk when not given` },
    reason: { help: 'name or number of a reason' },
    owner: { help: 'who looks after it; the account’s owner when not given' },
    due: { help: 'a day, 2026-01-31' },
    note: { help: 'what is known' },
  },
  async run(given, output) {
    const account = only(given, 'Which account? Give its id.');
    await withWorkspace(given, async (engine) => {
      const reason = given.optional('reason');
      const owner = given.optional('owner');
      const { risk, change } = await engine.client.risks.add({
        account,
        stage: oneOf(given.optional('stage') ?? 'at-risk', openStages, 'stage'),
        reason: reason === undefined ? null : await reasonNamed(reason, engine),
        ...(owner === undefined ? {} : { owner }),
        due: given.optional('due') ?? null,
        note: given.optional('note') ?? null,
      });
      output.answer({ risk, change }, () => told(risk));
    });
  },
};

const move: Command = {
  name: 'risks move',
  usage: 'risks move RISK STAGE --workspace DIR [--words TEXT]',
  summary: 'moves a risk to another stage',
  options: { ...workspaceOptions, words: { help: 'why' } },
  async run(given, output) {
    const [id, stage] = given.positionals;
    if (stage === undefined) throw new UsageError('Which risk, and to which stage?');
    await moved(given, output, numberOf(id), oneOf(stage, riskStage.options, 'stage'));
  },
};

const close: Command = {
  name: 'risks close',
  usage: 'risks close RISK --workspace DIR --as recovered|lost --words TEXT',
  summary: 'closes a risk, with what came of it',
  options: {
    ...workspaceOptions,
    as: { help: 'recovered or lost' },
    words: { help: 'the closing reason' },
  },
  async run(given, output) {
    given.text('words');
    const stage = oneOf(given.text('as'), ['recovered', 'lost'] as const, 'as');
    await moved(given, output, numberOf(only(given, 'Which risk? Give its number.')), stage);
  },
};

async function moved(
  given: Arguments,
  output: Parameters<Command['run']>[1],
  id: number,
  stage: Risk['stage'],
): Promise<void> {
  await withWorkspace(given, async ({ client }) => {
    const answer = await client.risks.move({ id, stage, words: given.optional('words') ?? null });
    output.answer(answer, () => told(answer.risk));
  });
}

const reasons: Command = {
  name: 'risks reasons',
  usage: 'risks reasons --workspace DIR [--add NAME] [--hide NAME] [--show NAME] [--rename NAME --to NAME]',
  summary: 'the reasons of risks; adds, renames, hides one or shows it again',
  options: {
    ...workspaceOptions,
    add: { help: 'name of a new reason' },
    hide: { help: 'a reason that is no longer offered' },
    show: { help: 'a hidden reason that is offered again' },
    rename: { help: 'a reason to be renamed, in both languages' },
    to: { help: 'with --rename: its new name' },
  },
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const { client } = engine;
      const both = (name: string) => ({ en: name, es: name });
      const [added, hidden, shown, renamed] = ['add', 'hide', 'show', 'rename'].map((name) => given.optional(name));
      if (added !== undefined) await client.risks.saveReason({ name: both(added) });
      for (const [name, hide] of [
        [hidden, true],
        [shown, false],
      ] as const) {
        if (name === undefined) continue;
        const reason = await reasonEntry(name, engine);
        await client.risks.saveReason({ id: reason.id, name: reason.name, hidden: hide });
      }
      if (renamed !== undefined) {
        const reason = await reasonEntry(renamed, engine);
        await client.risks.saveReason({ id: reason.id, name: both(given.text('to')), hidden: reason.hidden });
      }
      const answer = await client.risks.reasons();
      output.answer(answer, () =>
        table(
          ['number', 'reason', 'in Spanish', 'offered', 'risks'],
          answer.map(({ id, name, hidden: isHidden, uses }) => [id, name.en, name.es, isHidden ? 'no' : 'yes', uses]),
        ),
      );
    });
  },
};

const suggest: Command = {
  name: 'risks suggest',
  usage: 'risks suggest --workspace DIR [--above 40]',
  summary: 'accounts that the model calls likely to leave, without an open risk',
  options: {
    ...workspaceOptions,
    above: { help: 'percent; 40 when not given' },
    limit: { help: 'rows, at most 100; 20 when not given' },
  },
  async run(given, output) {
    await withWorkspace(given, async ({ client }) => {
      const threshold = given.integer('above', 40) / 100;
      const answer = await client.risks.suggestions({ threshold, limit: given.integer('limit', 20) });
      output.answer(answer, () =>
        answer.scored
          ? [
              table(
                ['account', 'name', 'owner', 'probability', 'at stake', 'renewal'],
                answer.rows.map((row) => [
                  row.id,
                  row.name,
                  row.owner,
                  percent(row.probability),
                  amount(row.stake),
                  row.renewalDay,
                ]),
              ),
              `${answer.total} accounts above ${percent(answer.threshold)} without a risk; at stake ${answer.stake.map(amount).join(', ') || 'nothing known'}.`,
            ].join('\n')
          : 'No model has scored the book yet. `holdfast score` does.',
      );
    });
  },
};

const told = (risk: Risk): string =>
  `Risk ${risk.id} of ${risk.account.name}: ${risk.stage}${risk.reason === null ? '' : `, ${risk.reason.name.en}`}${risk.owner === null ? '' : `, ${risk.owner}`}${risk.due === null ? '' : `, due ${risk.due}`}.`;

function only(given: Arguments, question: string): string {
  const [first] = given.positionals;
  if (first === undefined || given.positionals.length > 1) throw new UsageError(question);
  return first;
}

function numberOf(word: string | undefined): number {
  if (word === undefined || !/^\d+$/.test(word)) throw new UsageError(`"${word ?? ''}" is no number of a risk.`);
  return Number(word);
}

async function reasonEntry(name: string, { client }: Engine) {
  const wanted = name.trim().toLowerCase();
  const found = (await client.risks.reasons()).find(
    (reason) =>
      String(reason.id) === wanted || [reason.name.en, reason.name.es].some((one) => one.toLowerCase() === wanted),
  );
  if (found === undefined)
    throw new HoldfastError('not_found', `There is no reason "${name}". \`holdfast risks reasons\` lists them.`);
  return found;
}
const reasonNamed = async (name: string, engine: Engine): Promise<number> => (await reasonEntry(name, engine)).id;

/** Longer names first: `risks` alone is the list. */
export const risksCommands: readonly Command[] = [open, move, close, reasons, suggest, list];
