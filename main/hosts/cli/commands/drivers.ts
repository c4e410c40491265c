import { driversQuestion } from '../../../../shared/contract/index.ts';
import type { ContractInputs, ContractOutputs } from '../../../../shared/contract/index.ts';
import { readQuestion, readScope, scopeOptions } from '../analysis-options.ts';
import { oneOf, UsageError } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

type Asked = NonNullable<ContractInputs['drivers']['run']>;
const { outcome, entry } = driversQuestion.shape;

export const drivers: Command = {
  name: 'drivers',
  usage: 'drivers --workspace DIR [--behaviour-days 28] [--outcome-days 90] [--outcome active]',
  summary: 'which early behaviours go together with staying (not: bring it about)',
  options: {
    ...scopeOptions,
    'behaviour-days': { help: 'the first days of an account, in which behaviour is looked at; 28 when not given' },
    'gap-days': { help: 'days between those and the outcome; 0 when not given' },
    'outcome-days': { help: 'days in which the outcome is looked at; 90 when not given' },
    outcome: { help: 'active (when not given) or paying' },
    entry: { help: 'first-event (when not given) or first-paid-day' },
    thresholds: { help: 'an event done at least so many times: 1,3,10 when not given' },
    'least-group': { help: 'accounts needed on both sides; 20 when not given' },
  },
  async run(given, output) {
    const whole = (option: string, key: string): object =>
      given.optional(option) === undefined ? {} : { [key]: given.integer(option, 0) };
    const thresholds = given.list('thresholds').map((text) => {
      if (!/^\d+$/.test(text)) throw new UsageError(`--thresholds takes whole numbers such as 1,3,10, not "${text}".`);
      return Number(text);
    });
    const changes = {
      ...whole('behaviour-days', 'behaviourDays'),
      ...whole('gap-days', 'gapDays'),
      ...whole('outcome-days', 'outcomeDays'),
      ...whole('least-group', 'leastGroup'),
      ...(given.optional('outcome') === undefined
        ? {}
        : { outcome: oneOf(given.text('outcome'), outcome.unwrap().options, 'outcome') }),
      ...(given.optional('entry') === undefined
        ? {}
        : { entry: oneOf(given.text('entry'), entry.unwrap().options, 'entry') }),
      ...(thresholds.length === 0 ? {} : { thresholds }),
    };
    const base: Record<string, unknown> = readQuestion(given);
    await withWorkspace(given, async (engine) => {
      const question = { ...base, ...changes, ...(await readScope(given, engine)) } as Asked;
      const answer = await engine.client.drivers.run(question);
      output.answer(answer, () => driversTable(answer));
    });
  },
};

export function driversTable(answer: ContractOutputs['drivers']['run']): string {
  const { accounts, retained, leftOut, behaviours, definition } = answer;
  const points = (value: number | null): string | null => (value === null ? null : (value * 100).toFixed(1));
  return [
    `${accounts} accounts, ${retained} of them retained; left out: ${leftOut.tooYoung} too young, ${leftOut.goneBefore} gone before, ${leftOut.noEntry} without an entry.`,
    table(
      ['event', 'at least', 'did', 'did not', 'points', 'from', 'to', 'adjusted', 'q'],
      behaviours.map((row) => [
        row.event,
        row.atLeast,
        `${row.did.retained}/${row.did.accounts}`,
        `${row.didNot.retained}/${row.didNot.accounts}`,
        points(row.difference),
        points(row.low),
        points(row.high),
        points(row.adjusted),
        row.q.toPrecision(2),
      ]),
    ),
    '',
    definition.words.en,
  ].join('\n');
}
