/**
 * Harrell's C: of all pairs in which one is known to leave before the other, the share in which the higher score left first;
 * equal scores count half. Null without such pairs.
 * @param scores higher = leaves earlier
 * @param entries late entry: a pair counts only where the other one was already watched
 */
export function concordance(
  durations: ArrayLike<number>,
  eventObserved: ArrayLike<number>,
  scores: ArrayLike<number>,
  entries: ArrayLike<number> | null = null,
): number | null {
  const count = durations.length;
  const distinct = Float64Array.from(new Set(Array.from(scores))).sort();
  const rankOf = new Map(Array.from(distinct, (score, index) => [score, index + 1]));
  const rank = Uint32Array.from({ length: count }, (_unused, row) => rankOf.get(scores[row]!)!);
  const falling = (of: ArrayLike<number>): Uint32Array =>
    Uint32Array.from({ length: count }, (_unused, row) => row).sort((a, b) => of[b]! - of[a]! || a - b);
  const order = falling(durations);
  const byEntry = entries === null ? null : falling(entries);
  const tree = new Int32Array(distinct.length + 1);
  let watched = 0;
  const add = (row: number, by: 1 | -1): void => {
    watched += by;
    for (let place = rank[row]!; place < tree.length; place += place & -place) tree[place]! += by;
  };
  const upTo = (place: number): number => {
    let sum = 0;
    for (; place > 0; place -= place & -place) sum += tree[place]!;
    return sum;
  };
  let agreeing = 0;
  let pairs = 0;
  let gone = 0;
  for (let place = 0; place < count;) {
    const time = durations[order[place]!]!;
    const events: number[] = [];
    for (; place < count && durations[order[place]!] === time; place++) {
      // Who was still there at this very time left later.
      if (eventObserved[order[place]!] === 1) events.push(order[place]!);
      else add(order[place]!, 1);
    }
    if (events.length === 0) continue;
    for (; byEntry !== null && gone < count && entries![byEntry[gone]!]! >= time; gone++) add(byEntry[gone]!, -1);
    for (const row of events) {
      const below = upTo(rank[row]! - 1);
      agreeing += below + (upTo(rank[row]!) - below) / 2;
      pairs += watched;
    }
    for (const row of events) add(row, 1);
  }
  return pairs === 0 ? null : agreeing / pairs;
}
