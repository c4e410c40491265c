export type RankedMetric = 'auc' | 'prAuc' | 'brier' | 'logLoss' | 'liftTop10';

/**
 * The metrics of the card as a function of row weights. Rows are sorted once, so that hundreds of bootstrap draws (which
 * are nothing but weights) cost one pass each. Equal probabilities count as ties, as in main/stats.
 */
export function rankedMetrics(
  labels: Uint8Array,
  probabilities: Float64Array,
): (weights: Float64Array) => Record<RankedMetric, number | null> {
  const order = Uint32Array.from(labels, (_, row) => row).sort(
    (a, b) => probabilities[b]! - probabilities[a]! || a - b,
  );
  const squares = Float64Array.from(labels, (label, row) => (probabilities[row]! - label) ** 2);
  const losses = Float64Array.from(labels, (label, row) => {
    const p = Math.min(1 - 1e-15, Math.max(1e-15, probabilities[row]!));
    return label === 1 ? -Math.log(p) : -Math.log1p(-p);
  });
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
    return {
      auc: both ? wins / (positive * negative) : null,
      prAuc: positive > 0 ? precision / positive : null,
      brier: total > 0 ? brier / total : null,
      logLoss: total > 0 ? loss / total : null,
      liftTop10: positive > 0 ? foundAtTop / top / (positive / total) : null,
    };
  };
}
