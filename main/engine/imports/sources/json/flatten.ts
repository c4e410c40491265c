import { plainNumber } from '../plain-number.ts';

/** A value of JSON as stream readers give it; numbers are their own text, so that long ids keep all digits. */
export type JsonValue = string | boolean | null | JsonNumber | JsonValue[] | JsonObject;
export type JsonObject = Map<string, JsonValue>;
export type JsonNumber = { readonly digits: string };

const deepest = 16;

/** An object as column → text: nested objects by names with dots, lists joined, lists of objects as JSON. */
export function flatten(record: JsonObject): Map<string, string> {
  const cells = new Map<string, string>();
  put(record, '', 0, cells);
  return cells;
}

function put(object: JsonObject, before: string, depth: number, cells: Map<string, string>): void {
  for (const [key, value] of object) {
    const name = before + key;
    if (value instanceof Map && depth < deepest) {
      // An empty object has no columns of its own; the name must not be lost where others have some under it.
      if (value.size > 0) put(value, `${name}.`, depth + 1, cells);
    } else cells.set(name, textOf(value));
  }
}

function textOf(value: JsonValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return value.some((entry) => entry instanceof Map || Array.isArray(entry))
      ? jsonOf(value)
      : value.map(textOf).join('; ');
  return value instanceof Map ? jsonOf(value) : numberText(value.digits);
}

const mostExponent = 400;

/** JSON allows `1.5e3`; what is written without an exponent stays as it is, `17850.0` too. */
function numberText(digits: string): string {
  if (!/e/i.test(digits)) return digits;
  const value = Number(digits);
  return Number.isFinite(value) && digits.length < mostExponent ? plainNumber(value) : digits;
}

function jsonOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  if (!(value instanceof Map)) return value.digits;
  return `{${[...value].map(([key, entry]) => `${JSON.stringify(key)}:${jsonOf(entry)}`).join(',')}}`;
}
