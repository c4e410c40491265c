/** The least and the greatest of what was added, as they stood in the file. */
export type Range<Value> = {
  add(value: Value, text: string): void;
  readonly min: string | null;
  readonly max: string | null;
  /** From the least to the greatest. */
  readonly ends: readonly [Value, Value] | null;
};

export function createRange<Value extends number | string>(): Range<Value> {
  let least: Value | undefined;
  let greatest: Value | undefined;
  let min: string | null = null;
  let max: string | null = null;
  return {
    add(value, text) {
      if (least === undefined || value < least) {
        least = value;
        min = ownText(text);
      }
      if (greatest === undefined || value > greatest) {
        greatest = value;
        max = ownText(text);
      }
    },
    get min() {
      return min;
    },
    get max() {
      return max;
    },
    get ends() {
      return least === undefined || greatest === undefined ? null : ([least, greatest] as const);
    },
  };
}

/**
 * A copy of a text of its own: a piece cut out of a long text keeps all of that text in memory, here the whole piece of the
 * file.
 */
export function ownText(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
