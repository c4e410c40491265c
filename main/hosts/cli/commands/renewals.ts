import { renewalCall } from '../../../../shared/contract/index.ts';
import type { ContractOutputs, RenewalAccuracy, RenewalPeriod } from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import type { Engine } from '../../../engine/index.ts';
import { segmentIds } from '../analysis-options.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';
import { amount, percent } from './risks.ts';

const filterOptions = {
  ...workspaceOptions,
  months: { help: 'renewals in the next so many months after the data; 12 when not given' },
  month: { help: 'only of one month, 2026-03' },
  owner: { many: true, help: 'only theirs' },
  segment: { help: 'name of a saved segment: only its accounts' },
  short: { flag: true, help: 'with terms shorter than three months' },
} as const;

async function readFilter(given: Arguments, { client }: Engine) {
  const [month, segment] = [given.optional('month'), given.optional('segment')];
  return {
    months: given.integer('months', 12),
    owners: given.list('owner'),
    short: given.flag('short'),
    ...(month === undefined ? {} : { month }),
    segment: segment === undefined ? null : segmentIds([segment], await client.segments.list())[0]!,
  };
}

const list: Command = {
  name: 'renewals',
  usage: 'renewals [list] --workspace DIR [--months 6] [--call unsaid] [--owed]',
  summary: 'what is due to be renewed, with what people and the model say of it',
  options: {
    ...filterOptions,
    call: { help: `${renewalCall.options.join(', ')} or unsaid` },
    owed: { flag: true, help: 'only those with something missing at a checkpoint (6 and 3 months before)' },
    differ: { flag: true, help: 'only those where person and model differ' },
    order: { help: 'day, due, model or name; day when not given' },
    descending: { flag: true, help: 'the highest first' },
    limit: { help: 'rows, at most 500; 100 when not given' },
    cursor: { help: '"next" of the page before' },
  },
  async run(given, output) {
    if (given.positionals.length > 1 || (given.positionals[0] ?? 'list') !== 'list')
      throw new UsageError(`There is no "renewals ${given.positionals.join(' ')}".`);
    const call = given.optional('call');
    const order = oneOf(given.optional('order') ?? 'day', ['day', 'due', 'model', 'name'] as const, 'order');
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.renewals.list({
        filter: {
          ...(await readFilter(given, engine)),
          call: call === undefined ? null : oneOf(call, [...renewalCall.options, 'unsaid'] as const, 'call'),
          only: given.flag('owed') ? 'owed' : given.flag('differ') ? 'differ' : null,
        },
        order,
        descending: given.flag('descending'),
        limit: given.integer('limit', 100),
        cursor: given.optional('cursor') ?? null,
      });
      output.answer(answer, () => calendar(answer));
    });
  },
};

function calendar({ rows, total, due, owed, modelAsOf }: ContractOutputs['renewals']['list']): string {
  return [
    table(
      [
        'account',
        'name',
        'renewal',
        'days',
        'due a year',
        'said',
        'chance',
        'model',
        'from',
        'to',
        '6 months',
        '3 months',
      ],
      rows.map(({ account, day, daysAhead, due: own, said, model, checkpoints }) => [
        account.id,
        account.name,
        day,
        daysAhead,
        amount(own),
        said?.call ?? null,
        percent(said?.probability),
        percent(model?.probability),
        percent(model?.lower),
        percent(model?.upper),
        ...(['six', 'three'] as const).map(
          (wanted) => checkpoints.find(({ checkpoint }) => checkpoint === wanted)?.state ?? null,
        ),
      ]),
    ),
    `${total} renewals, ${amount(due) ?? ''} a year due; ${owed} have something missing at a checkpoint.`,
    ...(modelAsOf === null ? ['The model has not been asked yet: `holdfast survival --renewals --compute`.'] : []),
  ].join('\n');
}

const forecast: Command = {
  name: 'renewals forecast',
  usage: 'renewals forecast --workspace DIR [--by quarter] [--months 12]',
  summary: 'committed, best case and the model’s expectation by month or quarter',
  options: { ...filterOptions, by: { help: 'month or quarter; month when not given' } },
  async run(given, output) {
    const by = oneOf(given.optional('by') ?? 'month', ['month', 'quarter'] as const, 'by');
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.renewals.forecast({ filter: await readFilter(given, engine), by });
      const row = (period: RenewalPeriod) => [
        period.period ?? '(all)',
        period.renewals,
        amount(period.due),
        amount(period.committed),
        amount(period.best),
        amount(period.lost),
        amount(period.unsaid),
        amount(period.model?.expected ?? null),
        amount(period.model?.lower ?? null),
        amount(period.model?.upper ?? null),
        percent(period.rates?.committedGross),
        percent(period.rates?.committedNet),
        percent(period.rates?.model),
      ];
      output.answer(answer, () =>
        [
          table(
            [
              'period',
              'renewals',
              'due',
              'committed',
              'best case',
              'lost',
              'unsaid',
              'model',
              'from',
              'to',
              'gross',
              'net',
              'model rate',
            ],
            [...answer.periods.map(row), ...(answer.all === null ? [] : [row(answer.all)])],
          ),
          ...answer.notes.map(({ en }) => en),
          answer.definition.words.en,
        ].join('\n'),
      );
    });
  },
};

