import type { EvidenceRow, FeatureEvidence } from '../../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../../shared/domain/errors.ts';
import { dayNumber, dayOfNumber, instantOfSeconds } from '../../../../../shared/domain/time.ts';
import { keptAccount } from '../../../identity/index.ts';
import { defineEventsRead } from '../../../threads/index.ts';
import { endOfDay } from '../../snapshots.ts';
import { categoryWords } from '../category-words.ts';
import { placeOfFeature } from '../dependence-read.ts';
import { openModel } from '../open-model.ts';
import { facts, sentencesOf, valueAt } from '../parts.ts';
import { latestRun, scoreRowOf } from '../queries.ts';
import { eventItems, historyDays } from './event-items.ts';
import { ageOf, daySeconds, distinct } from './item.ts';
import type { EvidenceRule, Item, Span } from './item.ts';
import { evidenceRule } from './rules.ts';
import { tableItems } from './table-items.ts';

export type EvidenceInput = {
  readonly id: string;
  readonly feature: string;
  readonly model?: string | undefined;
  readonly cursor: string | null;
  readonly limit: number;
};

/** The rows that made a feature's value in an account's latest score, by span, and the value counted again from them. */
export const evidenceRead = defineEventsRead(
  'explanations.evidence',
  (context, input: EvidenceInput): FeatureEvidence => {
    const { database, events } = context;
    const id = keptAccount(database, input.id);
    const run = latestRun(database, input.model);
    const row = scoreRowOf(database, run, id);
    const place = placeOfFeature(openModel(database, run).definition.features, input.feature, run.modelName);
    const rule = evidenceRule(input.feature);
    const instant = endOfDay(dayNumber(run.asOf));
    const items =
      rule.table === 'events'
        ? eventItems(database, events(), id, instant, furthest(rule.spans))
        : tableItems(database, rule.table, id, instant);
    const { spans, counted, rows } = gather(rule, items, instant, historyDays(events(), id, instant));
    const from = position(input.cursor);
    const page = rows.slice(from, from + input.limit);
    const isMissing = Number.isNaN(counted);
    return {
      ...facts(input.feature),
      asOf: run.asOf,
      stale: run.stale,
      value: valueAt(row.values, place),
      text: sentencesOf(run.names, row.values, categoryWords(database))(place),
      table: rule.table,
      spans,
      recomputed: isMissing ? null : counted,
      rows: page,
      total: rows.length,
      next: from + page.length < rows.length ? String(from + page.length) : null,
    };
  },
);

export type Gathered = {
  readonly spans: FeatureEvidence['spans'];
  /** The value from the rows; NaN where it is missing or cannot be made of them. */
  readonly counted: number;
  readonly rows: EvidenceRow[];
};

/** @param items newest first @param history days since the account's first event */
export function gather(rule: EvidenceRule, items: readonly Item[], instant: number, history: number): Gathered {
  const taken = (span: Span): Item[] =>
    items.filter(
      (item) =>
        isWithin(span, (instant - item.at) / daySeconds) && (rule.takes === undefined || rule.takes(item, instant)),
    );
  const spans = rule.spans.map((span) => ({ span, items: taken(span) }));
  const of = (key: Span['key']): readonly Item[] => spans.find(({ span }) => span.key === key)?.items ?? [];
  const isEvents = rule.table === 'events';
  const today = Math.floor(instant / daySeconds);
  return {
    counted: rule.value?.({ now: of('now'), before: of('before'), instant, history }) ?? NaN,
    spans: spans.map(({ span, items: own }) => ({
      key: span.key,
      from: span.to === null ? null : dayOfNumber(today - span.to + 1),
      until: dayOfNumber(today - span.from),
      rows: own.length,
      days: isEvents ? distinct(own.map((item) => ageOf(item, instant))) : null,
      names: isEvents ? distinct(own.map((item) => item.name)) : null,
      people: isEvents ? distinct(own.map((item) => item.person)) : null,
    })),
    rows: spans.flatMap(({ span, items: own }) =>
      own.map((item) => ({
        id: item.id,
        at: instantOfSeconds(item.at),
        span: span.key,
        title: item.title,
        text: item.text,
        values: { ...item.values },
        source: item.source,
      })),
    ),
  };
}

const isWithin = ({ from, to }: Span, age: number): boolean => age >= from && (to === null || age < to);

/** How far back the spans reach; null where nothing limits it. */
function furthest(spans: readonly Span[]): number | null {
  return spans.some(({ to }) => to === null) ? null : Math.max(...spans.map(({ to }) => to!));
}

function position(cursor: string | null): number {
  const from = cursor === null ? 0 : Number(cursor);
  if (Number.isInteger(from) && from >= 0) return from;
  throw new HoldfastError('invalid_input', 'This list of rows cannot be continued. Open it again.');
}
