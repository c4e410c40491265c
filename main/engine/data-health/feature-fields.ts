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
  features_change: [namedUsage],
  // Programmatic use is told by the platform or by the event's own name.
  api_share_28: [{ events: ['account_id', 'occurred_at', 'platform'] }, namedUsage],
  export_share_84: [namedUsage],

  active_users_28: [people],
  users_ratio: [people],
  main_user_silent_days: [people],
  silent_users_share: [people],
  seat_use: [{ ...people, subscriptions: ['start_day', 'seats'] }],
  interactions_90: [spoken],
  days_since_interaction: [spoken],
  unanswered_share_180: [{ interactions: ['occurred_at', 'outcome'] }],
  survey_score_180: [answered],
  survey_change: [answered],

  tickets_30: [opened],
  tickets_90: [opened],
  tickets_change_90: [opened],
  open_tickets: [closed],
  serious_tickets_90: [{ tickets: ['opened_at', 'priority'] }],
  escalations_180: [{ tickets: ['opened_at', 'closed_at', 'escalated'] }],
  first_response_180: [{ tickets: ['opened_at', 'first_response_minutes'] }],
  satisfaction_180: [{ tickets: ['opened_at', 'closed_at', 'satisfaction'] }],
  resolution_hours_180: [closed],

  mrr: [subscription('mrr')],
  seats: [subscription('seats')],
  seats_change_180: [subscription('seats')],
  mrr_change_180: [subscription('mrr')],
  overdue_invoices: [paid],
  late_invoices_90: [paid],
  days_late_180: [paid],

  days_to_renewal: [subscription('term_months')],
  term_months: [subscription('term_months')],
  auto_renew: [subscription('auto_renew')],
  running_subscriptions: [running],
  subscriptions_so_far: [running],
  tenure_days: [{ accounts: ['created_day'] }, running],

  signals_90: [{ signals: ['observed_at'] }],
  signal_value_180: [{ signals: ['observed_at', 'value'] }],
};

/** What tells that an account left; without any of them a model has nothing to learn from. */
export const fieldsOfChurn: readonly Requirement[] = [
  { churn_events: ['churn_day'] },
  { subscriptions: ['start_day', 'end_day'] },
];
