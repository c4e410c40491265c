/** Places of the `count` smallest of some numbers, smallest first; equal ones in the order of their places. */
export function smallest(values: ArrayLike<number>, count: number): Int32Array {
  const order = Int32Array.from({ length: values.length }, (_, place) => place);
  order.sort((a, b) => values[a]! - values[b]! || a - b);
  return order.subarray(0, count);
}

/** Root mean square of the difference of two lists of parts. */
export function distance(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let sum = 0;
  for (let place = 0; place < first.length; place++) sum += (first[place]! - second[place]!) ** 2;
  return Math.sqrt(sum / Math.max(1, first.length));
}
