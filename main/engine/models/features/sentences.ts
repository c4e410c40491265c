import type { ReasonSentenceKey, ReasonValues } from '../../../../shared/domain/reason-sentences.ts';
import { reasonSentences, reasonText } from '../../../../shared/domain/reason-sentences.ts';
import type { Bilingual } from '../../../../shared/contract/index.ts';
import { featureNamed, longAgoDays, mostRatio } from './catalogue.ts';

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

/** A count and what as many days usually held, as far as both figures stand beside the value. */
function againstUsual(key: ReasonSentenceKey, count: string, usual: string, share: number): Teller {
  return (value, figures) => {
    const now = figures(count);
    const before = figures(usual);
    return now === null || before === null
      ? described(key, value, unknownWord)
      : [key, { now, usual: rounded(before * share) }];
  };
}

/** From -1 to 1; around 0 says nothing. */
const tone =
  (key: 'survey_sentiment_365' | 'ticket_sentiment_180'): Teller =>
  (value) =>
    Math.abs(value) < 0.05
      ? [`${key}_same`, {}]
      : [value < 0 ? `${key}_down` : `${key}_up`, { value: finelyRounded(value) }];

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
  usage_surprise_14: againstUsual('usage_surprise_14', 'sessions_14', 'sessions_usual_28', 0.5),
  usage_surprise_long: againstUsual('usage_surprise_long', 'sessions_28', 'sessions_usual_28', 1),
  tickets_surprise: againstUsual('tickets_surprise', 'tickets_90', 'tickets_before_year', 1),
  fall_weeks: (value) => (value > 0 ? ['fall_weeks', { value }] : ['fall_none', {}]),
  fall_evidence: (value, figures) => {
    if (!(value > 0)) return ['fall_none', {}];
    const weeks = figures('fall_weeks');
    return weeks === null ? ['fall_some', {}] : ['fall_weeks', { value: weeks }];
  },
  main_user_ratio: ratio({ up: 'main_user_ratio_up', down: 'main_user_ratio_down' }),
  days_since_downgrade: (value) =>
    value >= longAgoDays ? ['days_since_downgrade_never', {}] : ['days_since_downgrade', { value }],
  exports_change: (value) => [
    value < 0 ? 'exports_change_down' : 'exports_change_up',
    { percent: percent(Math.abs(value)) },
  ],
  usage_trend_84: (value) => {
    const change = percent(Math.abs(Math.expm1(value)));
    return change < 1
      ? ['usage_trend_84_same', {}]
      : [value < 0 ? 'usage_trend_84_down' : 'usage_trend_84_up', { percent: change }];
  },
  weekly_variation_84: share('weekly_variation_84'),
  key_ratio_7: ratio({ up: 'key_ratio_7_up', down: 'key_ratio_7_down' }),
  key_ratio_28: ratio({ up: 'key_ratio_28_up', down: 'key_ratio_28_down' }),
  key_ratio_84: ratio({ up: 'key_ratio_84_up', down: 'key_ratio_84_down' }),
  main_user_share: share('main_user_share'),
  interactions_change_90: difference({
    up: 'interactions_change_90_up',
    down: 'interactions_change_90_down',
    same: 'interactions_change_90_same',
  }),
  inbound_share_180: share('inbound_share_180'),
  survey_sentiment_365: tone('survey_sentiment_365'),
  ticket_sentiment_180: tone('ticket_sentiment_180'),
  price_to_usual: share('price_to_usual'),
  lateness_change: difference({ up: 'lateness_change_up', down: 'lateness_change_down', same: 'lateness_change_same' }),
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
  usage_surprise_14: 'change_missing',
  usage_surprise_long: 'change_missing',
  usage_trend_84: 'change_missing',
  fall_evidence: 'change_missing',
  fall_weeks: 'change_missing',
  key_ratio_7: 'change_missing',
  key_ratio_28: 'change_missing',
  key_ratio_84: 'change_missing',
  lost_features_28: 'change_missing',
  exports_change: 'change_missing',
  features_change: 'change_missing',
  active_users_28: 'people_missing',
  users_ratio: 'people_missing',
  main_user_silent_days: 'people_missing',
  silent_users_share: 'people_missing',
  main_user_ratio: 'people_missing',
  main_user_share: 'people_missing',
  new_users_28: 'people_missing',
  interactions_90: 'interactions_missing',
  days_since_interaction: 'interactions_missing',
  unanswered_share_180: 'interactions_missing',
  interactions_change_90: 'interactions_missing',
  meetings_180: 'interactions_missing',
  calls_180: 'interactions_missing',
  emails_180: 'interactions_missing',
  inbound_share_180: 'interactions_missing',
  days_since_answer: 'interactions_missing',
  worried_talks_90: 'interactions_missing',
  tickets_30: 'support_missing',
  tickets_90: 'support_missing',
  tickets_change_90: 'support_missing',
  open_tickets: 'support_missing',
  serious_tickets_90: 'support_missing',
  escalations_180: 'support_missing',
  first_response_180: 'support_missing',
  resolution_hours_180: 'support_missing',
  tickets_surprise: 'support_missing',
  upset_tickets_90: 'support_missing',
  ticket_sentiment_180: 'support_missing',
  reopened_tickets_180: 'support_missing',
  mrr: 'contract_missing',
  seats: 'contract_missing',
  seats_change_180: 'contract_missing',
  mrr_change_180: 'contract_missing',
  downgrades_365: 'contract_missing',
  days_since_downgrade: 'contract_missing',
  upgrades_365: 'contract_missing',
  price_to_usual: 'contract_missing',
  days_to_term_end: 'contract_missing',
  term_days: 'contract_missing',
  renewals_so_far: 'contract_missing',
  running_plan: 'contract_missing',
  term_months: 'contract_missing',
  auto_renew: 'contract_missing',
  running_subscriptions: 'contract_missing',
  subscriptions_so_far: 'contract_missing',
  overdue_invoices: 'invoices_missing',
  late_invoices_90: 'invoices_missing',
  days_late_180: 'invoices_missing',
  lateness_change: 'invoices_missing',
  failed_invoices_180: 'invoices_missing',
  weekly_variation_84: 'change_missing',
  key_events_7: 'usage_missing',
  key_events_28: 'usage_missing',
  key_events_84: 'usage_missing',
  key_events_182: 'usage_missing',
  days_since_survey: 'survey_missing',
  survey_sentiment_365: 'survey_missing',
  bad_signals_180: 'signals_missing',
  good_signals_180: 'signals_missing',
  signals_90: 'signals_missing',
  signal_value_180: 'signals_missing',
};

