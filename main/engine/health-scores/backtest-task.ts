import { healthEdges, healthPulseMeasure } from '../../../shared/contract/index.ts';
import type { HealthBacktest, HealthDefinition } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import {
  backtestScores,
  computeSnapshot,
  createRowComputer,
  endOfDay,
  placeOf,
  readBook,
  rowWidth,
} from '../models/index.ts';
import type { Book, BookInput, ScoringFunction } from '../models/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { backtestNotes, backtestWords, verdictOf } from './backtest-words.ts';
import { scoreBook } from './book.ts';
import { attributeMaps } from './compute-task.ts';
import type { AttributePairs } from './compute-task.ts';
import { pulsesAt } from './pulses.ts';
import type { Pulse } from './pulses.ts';
import { compileDefinition } from './variants.ts';
import type { CompiledDefinition } from './variants.ts';

export type HealthBacktestInput = BookInput & {
  readonly task: 'health-backtest';
  readonly definition: HealthDefinition;
  readonly attributes: AttributePairs;
  readonly pulses: readonly Pulse[];
  readonly currency: string;
};

/** What a backtest found, without when it was made. */
export type ToldBacktest = Omit<HealthBacktest, 'createdAt' | 'dataVersion' | 'outdated'>;

const daysBefore = 90;
const months = 24;
const flagged = 50;

const bands = [
  { id: 'red', from: -Infinity, to: healthEdges.amber },
  { id: 'amber', from: healthEdges.amber, to: healthEdges.green },
  { id: 'green', from: healthEdges.green, to: Infinity },
] as const;

/** Measures that are told from the whole book at that time; all others from an account's own rows. */
export const comparedWithBook: ReadonlySet<string> = new Set([
  'events_ratio_book',
  'events_level_book',
  'usage_surprise',
  'usage_surprise_14',
  'usage_surprise_long',
  'fall_evidence',
  'fall_weeks',
  'tickets_surprise',
  'price_to_usual',
]);

/** Holds a definition against the past of the book, in the train thread. */
export function healthBacktestTask(input: HealthBacktestInput, context: WorkContext): ToldBacktest {
  const shouldStop = (): boolean => context.shouldStop();
  const report = (progress: number, key: string): void => context.progress(progress, { key, values: {} });
  report(0, 'features');
  const book = readBook(input, shouldStop);
  const compiled = compileDefinition(input.definition, attributeMaps(input.attributes));
  report(0.1, 'scoring');
  const found = backtestScores({
    book,
    until: input.until,
    scoring: healthScoring(book.sources, compiled, input.pulses, shouldStop),
    months,
    rule: { kind: 'top', top: flagged },
    bands,
    daysBefore,
    currency: input.currency,
    shouldStop,
    onProgress: (share) => report(0.1 + 0.9 * share, 'scoring'),
  });
  const renewals = found.renewals ?? {
    daysBefore,
    renewals: 0,
    lost: 0,
    bands: [],
    state: 'not-enough' as const,
  };
  const { pooled, lines } = found;
  const usage = lines.filter(({ id }) => id === 'usage-rule');
  return {
    asOf: dayOfNumber(input.until),
    daysBefore,
    renewals: renewals.renewals,
    lost: renewals.lost,
    state: renewals.state,
    verdict: verdictOf(renewals),
    bands: renewals.bands as ToldBacktest['bands'],
    from: pooled.from,
    until: pooled.until,
    months: pooled.months,
    departures: pooled.departures.total,
    flagged,
    lines: [
      { id: 'health', name: healthName, auc: pooled.auc, precision: pooled.precision, recall: pooled.recall },
      ...usage.map(({ id, name, auc, precision, recall }) => ({ id, name, auc, precision, recall })),
    ],
    words: backtestWords({ daysBefore, flagged }),
    notes: backtestNotes(input.definition),
  };
}

const healthName = { en: 'This health score', es: 'Este índice de salud' };

/** A definition as the backtest asks it, by what was known at the end of each day. */
export function healthScoring(
  sources: Book['sources'],
  definition: CompiledDefinition,
  pulses: readonly Pulse[],
  shouldStop: () => boolean,
): ScoringFunction {
  const compute = createRowComputer(sources);
  const needsBook = definition.reads.some((measure) => comparedWithBook.has(measure));
  let memory: Float64Array | null = null;
  const wholeBook = (instant: number): Float64Array => {
    memory ??= new Float64Array(sources.accounts.length * rowWidth);
    return computeSnapshot(sources, instant, compute, shouldStop, memory).values;
  };
  return {
    id: 'health',
    name: healthName,
    direction: 'health',
    scoresAt(day, places) {
      const instant = endOfDay(day);
      const accounts = Array.from(places, (place) => sources.accounts[place]!);
      const columns: Float64Array[] = definition.reads.map(() => new Float64Array(places.length));
      const at = definition.reads.map((measure) => (measure === healthPulseMeasure ? -1 : placeOf(measure)));
      const all = needsBook ? wholeBook(instant) : null;
      const row = new Float64Array(rowWidth);
      places.forEach((place, index) => {
        if (all === null) compute(place, instant, row);
        const values = all === null ? row : all.subarray(place * rowWidth, (place + 1) * rowWidth);
        at.forEach((from, measure) => from >= 0 && (columns[measure]![index] = values[from]!));
      });
      const pulse = at.indexOf(-1);
      if (pulse >= 0) columns[pulse] = pulsesAt(pulses, accounts, instant);
      const names = new Map(definition.reads.map((measure, index) => [measure, columns[index]!]));
      return scoreBook(definition, { accounts, column: (measure) => names.get(measure)! }, shouldStop).score;
    },
  };
}
