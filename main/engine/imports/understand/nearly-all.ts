/**
 * A few values that do not fit do not make another column of it: the import rejects their rows, each with its reason.
 * Where there are few values at all, each counts.
 */
export function isNearlyAll(fitting: number, all: number): boolean {
  const strays = all < 8 ? 0 : Math.max(1, Math.floor(all * 0.05));
  return all - fitting <= strays;
}
