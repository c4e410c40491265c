import { funnelQuestion } from '../../../../shared/contract/index.ts';
import type { ContractInputs, FunnelResult } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import type { Engine } from '../../../engine/index.ts';
import { readQuestion, readScope, scopeOptions, segmentIds } from '../analysis-options.ts';
import { oneOf, seconds, UsageError } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

type Asked = ContractInputs['funnels']['run'];

export const funnel: Command = {
  name: 'funnel',
  usage: 'funnel --workspace DIR --steps A,B,C [--window 30d] [--trend month | --curve 3 | --trace ACCOUNT]',
  summary: 'how many accounts (or contacts) take steps, and what becomes of the others',
  options: {
    ...scopeOptions,
    steps: { help: 'event names in order; A|B for either, * for any event' },
    optional: { help: 'numbers of steps that may be missing: 2,3' },
    order: { help: 'ordered (when not given), strict (nothing in between) or any' },
    window: { help: 'from the first step: 30d, 12h; 30d when not given' },
    grace: { help: 'events so close may stand in either order: 2s' },
    exclude: { many: true, help: 'EVENT:1-3, which may not lie between step 1 and step 3' },
    'exclusion-rule': { help: 'keep-credit (when not given) or remove' },
    hold: { help: 'properties that must stay as in the first event' },
    unit: { help: 'account (when not given) or contact' },
    by: { help: 'groups by an attribute of the account: plan, segment, attribute:KEY' },
    'by-property': { help: 'groups by a property of the events' },
    attribution: { help: 'which event says the property: first (when not given), last, or the number of a step' },
    'by-segments': { help: 'saved segments side by side, by name' },
    groups: { help: 'groups told one by one; 10 when not given' },
    trend: { help: 'by period of entry instead: day, week, month, quarter or year' },
    curve: { help: 'time until this step instead, those who did not convert censored' },
    trace: { help: 'the id of an account: which of its events matched, and why not more' },
  },
  async run(given, output) {
    const words = readWords(given);
    await withWorkspace(given, async (engine) => {
      const question = await readFunnel(words, given, engine);
      const { client } = engine;
      const [trend, account] = [given.optional('trend'), given.optional('trace')];
      if (account !== undefined) {
        const trace = await client.funnels.trace({ ...question, account });
        output.answer(trace, () => {
          const { reason, step, event, at } = trace.stopped;
          const stop = [reason, step === null ? '' : `step ${step + 1}`, event ?? '', at ?? '']
            .filter(Boolean)
            .join(' ');
          return `${table(
            ['step', 'event', 'at'],
            trace.matched.map((match) => [match.step + 1, match.event, match.at]),
          )}\nreached ${trace.reached}; ${stop}`;
        });
      } else if (trend !== undefined) {
        const period = oneOf(trend, ['day', 'week', 'month', 'quarter', 'year'], 'trend');
        const answer = await client.funnels.trend({ ...question, period });
        output.answer(answer, () =>
          table(
            ['period', 'entered', 'converted', 'share'],
            answer.periods.map((row) => [
              `${row.period}${row.complete ? '' : '*'}`,
              row.entered,
              row.converted,
              percent(row.share),
            ]),
          ),
        );
      } else if (given.optional('curve') !== undefined) {
        const answer = await client.funnels.curve({ ...question, step: given.integer('curve', 2) - 1 });
        output.answer(answer, () =>
          table(
            ['seconds', 'converted', 'at risk'],
            answer.points.map((point) => [point.seconds, percent(point.converted), point.atRisk]),
          ),
        );
      } else {
        const result = await client.funnels.run(question);
        output.answer(result, () => funnelTable(result));
      }
    });
  },
};

