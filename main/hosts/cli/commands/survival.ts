import { survivalQuestion } from '../../../../shared/contract/index.ts';
import type { ContractInputs, ContractOutputs, RenewalRun } from '../../../../shared/contract/index.ts';
import { readTable, tableSurvival } from '../../../engine/index.ts';
import { readQuestion, readScope, scopeOptions } from '../analysis-options.ts';
import { oneOf, UsageError } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import type { Output } from '../output.ts';
import { table } from '../output.ts';
import { finish, withWorkspace } from '../with-workspace.ts';

type Curve = ContractOutputs['survival']['curve'];
type TableAnswer = ReturnType<typeof tableSurvival>;

const starts = survivalQuestion.shape.start.unwrap().options;
const orders = ['day', 'probability', 'revenue'] as const;

export const survival: Command = {
  name: 'survival',
  usage:
    'survival --workspace DIR [--by plan] | survival --workspace DIR --renewals [--compute] | survival FILE --duration COL --event COL [--group COL] [--covariates A,B] [--entry COL]',
  summary: 'how long accounts stay, and each account’s chance at its renewal; or the same of a plain table',
  options: {
    ...scopeOptions,
    start: { help: `${starts.join(' or ')}: where an account’s time begins` },
    by: { help: 'curves by segment, plan, owner, country, industry, source or attribute:KEY, with a log-rank test' },
    groups: { help: 'groups told one by one; 8 when not given' },
    'no-late-entry': {
      flag: true,
      help: 'count accounts from their start, though those that left before the data are missing',
    },
    renewals: { flag: true, help: 'each account’s chance to be a customer still after its renewal' },
    compute: { flag: true, help: 'with --renewals: learn from the book as it is now, first' },
    order: { help: `with --renewals: ${orders.join(', ')}` },
    within: { help: 'with --renewals: only those in the next so many days' },
    limit: { help: 'with --renewals: rows; 100 when not given' },
    duration: { help: 'of a table: the column with the time until the end or until the last time seen' },
    event: { help: 'of a table: the column that says whether the end was seen (1 or 0, yes or no)' },
    positive: { help: 'of a table: the value of that column that means it was' },
    group: { help: 'of a table: a column that parts the rows' },
    covariates: { help: 'of a table: columns for a Cox model' },
    entry: { help: 'of a table: the column with the time from which on a row was watched' },
    ridge: { help: 'of a table: a penalty for the Cox model; 0 when not given' },
  },
  async run(given, output) {
    const path = given.positionals[0];
    if (path !== undefined) return ofTable(path, given, output);
    if (given.flag('renewals')) return renewals(given, output);
    const by = given.optional('by');
    const start = given.optional('start');
    const question = {
      ...readQuestion(given),
      ...(start === undefined ? {} : { start: oneOf(start, starts, 'start') }),
      ...(by === undefined ? {} : { by }),
      ...(given.optional('groups') === undefined ? {} : { groups: given.integer('groups', 8) }),
      ...(given.flag('no-late-entry') ? { lateEntry: false } : {}),
    } as NonNullable<ContractInputs['survival']['curve']>;
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.survival.curve({ ...question, ...(await readScope(given, engine)) });
      output.answer(answer, () => survivalTable(answer));
    });
  },
};

const share = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : `${(100 * value).toFixed(1)} %`;

/** Also for a saved question that is asked again. */
export function survivalTable({ curves, logRank, definition }: Curve): string {
  const days = [90, 180, 365, 730, 1095];
  const rows = curves.map((curve, index) => [
    index === 0 ? '(all)' : curve.rest ? '(the others)' : (curve.value ?? '(none)'),
    curve.accounts,
    curve.left,
    curve.median,
    ...days.map((day) => share(curve.milestones.find((point) => point.day === day)?.survival)),
  ]);
  return [
    table(['group', 'accounts', 'left', 'median days', ...days.map((day) => `day ${day}`)], rows),
    ...(logRank === null
      ? []
      : [
          `Log-rank: chi-squared ${logRank.chiSquared.toFixed(2)}, ${logRank.degrees} degrees, p ${logRank.p.toPrecision(3)}`,
        ]),
    definition.words.en,
  ].join('\n');
}

