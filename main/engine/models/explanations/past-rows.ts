import type { LabelRule, ModelTarget } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import type { ReadContext } from '../../threads/index.ts';
import type { EventColumns } from '../../events/index.ts';
import { dataUntil } from '../../workspace/index.ts';
import { buildDataset, withFeatures } from '../dataset.ts';
import type { Dataset } from '../dataset.ts';
import type { ModelDefinition } from '../definition.ts';
import { readSources } from '../features/sources.ts';
import type { FeatureSources } from '../features/sources.ts';
import { proposeRule } from '../label-rule.ts';
import { accountLife } from '../labels.ts';
import type { AccountLife } from '../labels.ts';
import { lifeFacts } from '../life-facts.ts';
import { outcomesOf } from '../outcomes.ts';
import { savedRule } from '../rule-setting.ts';
import { snapshotDays } from '../snapshots.ts';
import { firstDayOf } from '../train-task.ts';

/** Past snapshots of customers whose outcome is known, with the features that a model reads. */
export type PastRows = { readonly data: Dataset; readonly accounts: readonly string[] };

/** More rows would take longer than somebody waits, and tell hardly more. */
const mostRows = 60_000;

/** Which of the days with a known outcome to read, ascending; more than `mostRows` allows are thinned out. */
export type ChooseDays = (settled: readonly number[]) => readonly number[];

type Kept = { readonly settled: Map<string, readonly number[]>; readonly rows: Map<string, PastRows> };

/** The event store is loaded anew with every data version, so it stands for one. */
const kept = new WeakMap<EventColumns, Kept>();
const mostKept = 2;

/**
 * Snapshots of the book as of past days, computed from what was known then, with what became of each customer within the
 * model's horizon. Kept in this thread as long as the data version stays.
 * @throws not_enough_data where no day lies far enough back
 */
export function pastRows(
  context: ReadContext,
  target: ModelTarget,
  definition: ModelDefinition,
  chooseDays: ChooseDays,
): PastRows {
  const columns = context.events();
  const { settled, rows } = kept.get(columns) ?? { settled: new Map(), rows: new Map() };
  kept.set(columns, { settled, rows });
  const rule = definition.labelRule ?? savedRule(context.database);
  const { horizonDays, features } = definition;
  const ruleKey = JSON.stringify([target, rule, horizonDays]);
  let book: PastBook | null = null;
  const read = (): PastBook => (book ??= readPastBook(context, rule));
  const days = settled.get(ruleKey) ?? settledDays(read(), target, horizonDays);
  settled.set(ruleKey, days);
  const chosen = chooseDays(days);
  if (chosen.length === 0) throw tooEarly();
  const key = JSON.stringify([ruleKey, features, chosen]);
  const found = rows.get(key);
  if (found) return found;
  const { sources, lives, until } = read();
  const count = Math.max(1, Math.floor(mostRows / Math.max(1, sources.accounts.length)));
  const whole = buildDataset(
    sources,
    lives,
    thinned(chosen, count),
    horizonDays,
    { shouldStop: context.shouldStop, onProgress: () => {} },
    outcomesOf(target, { sources, lives, until, horizonDays, threshold: rule?.threshold }),
  );
  const unknown = features.filter((name) => !whole.names.includes(name));
  if (unknown.length > 0) throw unreadable(unknown);
  const made: PastRows = { data: withFeatures(whole, features), accounts: sources.accounts };
  rows.set(key, made);
  for (const oldest of rows.keys()) {
    if (rows.size <= mostKept) break;
    rows.delete(oldest);
  }
  return made;
}

type PastBook = { readonly sources: FeatureSources; readonly lives: readonly AccountLife[]; readonly until: number };

function readPastBook({ database, events, shouldStop }: ReadContext, given: LabelRule | null): PastBook {
  const until = dataUntil(database);
  if (until === null) throw tooEarly();
  const sources = readSources(database, events(), shouldStop);
  const facts = lifeFacts(sources);
  const lastDay = Math.floor(until / 86_400);
  const rule = given ?? proposeRule(facts, lastDay).rule;
  return { sources, lives: facts.map((fact) => accountLife(fact, rule, lastDay)), until: lastDay };
}

function settledDays({ sources, lives, until }: PastBook, target: ModelTarget, horizonDays: number): number[] {
  const first = firstDayOf(sources);
  const { settled } = outcomesOf(target, { sources, lives, until, horizonDays });
  return Number.isFinite(first) && Number.isFinite(settled) ? snapshotDays(first, settled, horizonDays) : [];
}

/** `count` of the days spread evenly, the last always among them. */
export function thinned(days: readonly number[], count: number): number[] {
  if (days.length <= count) return [...days];
  return Array.from(
    { length: count },
    (_, place) => days[days.length - 1 - Math.floor((place * days.length) / count)]!,
  ).reverse();
}

function unreadable(names: readonly string[]): HoldfastError {
  return new HoldfastError(
    'not_enough_data',
    `This model reads figures that are not kept for past days (${names.join(', ')}), so it cannot be asked about them.`,
  );
}

function tooEarly(): HoldfastError {
  return new HoldfastError(
    'not_enough_data',
    'There is no past day yet whose outcome is known: the book must reach back further than the horizon and three months of history.',
  );
}
