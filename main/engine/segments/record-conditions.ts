import type { SegmentCondition } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { addDays, dayNumber } from '../../../shared/domain/time.ts';
import { useBook } from '../accounts/index.ts';
import { currenciesOf } from '../currencies/index.ts';
import { revenueBook, revenueOn } from '../recurring-revenue/index.ts';
import { holds } from './clock.ts';
import type { Evaluation } from './evaluation.ts';
import { bitsOfIds } from './universe.ts';

type Of<On extends SegmentCondition['on']> = Extract<SegmentCondition, { on: On }>;

/** Tickets opened in the days, or those of them that are open still. */
export function ticketBits({ context, universe, clock }: Evaluation, condition: Of<'tickets'>): Uint8Array {
  const { state, priority, compare, value, withinDays } = condition;
  const rows = context.database
    .prepare(
      `SELECT account_id, count(*) FROM tickets
       WHERE superseded_by IS NULL AND opened_at BETWEEN :since AND :until
         AND (:state = 'opened' OR closed_at IS NULL OR closed_at > :until)
         AND (:any OR priority IN (SELECT value FROM json_each(:priority))) AND tick()
       GROUP BY account_id`,
    )
    .raw()
    .all({
      since: clock.since(withinDays),
      until: clock.until,
      state,
      any: priority.length === 0 ? 1 : 0,
      priority: JSON.stringify(priority),
    }) as [string, number][];
  const counts = new Map(rows);
  return Uint8Array.from(universe.ids, (id) => (holds(counts.get(id) ?? 0, compare, value) ? 1 : 0));
}

/** The last answer that has a score; of two at the same second, the one with the greater id. */
export function surveyBits({ context, universe, clock }: Evaluation, condition: Of<'survey'>): Uint8Array {
  const { survey, compare, value, withinDays } = condition;
  const rows = context.database
    .prepare(
      `SELECT account_id, score FROM (
         SELECT account_id, score, row_number() OVER (PARTITION BY account_id ORDER BY submitted_at DESC, response_id DESC) AS place
         FROM surveys WHERE superseded_by IS NULL AND score IS NOT NULL AND submitted_at BETWEEN :since AND :until
           AND (:survey IS NULL OR survey = :survey) AND tick()
       ) WHERE place = 1`,
    )
    .raw()
    .iterate({ since: clock.since(withinDays), until: clock.until, survey }) as Iterable<[string, number]>;
  const held: string[] = [];
  for (const [id, score] of rows) if (holds(score, compare, value)) held.push(id);
  return bitsOfIds(universe, held);
}

/**
 * Recurring revenue a month on the book's day, 0 where nothing paid for runs. An account of which something runs at an unknown
 * amount, or in a currency without a rate, has no known revenue: no comparison holds for it.
 */
export function revenueBits({ context, universe }: Evaluation, condition: Of<'revenue'>): Uint8Array {
  const { compare, value } = condition;
  const { asOf } = useBook(context);
  const book = revenueBook(context);
  const day = dayNumber(asOf);
  const scale = 10 ** minorDigits(book.base);
  const unknown = unknownRevenue(context, asOf);
  return Uint8Array.from(universe.ids, (id) => {
    if (unknown.has(id)) return 0;
    const account = book.positionOf.get(id);
    const minor = account === undefined ? 0 : revenueOn(book, account, day);
    return holds(minor, compare, Math.round(value * scale)) ? 1 : 0;
  });
}

function unknownRevenue({ database }: Evaluation['context'], asOf: string): Set<string> {
  const { convert } = currenciesOf(database);
  const rows = database
    .prepare(
      `SELECT DISTINCT account_id, iif(mrr IS NULL, NULL, 1) AS mrr, currency FROM subscriptions
       WHERE superseded_by IS NULL AND coalesce(is_trial, 0) = 0 AND start_day <= :asOf AND (end_day IS NULL OR end_day > :asOf)
         AND (mrr IS NULL OR mrr > 0) AND tick()`,
    )
    .raw()
    .all({ asOf }) as [string, number | null, string | null][];
  return new Set(
    rows.filter(([, mrr, currency]) => mrr === null || convert(100, currency) === null).map(([account]) => account),
  );
}

/** What the book tells of each account: score, renewal, churn. */
export function bookBits(
  { context, universe }: Evaluation,
  condition: Of<'score' | 'renewal' | 'churned'>,
): Uint8Array {
  const { asOf } = useBook(context);
  const of = (where: string, values: Record<string, unknown> = {}): Uint8Array =>
    bitsOfIds(
      universe,
      context.database.prepare(`SELECT account_id FROM temp.book WHERE ${where}`).pluck().all(values) as string[],
    );
  switch (condition.on) {
    case 'score': {
      const sign = condition.compare === 'at-least' ? '>=' : '<=';
      const what = condition.what === 'probability' ? 'probability' : 'probability - previous';
      return of(`${what} ${sign} :value`, { value: condition.value });
    }
    case 'renewal':
      return of('renewal_day <= :until', { until: addDays(asOf, condition.withinDays) });
    case 'churned': {
      const churned = of('churned_day IS NOT NULL');
      return condition.is ? churned : churned.map((bit) => 1 - bit);
    }
  }
}
