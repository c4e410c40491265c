import { createRange } from './range.ts';
import type { Range } from './range.ts';
import { isNearlyAll } from './nearly-all.ts';
import { readNumber } from './values.ts';
import type { Decimal } from './values.ts';

/** Counts, text by text, how the numbers of a column can be read. */
export type NumberEvidence = {
  add(text: string): void;
  /** null where the texts are no numbers. @param all texts looked at */
  type(all: number): 'integer' | 'number' | null;
  /** Both where readings differ and nothing decides, none where no text shows a decimal sign or thousands. */
  decimals(): Decimal[];
  range(): Range<number>;
  hasNegative(): boolean;
  /** Texts that are numbers in the better reading. */
  count(): number;
  /** Nothing but digits. */
  isPlain(): boolean;
};

const digits = /^\d{1,15}$/;
const withPoint = /^-?\d+\.(?:\d{1,2}|\d{4,})$|^-?(?:0\d*|\d{4,})\.\d+$/;
/** Letters in a number are those of a currency, or of `1e3`. */
const noNumber = /^\D*$|\p{L}{4}|\p{L}{1,2}\d+\p{L}|^[a-z]{2}|^[A-Z]{1,2}[-_]?\d/u;

export function createNumberEvidence(): NumberEvidence {
  const readings = (['.', ','] as const).map((decimal) => ({
    decimal,
    count: 0,
    whole: 0,
    negative: 0,
    range: createRange<number>(),
  }));
  const [point, comma] = readings as [(typeof readings)[number], (typeof readings)[number]];
  let differ = 0;
  let isPlain = true;

  function take(reading: (typeof readings)[number], value: number | undefined, text: string): void {
    if (value === undefined) return;
    reading.count++;
    if (Number.isInteger(value)) reading.whole++;
    if (value < 0) reading.negative++;
    reading.range.add(value, text);
  }

  const best = (): (typeof readings)[number] => (comma.count > point.count ? comma : point);
  return {
    add(text) {
      if (digits.test(text)) {
        const value = Number(text);
        take(point, value, text);
        take(comma, value, text);
        return;
      }
      isPlain = false;
      if (text.length > 40 || noNumber.test(text)) return;
      if (withPoint.test(text)) {
        // The commonest way, and one that thousands cannot look like.
        take(point, Number(text), text);
        return;
      }
      const values = readings.map(({ decimal }) => readNumber(text, decimal));
      readings.forEach((reading, index) => take(reading, values[index], text));
      if (values[0] !== undefined && values[1] !== undefined && values[0] !== values[1]) differ++;
    },
    type(all) {
      const { count, whole } = best();
      if (count === 0 || !isNearlyAll(count, all)) return null;
      return whole === count ? 'integer' : 'number';
    },
    decimals() {
      if (point.count !== comma.count) return [best().decimal];
      return differ > 0 ? ['.', ','] : [];
    },
    range: () => best().range,
    count: () => Math.max(point.count, comma.count),
    hasNegative: () => best().negative > 0,
    isPlain: () => isPlain,
  };
}
