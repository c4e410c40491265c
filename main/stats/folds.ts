import { HoldfastError } from '../../shared/domain/errors.ts';
import { createRandom, permutation, shuffle } from './random.ts';

/** Fold number (0 … k-1) of each row; every fold holds the same share of positives, within one row. */
export function stratifiedFolds(labels: Uint8Array, k: number, seed: number): Uint8Array {
  checkFolds(k, labels.length);
  const random = createRandom(seed);
  const order = permutation(labels.length, random);
  const folds = new Uint8Array(labels.length);
  let dealt = 0;
  // Dealing both classes in one round keeps the folds' sizes within one row of each other too.
  for (const wanted of [1, 0]) {
    for (const row of order) if (labels[row] === wanted) folds[row] = dealt++ % k;
  }
  return folds;
}

/** Fold number of each row; rows of one group stay together; large groups are dealt first to the emptiest fold. */
export function groupedFolds(groups: ArrayLike<string | number>, k: number, seed: number): Uint8Array {
  const sizes = new Map<string | number, number>();
  for (let row = 0; row < groups.length; row++) sizes.set(groups[row]!, (sizes.get(groups[row]!) ?? 0) + 1);
  checkFolds(k, sizes.size);
  const random = createRandom(seed);
  const shuffled = shuffle([...sizes.entries()], random);
  shuffled.sort((a, b) => b[1] - a[1]);
  const filled = new Array<number>(k).fill(0);
  const foldOf = new Map<string | number, number>();
  for (const [group, size] of shuffled) {
    let fold = 0;
    for (let other = 1; other < k; other++) if (filled[other]! < filled[fold]!) fold = other;
    filled[fold]! += size;
    foldOf.set(group, fold);
  }
  return Uint8Array.from({ length: groups.length }, (_unused, row) => foldOf.get(groups[row]!)!);
}

function checkFolds(k: number, available: number): void {
  if (Number.isInteger(k) && k >= 2 && k <= 255 && k <= available) return;
  throw new HoldfastError(
    'invalid_input',
    `Cannot make ${k} folds of ${available} rows or groups. Choose a whole number from 2 to ${Math.min(255, available)}.`,
  );
}
