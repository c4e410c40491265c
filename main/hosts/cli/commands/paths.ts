import { pathQuestion } from '../../../../shared/contract/index.ts';
import type { ContractInputs, ContractOutputs } from '../../../../shared/contract/index.ts';
import { readQuestion, readScope, scopeOptions } from '../analysis-options.ts';
import { oneOf, seconds, UsageError } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

type Asked = ContractInputs['paths']['run'];
const { direction, unit, occurrence } = pathQuestion.shape;

export const paths: Command = {
  name: 'paths',
  usage: 'paths --workspace DIR --anchor EVENT [--direction after] [--steps 4] [--window 30d]',
  summary: 'what accounts (or contacts) do after an event, or before it',
  options: {
    ...scopeOptions,
    anchor: { help: 'the event that paths begin or end with; several: A,B' },
    direction: { help: 'after (when not given) or before' },
    steps: { help: 'steps beside the anchor; 4 when not given' },
    window: { help: 'how far from the anchor: 30d (when not given), 12h' },
    events: { help: 'only these events are told; all when not given' },
    repeats: { flag: true, help: 'the same event several times in a row is several steps' },
    occurrence: { help: 'first (when not given) or last: the anchor that speaks for an account' },
    unit: { help: 'account (when not given) or contact' },
    branches: { help: 'events told one by one in each step; 8 when not given' },
  },
  async run(given, output) {
    const base: Record<string, unknown> = readQuestion(given);
    const anchor = given.list('anchor');
    if (anchor.length === 0 && base['anchor'] === undefined) throw new UsageError('After which event? --anchor EVENT');
    const option = (name: string, value: () => unknown): object =>
      given.optional(name) === undefined ? {} : { [name]: value() };
    const changes = {
      ...(anchor.length === 0 ? {} : { anchor: { events: anchor } }),
      ...option('direction', () => oneOf(given.text('direction'), direction.unwrap().options, 'direction')),
      ...option('steps', () => given.integer('steps', 4)),
      ...(given.optional('window') === undefined ? {} : { windowSeconds: seconds(given.text('window'), 'window') }),
      ...option('events', () => given.list('events')),
      ...(given.flag('repeats') ? { collapse: false } : {}),
      ...option('occurrence', () => oneOf(given.text('occurrence'), occurrence.unwrap().options, 'occurrence')),
      ...option('unit', () => oneOf(given.text('unit'), unit.unwrap().options, 'unit')),
      ...option('branches', () => given.integer('branches', 8)),
    };
    await withWorkspace(given, async (engine) => {
      const question = { ...base, ...changes, ...(await readScope(given, engine)) } as Asked;
      const answer = await engine.client.paths.run(question);
      output.answer(answer, () => pathsTable(answer));
    });
  },
};

export function pathsTable({ nodes, top, definition }: ContractOutputs['paths']['run']): string {
  const name = { event: '', rest: '(others)', end: '(end)' } as const;
  const steps = table(
    ['step', 'event', 'count'],
    nodes.map(({ step, event, kind, count }) => [step, event ?? name[kind], count]),
  );
  const whole = table(
    ['share', 'count', 'path'],
    top.map(({ events, count, share }) => [
      `${(share * 100).toFixed(1)} %`,
      count,
      events.join(' > ') || '(nothing more)',
    ]),
  );
  return `${steps}\n\n${whole}\n\n${definition.words.en}`;
}