async function renewals(given: Arguments, output: Output): Promise<void> {
  const within = given.optional('within') === undefined ? null : given.integer('within', 0);
  const order = given.optional('order') === undefined ? 'day' : oneOf(given.text('order'), orders, 'order');
  await withWorkspace(given, async (engine) => {
    const { client } = engine;
    if (given.flag('compute')) await finish(engine, (await client.survival.compute()).jobId, output);
    const { segment = null } = await readScope(given, engine);
    const answer = await client.survival.renewals({ order, within, segment, limit: given.integer('limit', 100) });
    output.answer(answer, () =>
      answer.run === null
        ? 'There are no chances yet. Add --compute to learn them from the book.'
        : [
            table(
              ['account', 'name', 'renewal', 'days', 'stays', 'from', 'to'],
              answer.rows.map((row) => [
                row.account,
                row.name,
                row.renewal,
                row.daysAhead,
                share(row.probability),
                share(row.lower),
                share(row.upper),
              ]),
            ),
            `${answer.total} renewals; about ${(answer.expectedToLeave ?? 0).toFixed(1)} are expected to be lost.`,
            ...told(answer.run),
          ].join('\n'),
    );
  });
}

const told = ({ asOf, why, words }: RenewalRun): string[] => [`As of ${asOf}. ${why.en}`, words.en];

function ofTable(path: string, given: Arguments, output: Output): void {
  const text = (name: string): string | undefined => given.optional(name);
  const penalty = text('ridge');
  if (penalty !== undefined && !(Number(penalty) >= 0))
    throw new UsageError(`--ridge takes a number from 0, not "${penalty}".`);
  const [positive, group, entry] = [text('positive'), text('group'), text('entry')];
  const answer = tableSurvival(readTable(path), {
    duration: given.text('duration'),
    event: given.text('event'),
    covariates: given.list('covariates'),
    ...(positive === undefined ? {} : { positive }),
    ...(group === undefined ? {} : { group }),
    ...(entry === undefined ? {} : { entry }),
    ...(penalty === undefined ? {} : { ridge: Number(penalty) }),
  });
  output.answer(answer, () => tableText(answer));
}

function tableText({ overall, groups, logRank, cox, notes }: TableAnswer): string {
  const row = (name: string, curve: TableAnswer['overall']) => [
    name,
    curve.subjects,
    curve.events,
    curve.median,
    curve.medianLower,
    curve.medianUpper,
  ];
  const lines = [
    table(
      ['group', 'subjects', 'events', 'median', 'from', 'to'],
      [row('(all)', overall), ...groups.map(({ group, curve }) => row(group, curve))],
    ),
  ];
  if (logRank !== null)
    lines.push(
      `Log-rank: chi-squared ${logRank.chiSquared.toFixed(4)}, ${logRank.degrees} degrees, p ${logRank.p.toPrecision(3)}`,
    );
  if (cox !== null) {
    const testOf = (name: string): number | undefined => cox.proportionality.find((test) => test.name === name)?.p;
    lines.push(
      '',
      table(
        ['covariate', 'coefficient', 'standard error', 'hazard ratio', 'from', 'to', 'p', 'proportional, p'],
        cox.covariates.map((one) => [
          one.name,
          one.coefficient.toFixed(6),
          one.standardError.toFixed(6),
          one.ratio.toFixed(4),
          one.lower.toFixed(4),
          one.upper.toFixed(4),
          one.p.toPrecision(3),
          testOf(one.name)?.toPrecision(3) ?? null,
        ]),
      ),
      `Log likelihood ${cox.logLikelihood.toFixed(4)} (${cox.nullLogLikelihood.toFixed(4)} without covariates), concordance ${cox.concordance?.toFixed(4) ?? '–'}`,
    );
  }
  return [...lines, ...notes.map(({ en }) => en)].join('\n');
}
