import type { Bilingual, HealthDefinition, HealthMeasure, HealthScale } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';

type Candidate = {
  readonly measure: string;
  readonly weight: number;
  /** `book`: on a line between the 5th and the 95th hundredth of the book. */
  readonly scale: HealthScale | 'book';
};
type CandidatePillar = {
  readonly name: Bilingual;
  readonly weight: number;
  readonly measures: readonly Candidate[];
  /** No more than so many, in the order given. */
  readonly most: number;
};

const linear = (zero: number, hundred: number): HealthScale => ({ kind: 'linear', zero, hundred });
/** None is 100 points, one 50, more 0. */
const fewer = (some: number, many: number): HealthScale => ({
  kind: 'bands',
  bands: [
    { from: null, to: some, points: 100 },
    { from: some, to: many, points: 50 },
    { from: many, to: null, points: 0 },
  ],
});

/** In the order of preference. Ratios have anchors of their own; what depends on the product takes those of the book. */
const candidates: readonly CandidatePillar[] = [
  {
    name: { en: 'Usage', es: 'Uso' },
    weight: 40,
    most: 4,
    measures: [
      { measure: 'active_days_28', weight: 40, scale: 'book' },
      { measure: 'active_days_ratio', weight: 30, scale: linear(0.5, 1) },
      { measure: 'days_since_event', weight: 15, scale: linear(21, 3) },
      { measure: 'key_ratio_28', weight: 15, scale: linear(0.4, 1) },
    ],
  },
  {
    name: { en: 'Support', es: 'Soporte' },
    weight: 20,
    most: 4,
    measures: [
      { measure: 'serious_tickets_90', weight: 35, scale: fewer(1, 3) },
      { measure: 'upset_tickets_90', weight: 20, scale: fewer(1, 2) },
      { measure: 'satisfaction_180', weight: 25, scale: 'book' },
      { measure: 'oldest_open_days', weight: 20, scale: linear(30, 5) },
      { measure: 'open_tickets', weight: 20, scale: fewer(1, 3) },
    ],
  },
  {
    name: { en: 'People', es: 'Personas' },
    weight: 25,
    most: 4,
    measures: [
      { measure: 'seat_use', weight: 25, scale: linear(0.2, 0.8) },
      { measure: 'main_user_silent_days', weight: 30, scale: linear(28, 5) },
      { measure: 'users_ratio', weight: 20, scale: linear(0.5, 1) },
      { measure: 'days_since_answer', weight: 25, scale: linear(120, 20) },
      { measure: 'survey_score_180', weight: 25, scale: 'book' },
    ],
  },
  {
    name: { en: 'Money and contract', es: 'Dinero y contrato' },
    weight: 15,
    most: 3,
    measures: [
      { measure: 'overdue_invoices', weight: 40, scale: fewer(1, 2) },
      { measure: 'days_late_180', weight: 20, scale: linear(30, 0) },
      { measure: 'mrr_change_180', weight: 40, scale: linear(0.7, 1) },
      { measure: 'seats_change_180', weight: 40, scale: linear(0.7, 1) },
    ],
  },
];

/** A measure that fewer have would leave most scores to the others. */
const leastShare = 0.6;
const silentDays = 28;

/** Rules from what this book really has, and the measures that were left out for want of values. @throws not_enough_data */
export function proposeDefinition(
  measures: readonly HealthMeasure[],
  language: keyof Bilingual,
): { definition: HealthDefinition; left: Bilingual[] } {
  const byId = new Map(measures.map((measure) => [measure.id, measure]));
  const left: Bilingual[] = [];
  const pillars = candidates.flatMap(({ name, weight, measures: wanted, most }) => {
    const usable = wanted.flatMap(({ measure, weight: own, scale: wish }) => {
      const known = byId.get(measure);
      const scale = known === undefined ? null : scaleOf(known, wish);
      if (scale !== null) return [{ measure, weight: own, scale }];
      if (known !== undefined) left.push(known.words);
      return [];
    });
    const taken = usable.slice(0, most);
    return taken.length === 0 ? [] : [{ name: name[language], weight, measures: toHundred(taken) }];
  });
  if (pillars.length === 0)
    throw new HoldfastError(
      'not_enough_data',
      'None of the usual measures has values for most customers. Import usage events, tickets, interactions or invoices, or build the score by hand.',
    );
  const hasSilence = pillars.some(({ measures: own }) => own.some(({ measure }) => measure === 'days_since_event'));
  return {
    left,
    definition: {
      format: 'holdfast-health',
      formatVersion: 1,
      pillars: toHundred(pillars),
      exceptions: hasSilence
        ? [
            {
              name: { en: 'Silent for four weeks', es: 'Cuatro semanas en silencio' }[language],
              when: [{ measure: 'days_since_event', compare: 'at-least', value: silentDays }],
              then: { kind: 'cap', value: 49 },
            },
          ]
        : [],
      variants: [],
    },
  };
}

/** Null where too few have a value, or all the same. */
function scaleOf({ share, spread, helps }: HealthMeasure, wish: Candidate['scale']): HealthScale | null {
  if (share === null || share < leastShare || spread === null) return null;
  if (wish !== 'book') return wish;
  const [low, high] = [tidy(spread.p5), tidy(spread.p95)];
  if (low === high) return null;
  return helps === 'less' ? linear(high, low) : linear(low, high);
}

/** Anchors that a person would choose: two figures that count. */
const tidy = (value: number): number => Number(value.toPrecision(2));

/** Weights that sum to 100, in whole numbers; what rounding leaves goes to the first. */
function toHundred<Part extends { readonly weight: number }>(parts: readonly Part[]): Part[] {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  const whole = parts.map((part) => ({ ...part, weight: Math.round((100 * part.weight) / sum) }));
  const rest = 100 - whole.reduce((total, { weight }) => total + weight, 0);
  return whole.map((part, index) => (index === 0 ? { ...part, weight: part.weight + rest } : part));
}
