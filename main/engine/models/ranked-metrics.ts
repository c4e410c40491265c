export type RankedMetric = 'auc' | 'prAuc' | 'brier' | 'logLoss' | 'liftTop10';

/**
 * The metrics of the card as a function of row weights. Rows are sorted once, so that hundreds of bootstrap draws (which
 * are nothing but weights) cost one pass each. Equal probabilities count as ties, as in main/stats.
 *
 * @param moments of each row, where rows are of several days: then the AUC compares only rows of the same day, as a queue does.
 * Over all days together it would also count that some months lose more accounts than others, which tells no account from
 * another.
 */
export function rankedMetrics(
  labels: Uint8Array,
  probabilities: Float64Array,
  moments?: Int32Array,
): (weights: Float64Array) => Record<RankedMetric, number | null> {
  const order = Uint32Array.from(labels, (_, row) => row).sort(
    (a, b) => probabilities[b]! - probabilities[a]! || a - b,
  );
  const squares = Float64Array.from(labels, (label, row) => (probabilities[row]! - label) ** 2);
  const losses = Float64Array.from(labels, (label, row) => {
    const p = Math.min(1 - 1e-15, Math.max(1e-15, probabilities[row]!));
    return label === 1 ? -Math.log(p) : -Math.log1p(-p);
  });
  const strata = moments === undefined ? null : strataOf(order, moments);
  return (weights) => {
    let total = 0,
      positive = 0,
      brier = 0,
      loss = 0;
    for (let row = 0; row < labels.length; row++) {
      const weight = weights[row]!;
      total += weight;
      positive += weight * labels[row]!;
      brier += weight * squares[row]!;
      loss += weight * losses[row]!;
    }
    const negative = total - positive;
    let seen = 0,
      found = 0,
      wins = 0,
      precision = 0,
      foundAtTop = 0;
    const top = Math.min(total, Math.max(1, Math.ceil(total * 0.1 - 1e-9)));
    for (let index = 0; index < order.length;) {
      const score = probabilities[order[index]!]!;
      let rows = 0,
        hits = 0;
      for (; index < order.length && probabilities[order[index]!] === score; index++) {
        const row = order[index]!;
        rows += weights[row]!;
        hits += weights[row]! * labels[row]!;
      }
      if (rows === 0) continue;
      // Negatives that come later lose against these positives; those of the tie count half.
      wins += hits * (negative - (seen - found) - (rows - hits) / 2);
      if (seen < top) foundAtTop += hits * Math.min(1, (top - seen) / rows);
      seen += rows;
      found += hits;
      precision += hits * (found / seen);
    }
    const both = positive > 0 && negative > 0;
    const pooled = both ? wins / (positive * negative) : null;
    return {
      auc: strata === null ? pooled : aucWithin(strata, labels, probabilities, weights),
      prAuc: positive > 0 ? precision / positive : null,
      brier: total > 0 ? brier / total : null,
      logLoss: total > 0 ? loss / total : null,
      liftTop10: positive > 0 ? foundAtTop / top / (positive / total) : null,
    };
  };
}

/** Rows of each moment, highest probability first. */
function strataOf(order: Uint32Array, moments: Int32Array): number[][] {
  const strata = new Map<number, number[]>();
  for (const row of order) {
    const stratum = strata.get(moments[row]!);
    if (stratum) stratum.push(row);
    else strata.set(moments[row]!, [row]);
  }
  return [...strata.values()];
}

/** Share of the pairs of one who left and one who stayed, both of one moment, that are in the right order; ties count half. */
function aucWithin(
  strata: readonly (readonly number[])[],
  labels: Uint8Array,
  probabilities: Float64Array,
  weights: Float64Array,
): number | null {
  let wins = 0;
  let pairs = 0;
  for (const rows of strata) {
    let left = 0;
    let stayed = 0;
    for (let index = 0; index < rows.length;) {
      const score = probabilities[rows[index]!]!;
      let hits = 0;
      let misses = 0;
      for (; index < rows.length && probabilities[rows[index]!] === score; index++) {
        const row = rows[index]!;
        if (labels[row] === 1) hits += weights[row]!;
        else misses += weights[row]!;
      }
      wins += misses * (left + hits / 2);
      left += hits;
      stayed += misses;
    }
    pairs += left * stayed;
  }
  return pairs > 0 ? wins / pairs : null;
}
