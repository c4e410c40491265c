import type { ReasonSentenceKey, ReasonValues } from '../../../../shared/domain/reason-sentences.ts';
import { reasonSentences, reasonText } from '../../../../shared/domain/reason-sentences.ts';
import { mostRatio } from './catalogue.ts';

export type Sentence = {
  readonly key: ReasonSentenceKey;
  readonly values: Record<string, string | number | null>;
  readonly text: string;
};

/** A figure of the same snapshot by name; null where it is missing. */
export type Figures = (name: string) => number | null;

type Values = Record<string, string | number | null>;
type Told = readonly [key: ReasonSentenceKey, values: Values];
type Teller = (value: number, figures: Figures) => Told;

const rounded = (value: number): number => Math.round(value * 10) / 10;
const percent = (value: number): number => Math.round(value * 100);

const share =
  (key: ReasonSentenceKey): Teller =>
  (value) => [key, { percent: percent(value) }];

/** `before` is a figure of its own; without it the sentence is the plain one. */
function compared(key: ReasonSentenceKey, before: string, plain: ReasonSentenceKey = key): Teller {
  return (value, figures) => {
    const earlier = figures(before);
    return earlier === null
      ? [plain, { value: rounded(value), before: null }]
      : [key, { value: rounded(value), before: rounded(earlier) }];
  };
}

type Directions = {
  readonly up: ReasonSentenceKey;
  readonly down: ReasonSentenceKey;
  readonly same?: ReasonSentenceKey;
};

/** A ratio to an earlier level; 1 is no change. What was held at the limit may be any number above it. */
function ratio({ up, down, same }: Directions, more: (figures: Figures) => Values = () => ({})): Teller {
  return (value, figures) => {
    const key = Math.abs(value - 1) < 0.005 && same ? same : value < 1 ? down : up;
    return [key, { percent: value >= mostRatio ? `≥ ${percent(mostRatio)}` : percent(value), ...more(figures) }];
  };
}

/** A difference to an earlier level; 0 is no change. */
function difference({ up, down, same = up }: Directions): Teller {
  return (value) => [Math.abs(value) < 0.05 ? same : value < 0 ? down : up, { size: rounded(Math.abs(value)) }];
}

const tellers: Readonly<Record<string, Teller>> = {
  active_days_28: compared('active_days_28', 'active_days_before_28'),
  events_28: compared('events_28', 'events_before_28', 'events_28_plain'),
  features_28: compared('features_28', 'features_before_28', 'features_28_plain'),
  active_days_ratio: ratio({ up: 'active_days_ratio_up', down: 'active_days_ratio_down' }),
  events_ratio: ratio({ up: 'events_ratio_up', down: 'events_ratio_down' }),
  events_ratio_7: ratio({ up: 'events_ratio_7_up', down: 'events_ratio_7_down' }),
  events_ratio_book: ratio({ up: 'events_ratio_book_up', down: 'events_ratio_book_down' }),
  events_level_book: ratio({ up: 'events_level_book_up', down: 'events_level_book_down' }),
  usage_surprise: (_, figures) => {
    const now = figures('events_28');
    const expected = figures('events_expected_28');
    return now === null || expected === null
      ? ['usage_surprise_plain', {}]
      : ['usage_surprise', { now, expected: Math.round(expected) }];
  },
  features_change: difference({ up: 'features_change_up', down: 'features_change_down', same: 'features_change_same' }),
  api_share_28: share('api_share_28'),
  export_share_84: share('export_share_84'),
  active_users_28: compared('active_users_28', 'users_before_28'),
  users_ratio: ratio({ up: 'users_ratio_up', down: 'users_ratio_down' }, (figures) => ({
    now: figures('users_now_28'),
    before: figures('users_before_28'),
  })),
  silent_users_share: share('silent_users_share'),
  seat_use: (value, figures) => {
    const now = figures('users_now_28');
    const seats = figures('seats_now');
    return now === null || seats === null
      ? ['seat_use_plain', { percent: percent(value) }]
      : ['seat_use', { now, seats }];
  },
  unanswered_share_180: share('unanswered_share_180'),
  survey_change: difference({ up: 'survey_change_up', down: 'survey_change_down', same: 'survey_change_same' }),
  tickets_90: compared('tickets_90', 'tickets_before_90'),
  tickets_change_90: difference({
    up: 'tickets_change_90_up',
    down: 'tickets_change_90_down',
    same: 'tickets_change_90_same',
  }),
  seats_change_180: ratio(
    { up: 'seats_change_180_up', down: 'seats_change_180_down', same: 'seats_change_180_same' },
    (figures) => ({ now: figures('seats_now'), before: figures('seats_before_180') }),
  ),
  mrr_change_180: ratio({ up: 'mrr_change_180_up', down: 'mrr_change_180_down', same: 'mrr_change_180_same' }),
  days_late_180: difference({ up: 'days_late_180_up', down: 'days_late_180_down', same: 'days_late_180_same' }),
  auto_renew: (value) => [value === 1 ? 'auto_renew_up' : 'auto_renew_same', {}],
};

