/** A column of categories as numbers: 0 is missing, k stands for names[k − 1]. */
export interface CategoryCodes {
  names: readonly string[];
  codes: Int32Array;
}

const known = new WeakMap<readonly (string | null)[], CategoryCodes>();

/** Texts are compared once a column, and then only numbers; the same array must not change afterwards. */
export function categoryCodes(values: readonly (string | null)[]): CategoryCodes {
  const found = known.get(values);
  if (found !== undefined) return found;
  const numbers = new Map<string, number>();
  const codes = new Int32Array(values.length);
  values.forEach((value, row) => {
    if (value === null) return;
    let code = numbers.get(value);
    if (code === undefined) numbers.set(value, (code = numbers.size + 1));
    codes[row] = code;
  });
  const made = { names: [...numbers.keys()], codes };
  known.set(values, made);
  return made;
}