const say: Command = {
  name: 'renewals say',
  usage:
    'renewals say ACCOUNT --workspace DIR --day DAY --call renew [--chance 80] [--amount 12000.00] [--note TEXT] [--explain TEXT]',
  summary: 'what you expect of a renewal; --explain says why you and the model differ at its checkpoint',
  options: {
    ...workspaceOptions,
    day: { help: 'the renewal day; 14 days around it are the same renewal' },
    call: { help: renewalCall.options.join(', ') },
    chance: { help: 'percent that it renews' },
    amount: { help: 'what you expect it to pay a year, in the base currency; what is due when not given' },
    note: { help: 'what you know' },
    explain: { help: 'why person and model differ; alone, without --call, too' },
  },
  async run(given, output) {
    const [account] = given.positionals;
    if (account === undefined || given.positionals.length > 1) throw new UsageError('Which account? Give its id.');
    const [call, chance, units, words] = ['call', 'chance', 'amount', 'explain'].map((name) => given.optional(name));
    if (call === undefined && words === undefined) throw new UsageError('--call is missing: what do you expect?');
    const named = call === undefined ? null : oneOf(call, renewalCall.options, 'call');
    const probability = chance === undefined ? null : shareOf(chance);
    const expected = units === undefined ? null : Number(units);
    if (expected !== null && !(expected >= 0)) throw new UsageError(`--amount takes an amount, not "${units}".`);
    const where = { account, day: given.text('day') };
    await withWorkspace(given, async ({ client }) => {
      const { renewal } = await client.renewals.get(where);
      const minor = expected === null ? null : Math.round(expected * 10 ** minorDigits(renewal.due.currency));
      const note = given.optional('note') ?? null;
      if (named !== null) await client.renewals.say({ ...where, call: named, probability, amount: minor, note });
      if (words !== undefined) await client.renewals.explain({ ...where, words });
      const answer = await client.renewals.get(where);
      output.answer(answer, () => {
        const { said, model, checkpoints } = answer.renewal;
        return [
          `${answer.renewal.account.name}, ${answer.renewal.day}: ${said?.call ?? 'nothing said'}, chance ${percent(said?.probability) ?? '–'}; model ${percent(model?.probability) ?? '–'}.`,
          ...checkpoints.map(
            ({ checkpoint, day, state }) => `Checkpoint ${checkpoint} months before (${day}): ${state}.`,
          ),
        ].join('\n');
      });
    });
  },
};

function shareOf(text: string): number {
  const value = Number(text) / 100;
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new UsageError(`--chance takes percent from 0 to 100, not "${text}".`);
  return value;
}

const accuracy: Command = {
  name: 'renewals accuracy',
  usage: 'renewals accuracy --workspace DIR [--segment NAME]',
  summary: 'how well people and the model foretold past renewals',
  options: { ...workspaceOptions, segment: { help: 'name of a saved segment: only its accounts' } },
  async run(given, output) {
    await withWorkspace(given, async ({ client }) => {
      const name = given.optional('segment');
      const segment = name === undefined ? null : segmentIds([name], await client.segments.list())[0]!;
      const answer = await client.renewals.accuracy({ segment });
      const row = (who: string, found: RenewalAccuracy) => [
        who,
        found.renewals,
        found.renewed,
        found.state === 'measured' ? found.brier!.value.toFixed(4) : 'not enough',
        found.brier?.lower.toFixed(4) ?? null,
        found.brier?.upper.toFixed(4) ?? null,
        found.bias?.value.toFixed(4) ?? null,
        percent(found.amountBias),
      ];
      output.answer(answer, () =>
        [
          table(
            ['who', 'renewals', 'renewed', 'Brier', 'from', 'to', 'bias', 'amount bias'],
            [
              row('(people)', answer.people),
              row('(model)', answer.model),
              ...answer.byPerson.map((one) => row(one.person ?? '(unnamed)', one)),
              ...answer.byQuarter.flatMap(({ quarter, people, model }) => [
                row(`${quarter} people`, people),
                row(`${quarter} model`, model),
              ]),
            ],
          ),
          `${answer.past} past renewals were spoken of by somebody or the model, ${answer.spoken} by people.`,
          answer.definition.words.en,
        ].join('\n'),
      );
    });
  },
};

/** Longer names first: `renewals` alone is the list. */
export const renewalsCommands: readonly Command[] = [forecast, say, accuracy, list];
