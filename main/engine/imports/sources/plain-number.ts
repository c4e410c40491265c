/** A number with its digits and a point, never `1e+21`. */
export function plainNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  if (Math.abs(value) >= 1) return BigInt(value).toString();
  const digits = text.split('e-')[0]!.replace(/[-.]/g, '').length;
  return value.toFixed(Math.min(100, Number(text.split('e-')[1]) + digits - 1));
}
