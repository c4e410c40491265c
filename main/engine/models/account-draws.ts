import type { MetricWithInterval } from '../../../shared/contract/index.ts';
import { createRandom } from '../../stats/index.ts';
import { stopIfAsked } from './features/row-table.ts';

const level = 0.95;

/** Draws for an interval. Over many rows intervals are narrow and draws slow, so that fewer do. */
export function drawsFor(rows: number): number {
  return rows > 50_000 ? 200 : 400;
}

/**
 * Bootstrap draws of whole accounts, because the snapshots of one account are not independent: calls `visit` with the times
 * that each row was drawn.
 * @param groups account of each row
 * @param shouldStop asked before each draw
 * @throws cancelled where it answers true
 */
export function eachDraw(
  groups: Int32Array,
  seed: number,
  draws: number,
  visit: (weights: Float64Array) => void,
  shouldStop: () => boolean = () => false,
): void {
  const places = new Map<number, number>();
  const placeOfRow = Int32Array.from(groups, (group) => {
    const known = places.get(group) ?? places.size;
    places.set(group, known);
    return known;
  });
  const random = createRandom(seed);
  const times = new Float64Array(places.size);
  const weights = new Float64Array(groups.length);
  for (let round = 0; round < draws; round++) {
    stopIfAsked(shouldStop);
    times.fill(0);
    for (let draw = 0; draw < places.size; draw++) times[random.integer(places.size)]!++;
    for (let row = 0; row < weights.length; row++) weights[row] = times[placeOfRow[row]!]!;
    visit(weights);
  }
}

/** The middle 95 % of what the draws gave; none where most draws gave nothing, since it would look surer than it is. */
export function intervalOf(
  value: number | null,
  drawn: readonly (number | null)[],
  draws: number = drawn.length,
): MetricWithInterval {
  const sorted = drawn.filter((each) => each !== null).sort((a, b) => a - b);
  const usable = value !== null && sorted.length >= draws / 2 && sorted.length > 0;
  const at = (share: number): number | null =>
    usable ? sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]! : null;
  return { value, low: at((1 - level) / 2), high: at(1 - (1 - level) / 2) };
}
