import type { TrendAnswer, TrendQuestion, TrendUnit } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { currenciesOf } from '../currencies/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { defineAccountSet, defineEventsRead } from '../threads/index.ts';
import { answerDefinition, eventsUntil } from '../usage/index.ts';
import { accountsOfEvents } from './event-series.ts';
import type { EventTally } from './event-series.ts';
import { isKnownIn } from './frame.ts';
import type { TrendFrame } from './frame.ts';
import type { Groups } from './groups.ts';
import { accountsOfMetric } from './metric-series.ts';
import { frameFor, prepareMeasure } from './prepare.ts';
import type { Prepared } from './prepare.ts';
import { trendWords } from './words.ts';

type Series = TrendAnswer['series'][number];

/** More values than this draw no chart that can be read. */
const mostValues = 50_000;

export const trendRead = defineEventsRead(
  'trends.run',
  (context, { zone, weekStart, ...question }: TrendQuestion & CalendarOptions): TrendAnswer => {
    const options = { zone, weekStart };
    const prepared = question.measures.map((measure) =>
      prepareMeasure(context, measure, question.segment, options, question),
    );
    const frame = frameFor(prepared, question.period, question, options);
    const participants = new Set<string>();
    const series =
      frame === null ? [] : prepared.flatMap((one, measure) => seriesOf(one, measure, frame, participants));
    const leftOut = prepared.reduce((sum, one) => sum + (one.of === 'metric' ? one.metric.leftOut() : 0), 0);
    return {
      periods: frame === null ? [] : frame.complete.map((_, place) => labelOf(frame, place)),
      complete: frame === null ? [] : [...frame.complete],
      series,
      currency: prepared.some((one) => unitOf(one) === 'money') ? currenciesOf(context.database).base : null,
      definition: answerDefinition(context, {
        key: 'trend',
        values: {
          period: question.period,
          zone,
          weekStart,
          from: question.from ?? null,
          to: question.to ?? null,
          segment: question.segment,
          groups: question.groups,
        },
        words: trendWords(context, question, options, leftOut),
        sample: participants.size,
        asOf: eventsUntil(context),
      }),
    };
  },
);

export const trendAccountSet = defineAccountSet(
  'trend',
  (context, { question, measure, period, group, rest = false }, calendar) => {
    // The frame of all measures says which periods there are; groups are those of this one.
    const prepared = question.measures.map((one) => prepareMeasure(context, one, question.segment, calendar, question));
    const frame = frameFor(prepared, question.period, question, calendar);
    const one = prepared[measure];
    const index = frame?.calendar.periodOfLabel(question.period, period) ?? null;
    const place = index === null || frame === null ? -1 : index - frame.table.first;
    if (one === undefined || frame === null || place < 0 || place >= frame.table.count) throw noSuchPeriod(period);
    const groups = one.groupsIn(frame);
    const isAll = (group === undefined && !rest) || question.breakdown === null;
    const slot = isAll ? null : groups.slots.findIndex((one) => (rest ? one.rest : !one.rest && one.value === group));
    if (slot === -1) throw noSuchPeriod(`${period}, ${rest ? 'rest' : String(group)}`);
    if (one.of === 'metric') return accountsOfMetric(one.metric, frame, one.grouping, groups, place, slot);
    const source = one.source({ from: Math.max(frame.from, frame.table.starts[place]!), to: frame.ends[place]! });
    return accountsOfEvents(source, groups, slot).map((account) => source.columns.accounts[account]!);
  },
);

function seriesOf(one: Prepared, measure: number, frame: TrendFrame, participants: Set<string>): Series[] {
  if (one.known === null) return [];
  const groups = one.groupsIn(frame);
  const { count } = frame.table;
  if (groups.slots.length * count > mostValues) {
    throw new HoldfastError(
      'invalid_input',
      `${groups.slots.length} groups over ${count} periods are more than a chart can show. Choose longer periods, a shorter range or fewer groups.`,
    );
  }
  const unit = unitOf(one);
  const { valueAt, totalOf } =
    one.of === 'events'
      ? eventValues(one, frame, groups, participants)
      : metricValues(one, frame, groups, participants);
  const { known } = one;
  return groups.slots.map(({ value, rest }, slot) => ({
    measure,
    value,
    rest,
    values: frame.complete.map((_, place) => (isKnownIn(frame, known, place) ? valueAt(slot * count + place) : null)),
    total: totalOf(slot),
    unit,
  }));
}

type Values = { valueAt: (cell: number) => number | null; totalOf: (slot: number) => number | null };

const ratio = (top: number, bottom: number): number | null => (bottom === 0 ? null : top / bottom);

function eventValues(
  one: Extract<Prepared, { of: 'events' }>,
  frame: TrendFrame,
  groups: Groups,
  participants: Set<string>,
): Values {
  const tally = one.tally(frame, groups);
  const { accounts } = one.source(frame).columns;
  tally.tookPart.forEach((isIn, account) => {
    if (isIn === 1) participants.add(accounts[account]!);
  });
  const of = (cells: Pick<EventTally, 'events' | 'accounts' | 'quantity' | 'measured'>) => {
    switch (one.measure.count) {
      case 'events':
        return (at: number) => cells.events[at]!;
      case 'accounts':
        return (at: number) => cells.accounts[at]!;
      case 'events-per-account':
        return (at: number) => ratio(cells.events[at]!, cells.accounts[at]!);
      case 'quantity':
        return (at: number) => cells.quantity[at]!;
      case 'quantity-mean':
        return (at: number) => ratio(cells.quantity[at]!, cells.measured[at]!);
    }
  };
  return { valueAt: of(tally), totalOf: of(tally.total) };
}

function metricValues(
  { metric, tally: tallyIn }: Extract<Prepared, { of: 'metric' }>,
  frame: TrendFrame,
  groups: Groups,
  participants: Set<string>,
): Values {
  const tally = tallyIn(frame, groups);
  for (const account of tally.tookPart) participants.add(account);
  const { kind, unit } = metric;
  return {
    valueAt: (cell) => (kind === 'mean' ? ratio(tally.sum[cell]!, tally.count[cell]!) : tally.sum[cell]!),
    totalOf(slot) {
      if (kind === 'state') return null;
      if (kind === 'mean') return ratio(tally.total.sum[slot]!, tally.total.count[slot]!);
      return unit === 'accounts' ? tally.total.accounts[slot]! : tally.total.sum[slot]!;
    },
  };
}

/** What the values of a measure are. */
export function unitOf(one: Prepared): TrendUnit {
  if (one.of === 'metric') return one.metric.unit;
  switch (one.measure.count) {
    case 'events':
    case 'accounts':
      return one.measure.count;
    case 'events-per-account':
    case 'quantity':
    case 'quantity-mean':
      return 'number';
  }
}

function labelOf({ calendar, period, table }: TrendFrame, place: number): string {
  return calendar.periodLabel(period, table.first + place);
}

function noSuchPeriod(label: string): HoldfastError {
  return new HoldfastError(
    'not_found',
    `The trend has nothing for "${label}". Open it again: its data or its rule has changed.`,
    { label },
  );
}
