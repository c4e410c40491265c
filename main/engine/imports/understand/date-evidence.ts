import type { DateFormat } from '../../../../shared/contract/index.ts';
import { dependsOnOrder } from './date-parts.ts';
import { createDateReader } from './dates.ts';
import { isNearlyAll } from './nearly-all.ts';
import { createRange } from './range.ts';
import type { Range } from './range.ts';

const secondsADay = 86_400;

/** Counts, text by text, in which orders a column can be read. Memory does not grow. */
export function createDateEvidence(): {
  add(text: string): void;
  /**
   * The orders that fit all texts but a few strays. Empty where they are not dates in any one order; `['ymd']` where none of them
   * depends on the order.
   */
  formats(): DateFormat[];
  /** The first and the last of the texts, read in one of the orders. */
  range(format: DateFormat): Range<number>;
} {
  const orders = (['dmy', 'mdy', 'ymd'] as const).map((format) => ({
    format,
    reader: createDateReader(format, 'UTC'),
    count: 0,
    range: createRange<number>(),
  }));
  let all = 0;
  let dependent = 0;
  const years = (format: DateFormat): number => {
    const ends = orders.find((order) => order.format === format)?.range.ends;
    return ends ? (ends[1] - ends[0]) / secondsADay / 365 : 0;
  };
  const count = ({ reader, range }: (typeof orders)[number], text: string): number => {
    const seconds = reader.seconds(text);
    if (seconds === undefined) return 0;
    range.add(seconds, text);
    return 1;
  };
  return {
    add(text) {
      all++;
      if (!dependsOnOrder(text)) {
        // The readings are the same, but each has its own range.
        const seconds = orders[0]!.reader.seconds(text);
        if (seconds === undefined) return;
        for (const order of orders) {
          order.count++;
          order.range.add(seconds, text);
        }
        return;
      }
      dependent++;
      for (const order of orders)
        if (order.format !== 'ymd' || yearOfTwoFirst.test(text)) order.count += count(order, text);
    },
    formats() {
      const [dmy, mdy, ymd] = orders.map(({ count }) => count) as [number, number, number];
      if (all === 0) return [];
      if (dependent === 0) return isNearlyAll(dmy, all) ? ['ymd'] : [];
      // An order that fits more values than the other is what the column shows.
      const most = Math.max(dmy, mdy);
      if (!isNearlyAll(most, all)) return isNearlyAll(ymd, all) ? ['ymd'] : [];
      const shown = (['dmy', 'mdy'] as const).filter((format) => (format === 'dmy' ? dmy : mdy) === most);
      // `24/03/31` may have its year in front as well; days in place of years would spread over decades.
      if (ymd < most || years('ymd') > mostYears) return shown;
      return [...shown.filter((format) => years(format) <= mostYears), 'ymd'];
    },
    range: (format) => orders.find((order) => order.format === format)?.range ?? createRange<number>(),
  };
}

/** Exports cover fewer years than a month has days. */
const mostYears = 15;
const yearOfTwoFirst = /^\d{2}([-/.])\d{1,2}\1\d{2}(?!\d)/;

/** In which orders these texts can be read, but for a few strays. */
export function dateFormatsOf(texts: readonly string[]): DateFormat[] {
  const evidence = createDateEvidence();
  for (const text of texts) evidence.add(text);
  return evidence.formats();
}
