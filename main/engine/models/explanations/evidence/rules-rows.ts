import { meanOf } from './item.ts';
import type { Counted, EvidenceRule, Item, Span } from './item.ts';
import { daySeconds } from './item.ts';

const last = (to: number): Span[] => [{ key: 'now', from: 0, to }];
const ever: Span[] = [{ key: 'now', from: 0, to: null }];
const count = ({ now }: Counted): number => now.length;
const mean =
  (figure: string) =>
  ({ now }: Counted): number =>
    meanOf(now, (item) => item.figures[figure]!);
const figure = (item: Item, name: string): number => item.figures[name] ?? NaN;

const withinDays = (item: Item, name: string, days: number, instant: number): boolean =>
  (instant - figure(item, name)) / daySeconds < days;
const isClosed = (item: Item): boolean => !Number.isNaN(figure(item, 'closed'));
/** Closed in the last half year: what is known of how a ticket went. */
const closed180 = (item: Item, instant: number): boolean => isClosed(item) && withinDays(item, 'closed', 180, instant);
const isDue = (item: Item, instant: number): boolean => figure(item, 'due') + daySeconds <= instant;
const isPaid = (item: Item): boolean => !Number.isNaN(figure(item, 'paid'));
const isRunning = (item: Item): boolean => figure(item, 'trial') === 0 && Number.isNaN(figure(item, 'ended'));

/** Older invoices say nothing of how a customer pays now. */
const invoiceDays = 365 + 90;
/** Payments later than this are late. */
const graceDays = 5;
const daysLate =
  (instant: number) =>
  (item: Item): number =>
    isPaid(item)
      ? (figure(item, 'paid') - figure(item, 'due')) / daySeconds
      : Math.floor((instant - figure(item, 'due')) / daySeconds);

const channel = (name: string): EvidenceRule => ({
  table: 'interactions',
  spans: last(180),
  takes: (item) => figure(item, name) === 1,
  value: count,
});
const sinceLast = ({ now, instant }: Counted): number =>
  now.length === 0 ? NaN : Math.floor((instant - now[0]!.at) / daySeconds);
/** As the features have it: below this a tone is unhappy. */
const upsetBelow = -0.3;

const signed = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value));

