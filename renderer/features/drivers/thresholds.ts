const most = 10_000;

/** `1, 3, 10` as numbers, ascending and without repeats; null where it is not one to five of them. */
export function parseThresholds(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  if (!parts.every((part) => /^\d+$/.test(part))) return null;
  const numbers = [...new Set(parts.map(Number))].sort((one, other) => one - other);
  const isFine = numbers.length >= 1 && numbers.length <= 5 && numbers.every((value) => value >= 1 && value <= most);
  return isFine ? numbers : null;
}
