const reservedOnWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
// Direction overrides can make `exe.csv` look like something else; control characters can end a header or a line.
const neverInNames = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/g;

/**
 * A file name that is safe on every platform, made from whatever a page or a person gave: the part after the last
 * slash, without control characters, leading dots or reserved names, at most 120 characters (the ending is kept).
 */
export function safeFileName(given: string, fallback = 'file'): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const clean = trimmed(last.toWellFormed().replace(neverInNames, '').normalize('NFC'));
  if (clean === '') return fallback;
  const safe = reservedOnWindows.test(clean) ? `_${clean}` : clean;
  if (safe.length <= 120) return safe;
  const ending = /\.[A-Za-z0-9]{1,10}(?:\.gz)?$/.exec(safe)?.[0] ?? '';
  return trimmed(safe.slice(0, 120 - ending.length).toWellFormed() + ending);
}

const trimmed = (name: string): string => name.replace(/^[.\s]+|[.\s]+$/g, '');
