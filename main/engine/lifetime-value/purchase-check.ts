import { bgNbdExpected, bgNbdExpectedOfNew, fitBgNbd } from '../../stats/index.ts';
import { daysOfUnit, historiesUntil } from './histories.ts';
import type { Purchases } from './histories.ts';

/** The model fitted on the first part of the time, held against the rest. */
export interface PurchaseCheck {
  /** Days since 1970-01-01: last day of the part that was fitted on, and of the data. */
  readonly cut: number;
  readonly until: number;
  readonly customers: number;
  /** Repeat purchases of those customers after the cut. */
  readonly expected: number;
  readonly actual: number;
  /** By repeats before the cut; the last group holds all with so many or more. Means a customer. */
  readonly byFrequency: readonly { frequency: number; customers: number; expected: number; actual: number }[];
  /** Repeat purchases so far, of customers who came before the cut. */
  readonly overTime: readonly { day: number; expected: number; actual: number }[];
}

const calibrationShare = 2 / 3;
const mostFrequency = 7;
const points = 60;

/** Null where too little lies before the cut to fit a model. */
export function checkPurchases(purchases: Purchases, until: number, shouldStop?: () => boolean): PurchaseCheck | null {
  const first = Array.from(purchases.day).reduce((least, day) => Math.min(least, day), Infinity);
  const cut = Math.floor(first + calibrationShare * (until - first));
  const before = historiesUntil(purchases, cut);
  const whole = historiesUntil(purchases, until);
  let model;
  try {
    model = fitBgNbd(before, shouldStop);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'not_enough_data') return null;
    throw error;
  }
  const { parameters } = model;
  const places = new Map(whole.ids.map((id, index) => [id, index]));
  const groups = Array.from({ length: mostFrequency + 1 }, (_unused, frequency) => ({
    frequency,
    customers: 0,
    expected: 0,
    actual: 0,
  }));
  const ahead = (until - cut) / daysOfUnit;
  let [expected, actual] = [0, 0];
  before.ids.forEach((id, index) => {
    const x = before.frequency[index]!;
    const later = whole.frequency[places.get(id)!]! - x;
    const thought = bgNbdExpected(parameters, x, before.recency[index]!, before.age[index]!, ahead);
    const group = groups[Math.min(x, mostFrequency)]!;
    group.customers += 1;
    group.expected += thought;
    group.actual += later;
    expected += thought;
    actual += later;
  });
  const arrivals = new Map<number, number>();
  const repeats: number[] = [];
  before.ids.forEach((id, index) => {
    const day = before.days[before.offsets[index]!]!;
    arrivals.set(day, (arrivals.get(day) ?? 0) + 1);
    const place = places.get(id)!;
    for (let row = whole.offsets[place]! + 1; row < whole.offsets[place + 1]!; row++) repeats.push(whole.days[row]!);
  });
  repeats.sort((a, b) => a - b);
  const overTime: { day: number; expected: number; actual: number }[] = [];
  let made = 0;
  for (let point = 1; point <= points; point++) {
    const day = Math.round(first + ((until - first) * point) / points);
    while (made < repeats.length && repeats[made]! <= day) made++;
    let sum = 0;
    for (const [from, count] of arrivals)
      if (from < day) sum += count * bgNbdExpectedOfNew(parameters, (day - from) / daysOfUnit);
    overTime.push({ day, expected: sum, actual: made });
  }
  return {
    cut,
    until,
    customers: before.ids.length,
    expected,
    actual,
    byFrequency: groups
      .filter(({ customers }) => customers > 0)
      .map((group) => ({
        ...group,
        expected: group.expected / group.customers,
        actual: group.actual / group.customers,
      })),
    overTime,
  };
}