const isKey = (key: string): key is ReasonSentenceKey => key in reasonSentences;

/** The text that a category feature's number stands for; null where nobody knows it. */
export type CategoryWord = (feature: string, code: number) => string | null;

const unknownWord: CategoryWord = () => null;

/** Figures that a feature's sentences may name beside its value, found by telling a value of every sort. */
export function figuresTold(feature: string): string[] {
  const asked = new Set<string>();
  const figures: Figures = (name) => {
    asked.add(name);
    return 1;
  };
  for (const value of [-1, 0, 0.5, 1, mostRatio]) tellers[feature]?.(value, figures);
  return [...asked];
}

/** What a feature's value says of an account, as a key with figures and as an English sentence. */
export function sentenceOf(
  feature: string,
  value: number | null,
  figures: Figures,
  word: CategoryWord = unknownWord,
): Sentence {
  const [key, values] = told(feature, value, figures, word);
  return { key, values, text: reasonText(key, values satisfies ReasonValues) };
}

/** The same in every language of the page. */
export function bilingualSentence(
  feature: string,
  value: number | null,
  figures: Figures,
  word: CategoryWord = unknownWord,
): Bilingual {
  const [key, values] = told(feature, value, figures, word);
  return { en: reasonText(key, values, 'en'), es: reasonText(key, values, 'es') };
}

function told(feature: string, value: number | null, figures: Figures, word: CategoryWord): Told {
  if (value === null) {
    const key = missing[feature] ?? `${feature}_missing`;
    return isKey(key) ? [key, {}] : described(feature, null, word);
  }
  const teller = tellers[feature];
  if (teller) return teller(value, figures);
  return isKey(feature) ? [feature, { value: rounded(value) }] : described(feature, value, word);
}

/** A feature without a sentence of its own is told by its description. */
function described(feature: string, value: number | null, word: CategoryWord): Told {
  const known = featureNamed(feature);
  const names = known ? { en: known.description.en, es: known.description.es } : { en: feature, es: feature };
  if (value === null) return ['described_missing', names];
  if (known?.kind === 'category') return ['described', { ...names, value: word(feature, value) }];
  if (known?.unit === 'share') return ['described_share', { ...names, percent: percent(value) }];
  return ['described', { ...names, value: finelyRounded(value) }];
}

/** Small numbers keep two decimals, so that a ratio of 0.04 is not told as none. */
const finelyRounded = (value: number): number => (Math.abs(value) < 1 ? Math.round(value * 100) / 100 : rounded(value));