/** Features of tickets, interactions, surveys, invoices, signals and subscriptions. */
export const rowRules: Readonly<Record<string, EvidenceRule>> = {
  tickets_30: { table: 'tickets', spans: last(30), value: count },
  tickets_90: { table: 'tickets', spans: last(90), value: count },
  tickets_change_90: {
    table: 'tickets',
    spans: [...last(90), { key: 'before', from: 90, to: 180 }],
    value: ({ now, before }) => now.length - before.length,
  },
  open_tickets: { table: 'tickets', spans: ever, takes: (item) => !isClosed(item), value: count },
  serious_tickets_90: {
    table: 'tickets',
    spans: last(90),
    takes: (item) => figure(item, 'serious') === 1,
    value: count,
  },
  escalations_180: {
    table: 'tickets',
    spans: ever,
    takes: (item, instant) => closed180(item, instant) && figure(item, 'escalated') === 1,
    value: count,
  },
  tickets_surprise: { table: 'tickets', spans: [...last(90), { key: 'before', from: 90, to: 455 }] },
  upset_tickets_90: {
    table: 'tickets',
    spans: last(90),
    takes: (item) => figure(item, 'tone') < upsetBelow,
    value: count,
  },
  reopened_tickets_180: { table: 'tickets', spans: ever, takes: closed180 },
  oldest_open_days: {
    table: 'tickets',
    spans: ever,
    takes: (item) => !isClosed(item),
    value: ({ now, instant }) => (now.length === 0 ? NaN : Math.floor((instant - now.at(-1)!.at) / daySeconds)),
  },
  ticket_sentiment_180: { table: 'tickets', spans: last(180), value: mean('tone') },
  first_response_180: {
    table: 'tickets',
    spans: last(180),
    takes: (item, instant) => item.at + figure(item, 'firstResponse') * 60 <= instant,
    value: mean('firstResponse'),
  },
  satisfaction_180: {
    table: 'tickets',
    spans: ever,
    takes: (item, instant) => closed180(item, instant) && !Number.isNaN(figure(item, 'satisfaction')),
    value: mean('satisfaction'),
  },
  resolution_hours_180: {
    table: 'tickets',
    spans: ever,
    takes: closed180,
    value: ({ now }) => meanOf(now, (item) => (figure(item, 'closed') - item.at) / 3600),
  },
  interactions_90: { table: 'interactions', spans: last(90), value: count },
  days_since_interaction: { table: 'interactions', spans: ever, value: sinceLast },
  interactions_change_90: {
    table: 'interactions',
    spans: [...last(90), { key: 'before', from: 90, to: 180 }],
    value: ({ now, before }) => now.length - before.length,
  },
  meetings_180: channel('meeting'),
  calls_180: channel('call'),
  emails_180: channel('email'),
  inbound_share_180: { table: 'interactions', spans: last(180), value: mean('inbound') },
  days_since_answer: {
    table: 'interactions',
    spans: ever,
    takes: (item) => figure(item, 'inbound') === 1 || figure(item, 'unanswered') === 0,
    value: sinceLast,
  },
  worried_talks_90: {
    table: 'interactions',
    spans: last(90),
    takes: (item) => figure(item, 'worried') === 1,
    value: count,
  },
  unanswered_share_180: { table: 'interactions', spans: last(180), value: mean('unanswered') },
  survey_score_180: { table: 'surveys', spans: last(180) },
  survey_change: { table: 'surveys', spans: [...last(120), { key: 'before', from: 120, to: null }] },
  days_since_survey: { table: 'surveys', spans: ever, value: sinceLast },
  survey_sentiment_365: { table: 'surveys', spans: last(365), value: mean('tone') },
  overdue_invoices: {
    table: 'invoices',
    spans: ever,
    takes: (item, instant) => isDue(item, instant) && withinDays(item, 'due', invoiceDays, instant) && !isPaid(item),
    value: count,
  },
  late_invoices_90: {
    table: 'invoices',
    spans: ever,
    takes: (item, instant) =>
      isDue(item, instant) && withinDays(item, 'due', 90, instant) && daysLate(instant)(item) > graceDays,
    value: count,
  },
  days_late_180: {
    table: 'invoices',
    spans: ever,
    takes: (item, instant) => withinDays(item, 'due', 180, instant) && (isPaid(item) || isDue(item, instant)),
    value: ({ now, instant }) => meanOf(now, daysLate(instant)),
  },
  lateness_change: {
    table: 'invoices',
    spans: ever,
    takes: (item, instant) => withinDays(item, 'due', invoiceDays, instant) && (isPaid(item) || isDue(item, instant)),
    value: ({ now, instant }) => {
      const lately = now.filter((item) => withinDays(item, 'due', 90, instant));
      const before = now.filter((item) => !withinDays(item, 'due', 90, instant));
      return meanOf(lately, daysLate(instant)) - meanOf(before, daysLate(instant));
    },
  },
  failed_invoices_180: {
    table: 'invoices',
    spans: ever,
    takes: (item, instant) =>
      isDue(item, instant) && withinDays(item, 'due', 180, instant) && figure(item, 'failed') === 1,
    value: count,
  },
  signals_90: { table: 'signals', spans: last(90), value: count },
  signal_value_180: {
    table: 'signals',
    spans: last(180),
    value: ({ now }) => meanOf(now, (item) => signed(figure(item, 'value'))),
  },
  bad_signals_180: {
    table: 'signals',
    spans: last(180),
    takes: (item) => figure(item, 'news') < 0,
    value: count,
  },
  good_signals_180: {
    table: 'signals',
    spans: last(180),
    takes: (item) => figure(item, 'news') > 0,
    value: count,
  },
  mrr: { table: 'subscriptions', spans: ever, takes: isRunning },
  seats: {
    table: 'subscriptions',
    spans: ever,
    takes: isRunning,
    value: ({ now }) => sumOf(now, 'seats'),
  },
  running_subscriptions: { table: 'subscriptions', spans: ever, takes: isRunning, value: count },
  price_to_usual: { table: 'subscriptions', spans: ever, takes: isRunning },
  running_plan: { table: 'subscriptions', spans: ever, takes: isRunning },
  // What changed, and since when, is told by all of the account's subscriptions.
  seats_change_180: { table: 'subscriptions', spans: ever },
  mrr_change_180: { table: 'subscriptions', spans: ever },
  downgrades_365: { table: 'subscriptions', spans: ever },
  upgrades_365: { table: 'subscriptions', spans: ever },
  tenure_days: { table: 'subscriptions', spans: ever },
  subscriptions_so_far: { table: 'subscriptions', spans: ever, value: count },
};

/** NaN where no row has the figure. */
function sumOf(items: readonly Item[], name: string): number {
  const known = items.map((item) => figure(item, name)).filter((value) => !Number.isNaN(value));
  return known.length === 0 ? NaN : known.reduce((sum, value) => sum + value, 0);
}
