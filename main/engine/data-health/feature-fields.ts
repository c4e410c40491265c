import type { TableName } from '../../../shared/domain/tables.ts';

/** Fields of which a feature needs every one. */
export type Requirement = Partial<Readonly<Record<TableName, readonly string[]>>>;

const usage: Requirement = { events: ['account_id', 'occurred_at'] };
const namedUsage: Requirement = { events: ['account_id', 'occurred_at', 'event'] };
const people: Requirement = { events: ['account_id', 'occurred_at', 'contact_id'] };
const opened: Requirement = { tickets: ['opened_at'] };
const closed: Requirement = { tickets: ['opened_at', 'closed_at'] };
const paid: Requirement = { invoices: ['issued_day', 'due_day', 'paid_day'] };
const running: Requirement = { subscriptions: ['start_day'] };
const spoken: Requirement = { interactions: ['occurred_at'] };
const answered: Requirement = { surveys: ['submitted_at', 'score'] };
const spokenBy = (field: string): Requirement => ({ interactions: ['occurred_at', field] });
const subscription = (field: string): Requirement => ({ subscriptions: ['start_day', field] });

/**
 * What each feature of the models' catalogue needs to say anything: one requirement of the list is enough. Tables as
 * wholes are in the catalogue; this adds the fields, so that a half-filled table is told apart from a full one.
 */
export const fieldsOfFeature: Readonly<Record<string, readonly Requirement[]>> = {
  active_days_7: [usage],
  active_days_28: [usage],
  active_days_84: [usage],
  events_28: [usage],
  features_28: [namedUsage],
  active_weeks_12: [usage],
  longest_gap_84: [usage],
  days_since_event: [usage],
  active_days_ratio: [usage],
  events_ratio: [usage],
  events_ratio_7: [usage],
  events_ratio_book: [usage],
  events_level_book: [usage],
  usage_surprise: [usage],
  usage_surprise_14: [usage],
  usage_surprise_long: [usage],
  usage_trend_84: [usage],
  weekly_variation_84: [usage],
  fall_evidence: [usage],
  fall_weeks: [usage],
  features_change: [namedUsage],
  lost_features_28: [namedUsage],
  key_events_7: [namedUsage],
  key_events_28: [namedUsage],
  key_events_84: [namedUsage],
  key_events_182: [namedUsage],
  key_ratio_7: [namedUsage],
  key_ratio_28: [namedUsage],
  key_ratio_84: [namedUsage],
  // Programmatic use is told by the platform or by the event's own name.
  api_share_28: [{ events: ['account_id', 'occurred_at', 'platform'] }, namedUsage],
  export_share_84: [namedUsage],
  exports_change: [namedUsage],

  active_users_28: [people],
  users_ratio: [people],
  main_user_silent_days: [people],
  main_user_ratio: [people],
  main_user_share: [people],
  new_users_28: [people],
  silent_users_share: [people],
  seat_use: [{ ...people, subscriptions: ['start_day', 'seats'] }],
  interactions_90: [spoken],
  days_since_interaction: [spoken],
  unanswered_share_180: [{ interactions: ['occurred_at', 'outcome'] }],
  interactions_change_90: [spoken],
  meetings_180: [spokenBy('type')],
  calls_180: [spokenBy('type')],
  emails_180: [spokenBy('type')],
  inbound_share_180: [spokenBy('direction')],
  days_since_answer: [spokenBy('direction'), spokenBy('outcome')],
  worried_talks_90: [spokenBy('subject')],
  survey_score_180: [answered],
  survey_change: [answered],
  days_since_survey: [{ surveys: ['submitted_at'] }],
  survey_sentiment_365: [{ surveys: ['submitted_at', 'comment'] }],

  tickets_30: [opened],
  tickets_90: [opened],
  tickets_change_90: [opened],
  tickets_surprise: [opened],
  upset_tickets_90: [{ tickets: ['opened_at', 'text'] }, { tickets: ['opened_at', 'subject'] }],
  ticket_sentiment_180: [{ tickets: ['opened_at', 'text'] }, { tickets: ['opened_at', 'subject'] }],
  // Help desks tell it in a column of their own, so that no field can be asked for.
  reopened_tickets_180: [closed],
  open_tickets: [closed],
  oldest_open_days: [closed],
  serious_tickets_90: [{ tickets: ['opened_at', 'priority'] }],
  escalations_180: [{ tickets: ['opened_at', 'closed_at', 'escalated'] }],
  first_response_180: [{ tickets: ['opened_at', 'first_response_minutes'] }],
  satisfaction_180: [{ tickets: ['opened_at', 'closed_at', 'satisfaction'] }],
  resolution_hours_180: [closed],

  mrr: [subscription('mrr')],
  seats: [subscription('seats')],
  seats_change_180: [subscription('seats')],
  mrr_change_180: [subscription('mrr')],
  downgrades_365: [subscription('seats'), subscription('mrr')],
  days_since_downgrade: [subscription('seats'), subscription('mrr')],
  upgrades_365: [subscription('seats'), subscription('mrr')],
  price_to_usual: [{ subscriptions: ['start_day', 'mrr', 'seats'] }],
  overdue_invoices: [paid],
  late_invoices_90: [paid],
  days_late_180: [paid],
  lateness_change: [paid],
  failed_invoices_180: [{ invoices: ['issued_day', 'due_day', 'status'] }],

  days_to_renewal: [subscription('term_months')],
  days_to_term_end: [subscription('term_months')],
  term_days: [subscription('term_months')],
  renewals_so_far: [subscription('term_months')],
  term_months: [subscription('term_months')],
  auto_renew: [subscription('auto_renew')],
  running_subscriptions: [running],
  subscriptions_so_far: [running],
  tenure_days: [{ accounts: ['created_day'] }, running],

  signals_90: [{ signals: ['observed_at'] }],
  signal_value_180: [{ signals: ['observed_at', 'value'] }],
  bad_signals_180: [{ signals: ['observed_at', 'name'] }],
  good_signals_180: [{ signals: ['observed_at', 'name'] }],

  industry: [{ accounts: ['industry'] }],
  country: [{ accounts: ['country'] }],
  segment: [{ accounts: ['segment'] }],
  account_plan: [{ accounts: ['plan'] }],
  employees: [{ accounts: ['employees'] }],
  running_plan: [subscription('plan')],
};

/** What tells that an account left; without any of them a model has nothing to learn from. */
export const fieldsOfChurn: readonly Requirement[] = [
  { churn_events: ['churn_day'] },
  { subscriptions: ['start_day', 'end_day'] },
];
