import type { LeakageEntry } from '../../../shared/contract/index.ts';
import { codeColumns, leakageGini, singleFeatureGini } from '../../stats/index.ts';
import type { CategoryCoding } from '../../stats/index.ts';
import { featureNamed } from './features/catalogue.ts';
import { byCopy, byGini, byName, changesAfterLeaving, withoutHistory } from './leakage-texts.ts';
import type { Copied } from './leakage-texts.ts';

/** Columns as the learner would read them, on the rows that it would learn from. */
export type LeakageInput = {
  readonly columns: readonly Float32Array[];
  readonly names: readonly string[];
  readonly labels: Uint8Array;
  /** What stands for the numbers of category columns, as a learner of these rows would read them. */
  readonly codings?: readonly CategoryCoding[] | undefined;
  /** Features without history that a person lets in. */
  readonly allow?: readonly string[] | undefined;
  /** Features whose field was filled in or changed when accounts had left: share of the leavers, of those who stayed. */
  readonly changedAfterLeaving?:
    ReadonlyMap<string, { readonly leavers: number; readonly stayers: number }> | undefined;
};

const outcomeWords = /churn|cancel|terminat|attrition|offboard|lost_reason|win_?back|\bbajas?\b|_baja|perdid|abandon/i;

/**
 * Features that tell the outcome because they were written after it, as far as that can be seen: fields without history,
 * names that speak of leaving, values that only leavers have, fields that changed at or after leaving, and rankings too good
 * to be a cause. A removed feature is not learned from.
 */
export function leakageReport(input: LeakageInput): LeakageEntry[] {
  const read = codeColumns(input.codings ?? [], input.columns);
  return input.names.flatMap((feature, index) => {
    const gini = singleFeatureGini(input.labels, read[index]!) ?? 0;
    const found = verdictOn(feature, input.columns[index]!, gini, input);
    return found === null ? [] : [{ feature, gini, ...found }];
  });
}

type Verdict = Pick<LeakageEntry, 'verdict' | 'rule' | 'why'>;

function verdictOn(feature: string, column: Float32Array, gini: number, input: LeakageInput): Verdict | null {
  const isAllowed = input.allow?.includes(feature) ?? false;
  const known = featureNamed(feature);
  const hasHistory = known === undefined || known.history !== 'current';
  const changed = input.changedAfterLeaving?.get(feature);
  if (changed !== undefined) return { verdict: 'removed', rule: 'after-churn', why: changesAfterLeaving(changed) };
  if (gini >= leakageGini.certain) return { verdict: 'removed', rule: 'gini', why: byGini(gini, true) };
  const copied = copyOf(column, input.labels);
  if (copied !== null && copied.share >= copyCertain.share && copied.purity >= copyCertain.purity)
    return { verdict: 'removed', rule: 'copy', why: byCopy(copied, true) };
  if (!hasHistory && !isAllowed) return { verdict: 'removed', rule: 'no-history', why: withoutHistory(false) };
  // The house's own features have dates behind them whatever they are called.
  if (known === undefined && outcomeWords.test(feature))
    return { verdict: isAllowed ? 'flagged' : 'removed', rule: 'name', why: byName(isAllowed) };
  if (gini >= leakageGini.suspicious) return { verdict: 'flagged', rule: 'gini', why: byGini(gini, false) };
  if (copied !== null) return { verdict: 'flagged', rule: 'copy', why: byCopy(copied, false) };
  return hasHistory ? null : { verdict: 'flagged', rule: 'no-history', why: withoutHistory(true) };
}

const copySuspicious = { purity: 0.9, share: 0.2 } as const;
const copyCertain = { purity: 0.98, share: 0.3 } as const;
const leastLeavers = 20;

/** The purest large group of leavers: the missing rows, one value, or one end of the values. Null where there is none. */
export function copyOf(column: Float32Array, labels: Uint8Array): Copied | null {
  const all = labels.reduce((sum, label) => sum + label, 0);
  if (all < leastLeavers || all / labels.length > 0.5) return null;
  const leavers = column.filter((value, row) => labels[row] === 1 && !Number.isNaN(value)).sort();
  const stayers = column.filter((value, row) => labels[row] === 0 && !Number.isNaN(value)).sort();
  let best: Copied | null = null;
  const consider = (left: number, stayed: number): void => {
    const found = { purity: left / (left + stayed), share: left / all };
    if (left < leastLeavers || found.purity < copySuspicious.purity || found.share < copySuspicious.share) return;
    const isCertain = (each: Copied): boolean => each.purity >= copyCertain.purity;
    if (best === null || (isCertain(found) && !isCertain(best))) best = found;
    else if (isCertain(found) === isCertain(best) && found.share > best.share) best = found;
  };
  consider(all - leavers.length, labels.length - all - stayers.length);
  for (let from = 0; from < leavers.length;) {
    const value = leavers[from]!;
    const to = countBelow(leavers, value, true);
    const below = countBelow(stayers, value, false);
    const upTo = countBelow(stayers, value, true);
    consider(to - from, upTo - below);
    consider(to, upTo);
    consider(leavers.length - from, stayers.length - below);
    from = to;
  }
  return best;
}

/** How many of the ascending values lie below a value, or not above it. */
function countBelow(ascending: Float32Array, value: number, orEqual: boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const isBelow = orEqual ? ascending[middle]! <= value : ascending[middle]! < value;
    if (isBelow) low = middle + 1;
    else high = middle;
  }
  return low;
}