/** What is said of a missing value, where it is not `<feature>_missing`. */
const missing: Readonly<Record<string, ReasonSentenceKey>> = {
  active_days_7: 'usage_missing',
  active_days_28: 'usage_missing',
  active_days_84: 'usage_missing',
  events_28: 'usage_missing',
  features_28: 'usage_missing',
  active_weeks_12: 'usage_missing',
  longest_gap_84: 'usage_missing',
  api_share_28: 'usage_missing',
  export_share_84: 'usage_missing',
  active_days_ratio: 'change_missing',
  events_ratio: 'change_missing',
  events_ratio_7: 'change_missing',
  events_ratio_book: 'change_missing',
  events_level_book: 'change_missing',
  usage_surprise: 'change_missing',
  features_change: 'change_missing',
  active_users_28: 'people_missing',
  users_ratio: 'people_missing',
  main_user_silent_days: 'people_missing',
  silent_users_share: 'people_missing',
  interactions_90: 'interactions_missing',
  days_since_interaction: 'interactions_missing',
  unanswered_share_180: 'interactions_missing',
  tickets_30: 'support_missing',
  tickets_90: 'support_missing',
  tickets_change_90: 'support_missing',
  open_tickets: 'support_missing',
  serious_tickets_90: 'support_missing',
  escalations_180: 'support_missing',
  first_response_180: 'support_missing',
  resolution_hours_180: 'support_missing',
  mrr: 'contract_missing',
  seats: 'contract_missing',
  seats_change_180: 'contract_missing',
  mrr_change_180: 'contract_missing',
  term_months: 'contract_missing',
  auto_renew: 'contract_missing',
  running_subscriptions: 'contract_missing',
  subscriptions_so_far: 'contract_missing',
  overdue_invoices: 'invoices_missing',
  late_invoices_90: 'invoices_missing',
  days_late_180: 'invoices_missing',
  signals_90: 'signals_missing',
  signal_value_180: 'signals_missing',
};

const isKey = (key: string): key is ReasonSentenceKey => key in reasonSentences;

/** What a feature's value says of an account, as a key with figures and as an English sentence. */
export function sentenceOf(feature: string, value: number | null, figures: Figures): Sentence {
  const [key, values] = told(feature, value, figures);
  return { key, values, text: reasonText(key, values satisfies ReasonValues) };
}

function told(feature: string, value: number | null, figures: Figures): Told {
  if (value === null) {
    const key = missing[feature] ?? `${feature}_missing`;
    return isKey(key) ? [key, {}] : ['other_missing', { feature }];
  }
  const teller = tellers[feature];
  if (teller) return teller(value, figures);
  return isKey(feature) ? [feature, { value: rounded(value) }] : ['other', { feature, value: rounded(value) }];
}
