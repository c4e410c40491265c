import type { ModelTarget } from '../../../../shared/contract/index.ts';

/**
 * The direction in which common sense lets a feature move the risk of leaving (1 = more is riskier, -1 = more is safer).
 * Trees may not go against it. With some hundred churns that keeps them from learning accidents; a feature that really
 * works the other way round in a book is then left unused. What is not named may go either way.
 */
const directions: Readonly<Record<string, 1 | -1>> = {
  active_days_7: -1,
  active_days_28: -1,
  active_days_84: -1,
  active_weeks_12: -1,
  longest_gap_84: 1,
  days_since_event: 1,
  active_days_ratio: -1,
  events_ratio: -1,
  events_ratio_7: -1,
  events_ratio_book: -1,
  events_level_book: -1,
  usage_surprise: -1,
  usage_surprise_14: -1,
  usage_surprise_long: -1,
  usage_trend_84: -1,
  fall_evidence: 1,
  fall_weeks: 1,
  features_change: -1,
  lost_features_28: 1,
  exports_change: 1,
  key_ratio_7: -1,
  key_ratio_28: -1,
  key_ratio_84: -1,
  users_ratio: -1,
  main_user_silent_days: 1,
  main_user_ratio: -1,
  silent_users_share: 1,
  new_users_28: -1,
  seat_use: -1,
  days_since_interaction: 1,
  days_since_answer: 1,
  unanswered_share_180: 1,
  inbound_share_180: -1,
  worried_talks_90: 1,
  survey_score_180: -1,
  survey_change: -1,
  survey_sentiment_365: -1,
  tickets_30: 1,
  tickets_surprise: 1,
  serious_tickets_90: 1,
  escalations_180: 1,
  open_tickets: 1,
  oldest_open_days: 1,
  reopened_tickets_180: 1,
  ticket_sentiment_180: -1,
  upset_tickets_90: 1,
  first_response_180: 1,
  satisfaction_180: -1,
  resolution_hours_180: 1,
  seats_change_180: -1,
  mrr_change_180: -1,
  downgrades_365: 1,
  days_since_downgrade: -1,
  overdue_invoices: 1,
  late_invoices_90: 1,
  failed_invoices_180: 1,
  days_late_180: 1,
  lateness_change: 1,
  auto_renew: -1,
  bad_signals_180: 1,
  good_signals_180: -1,
};

export function directionOf(name: string): 1 | -1 | 0 {
  return directions[name] ?? 0;
}

/**
 * For `monotone` of the tree options, in the order of the names. What speaks for leaving speaks against staying engaged; of
 * growth common sense knows no directions.
 */
export function monotoneOf(names: readonly string[], target: ModelTarget = 'churn'): number[] {
  if (target === 'expansion') return names.map(() => 0);
  return names.map((name) => (target === 'churn' ? 1 : -1) * directionOf(name) || 0);
}
