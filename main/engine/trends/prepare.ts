import type { Scope, TrendMeasure, TrendQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { accountAttribute, attributeCodes } from '../accounts/index.ts';
import type { Calendar, CalendarOptions } from '../events/index.ts';
import { createCalendar } from '../events/index.ts';
import { segmentFilter, segmentMembers } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { eventsUntil, secondsOfRange, selectorBits } from '../usage/index.ts';
import { tallyEvents, ungrouped, weighGroups } from './event-series.ts';
import type { EventGrouping, EventSource, EventTally } from './event-series.ts';
import { frameOf } from './frame.ts';
import type { Known, TrendFrame } from './frame.ts';
import { codesById, largestGroups, oneGroup } from './groups.ts';
import type { Groups } from './groups.ts';
import { tallyMetric, weighMetric } from './metric-series.ts';
import type { AccountGrouping, MetricTally } from './metric-series.ts';
import { metricOf } from './metrics.ts';
import type { Metric } from './metrics.ts';

type Breakdown = TrendQuestion['breakdown'];

/** One measure, looked up once: what is counted, what is known of it, and its groups in a frame. */
export type Prepared =
  | {
      readonly of: 'events';
      readonly measure: Extract<TrendMeasure, { of: 'events' }>;
      readonly known: Known | null;
      readonly source: (range: Pick<TrendFrame, 'from' | 'to'>) => EventSource;
      readonly groupsIn: (frame: TrendFrame) => Groups;
      readonly tally: (frame: TrendFrame, groups: Groups) => EventTally;
    }
  | {
      readonly of: 'metric';
      readonly measure: Extract<TrendMeasure, { of: 'metric' }>;
      readonly known: Known | null;
      readonly metric: Metric;
      readonly grouping: AccountGrouping;
      readonly groupsIn: (frame: TrendFrame) => Groups;
      readonly tally: (frame: TrendFrame, groups: Groups) => MetricTally;
    };

export type GroupChoice = { readonly breakdown: Breakdown; readonly groups: number };

const undivided: GroupChoice = { breakdown: null, groups: 1 };

/** @throws invalid_input for what cannot be counted or told apart so */
export function prepareMeasure(
  context: ReadContext,
  measure: TrendMeasure,
  segment: number | null,
  options: CalendarOptions,
  { breakdown, groups: most }: GroupChoice = undivided,
): Prepared {
  if (measure.of === 'events') {
    const columns = context.events();
    const bits = selectorBits(columns, [measure]);
    if (measure.count.startsWith('quantity') && columns.quantity === null && columns.count > 0) {
      throw new HoldfastError('invalid_input', 'No event has a quantity. Count events or accounts instead.');
    }
    const by = eventGrouping(context, breakdown);
    const accountFilter = segmentFilter(context, segment, options);
    const until = eventsUntil(context);
    const since = columns.minSeconds;
    const source = ({ from, to }: Pick<TrendFrame, 'from' | 'to'>): EventSource => ({
      columns,
      bits,
      from,
      to: Math.min(to, (until ?? -1) + 1),
      accountFilter,
      by,
      shouldStop: context.shouldStop,
    });
    return {
      of: 'events',
      measure,
      known: since === null || until === null || since > until ? null : { since, until },
      source,
      groupsIn: (frame) =>
        breakdown === null ? oneGroup : largestGroups(weighGroups(source(frame)), most, by.valueOf),
      tally: (frame, groups) => tallyEvents(source(frame), frame.table, groups),
    };
  }
  if (breakdown !== null && breakdown.by !== 'attribute') {
    throw new HoldfastError(
      'invalid_input',
      `Only measures of events can be broken down by ${breakdown.by === 'event' ? 'the event' : 'a property of events'}. Choose an attribute of accounts, or leave "${measure.metric}" out.`,
    );
  }
  const metric = metricOf(context, measure.metric, createCalendar(options));
  const attribute = breakdown === null ? null : accountAttribute(context, breakdown.key);
  const grouping: AccountGrouping = {
    members: segmentMembers(context, segment, options),
    size: attribute === null ? 1 : attribute.values.length + 1,
    codeOf: attribute === null ? () => 0 : codesById(attribute),
  };
  return {
    of: 'metric',
    measure,
    known: metric.known,
    metric,
    grouping,
    groupsIn: (frame) =>
      attribute === null
        ? oneGroup
        : largestGroups(weighMetric(metric, frame, grouping), most, (code) => attribute.values[code - 1] ?? null),
    tally: (frame, groups) => tallyMetric(metric, frame, grouping, groups),
  };
}

function eventGrouping(context: ReadContext, breakdown: Breakdown): EventGrouping {
  const columns = context.events();
  if (breakdown === null) return ungrouped;
  if (breakdown.by === 'event') {
    return {
      ofRow: columns.name,
      ofAccount: null,
      size: columns.names.length,
      valueOf: (code) => columns.names[code] ?? null,
    };
  }
  if (breakdown.by === 'attribute') {
    const attribute = accountAttribute(context, breakdown.key);
    return {
      ofRow: null,
      ofAccount: attributeCodes(columns, attribute),
      size: attribute.values.length + 1,
      valueOf: (code) => attribute.values[code - 1] ?? null,
    };
  }
  const property = columns.properties.find(({ key }) => key === breakdown.key);
  if (property === undefined) {
    if (columns.count === 0) return ungrouped;
    const known = columns.properties.map(({ key }) => key).join(', ');
    throw new HoldfastError(
      'invalid_input',
      `No event has a property named "${breakdown.key}". Properties in this workspace: ${known || 'none'}.`,
      { property: breakdown.key },
    );
  }
  return {
    ofRow: property.codes,
    ofAccount: null,
    size: property.values.length + 1,
    valueOf: (code) => property.values[code - 1] ?? null,
  };
}

/** The frame of several measures: from the first that is known of any of them to the last. */
export function frameFor(
  prepared: readonly Prepared[],
  period: TrendQuestion['period'],
  { from, to }: Pick<Scope, 'from' | 'to'>,
  options: CalendarOptions,
): TrendFrame | null {
  const calendar: Calendar = createCalendar(options);
  const known = prepared.flatMap((one) => (one.known === null ? [] : [one.known]));
  return frameOf(calendar, period, secondsOfRange({ from, to, ...options }), known);
}