/** What the words say without a look into the workspace. @throws UsageError for words that mean nothing */
function readWords(given: Arguments): Record<string, unknown> {
  const base = readQuestion(given);
  const option = <T>(name: string, key: string, value: (text: string) => T): Record<string, T> => {
    const text = given.optional(name);
    return text === undefined ? {} : { [key]: value(text) };
  };
  const steps = given.list('steps').map((step) => ({ events: step === '*' ? [] : step.split('|'), optional: false }));
  for (const number of given.list('optional')) {
    const step = steps[Number(number) - 1];
    if (step === undefined) throw new UsageError(`--optional takes numbers of steps, such as 2, not "${number}".`);
    step.optional = true;
  }
  const exclusions = given.list('exclude').map(readExclusion);
  const words = {
    ...base,
    ...(steps.length === 0 ? {} : { steps }),
    ...(exclusions.length === 0 ? {} : { exclusions }),
    ...(given.list('hold').length === 0 ? {} : { holdConstant: given.list('hold') }),
    ...option('window', 'windowSeconds', (text) => seconds(text, 'window')),
    ...option('grace', 'graceSeconds', (text) => seconds(text, 'grace')),
    ...option('order', 'order', (text) => oneOf(text, ['ordered', 'strict', 'any'], 'order')),
    ...option('exclusion-rule', 'exclusionRule', (text) => oneOf(text, ['keep-credit', 'remove'], 'exclusion-rule')),
    ...option('unit', 'unit', (text) => oneOf(text, ['account', 'contact'], 'unit')),
    ...option('groups', 'groups', () => given.integer('groups', 10)),
  };
  if (!('steps' in words)) throw new UsageError('Which steps? --steps A,B,C');
  return words;
}

async function readFunnel(words: Record<string, unknown>, given: Arguments, engine: Engine): Promise<Asked> {
  const breakdown = await readBreakdown(given, engine);
  const scope = await readScope(given, engine);
  const parsed = funnelQuestion.safeParse({ ...words, ...(breakdown === undefined ? {} : { breakdown }), ...scope });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HoldfastError('invalid_input', `This is no funnel: ${issue?.path.join('.')}: ${issue?.message}.`);
}

async function readBreakdown(given: Arguments, { client }: Engine): Promise<Asked['breakdown'] | undefined> {
  const [key, property] = [given.optional('by'), given.optional('by-property')];
  const names = given.list('by-segments');
  if ([key !== undefined, property !== undefined, names.length > 0].filter(Boolean).length > 1)
    throw new UsageError('Only one of --by, --by-property and --by-segments.');
  if (key !== undefined) return { by: 'attribute', key };
  if (property !== undefined) {
    const attribution = given.text('attribution', 'first');
    if (attribution === 'first' || attribution === 'last') return { by: 'property', key: property, attribution };
    if (!/^[1-9]\d*$/.test(attribution))
      throw new UsageError(`--attribution is first, last or the number of a step, not "${attribution}".`);
    return { by: 'property', key: property, attribution: 'step', step: Number(attribution) - 1 };
  }
  if (names.length === 0) return undefined;
  return { by: 'segments', segments: segmentIds(names, await client.segments.list()) };
}

function readExclusion(text: string): { events: string[]; after: number; before: number } {
  const match = /^(.+):(\d+)-(\d+)$/s.exec(text);
  if (!match) throw new UsageError(`--exclude takes an event and two steps, such as refund:1-3, not "${text}".`);
  return { events: match[1]!.split('|'), after: Number(match[2]) - 1, before: Number(match[3]) - 1 };
}

export function funnelTable(result: FunnelResult): string {
  const steps = table(
    ['step', 'reached', 'of first', 'interval', 'of step before', 'median (s)', '90 % (s)'],
    result.steps.map((step) => [
      `${step.event}${step.optional ? ' (optional)' : ''}`,
      step.count,
      percent(step.overall),
      step.interval === null ? null : `${percent(step.interval.low)} to ${percent(step.interval.high)}`,
      percent(step.relative),
      whole(step.medianSeconds),
      whole(step.p90Seconds),
    ]),
  );
  if (result.groups.length === 0) return `${steps}\n\n${result.definition.words.en}`;
  const groups = table(
    ['group', ...result.steps.map((_, index) => `step ${index + 1}`), 'converted', 'q'],
    result.groups.map((group) => [
      group.rest ? '(the others)' : (group.value ?? '(no value)'),
      ...group.steps.map((step) => step.count),
      percent(group.steps.at(-1)?.overall ?? null),
      group.test === null ? null : group.test.q.toPrecision(3),
    ]),
  );
  return `${steps}\n\n${groups}\n\n${result.definition.words.en}`;
}

function percent(value: number | null): string | null {
  return value === null ? null : `${(value * 100).toFixed(1)} %`;
}

function whole(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}
