import { isHoldfastError } from '../../../shared/domain/errors.ts';
import { fitRenewals, kaplanMeier, renewalSurvival, survivalAt } from '../../stats/index.ts';
import type { RenewalModel } from '../../stats/index.ts';

/** One account's contract, in whole terms. */
export interface ContractLife {
  readonly account: string;
  readonly termMonths: number;
  /** Renewals made when watching began; 0 where it was watched from its start. */
  readonly entered: number;
  /** Renewals made so far, or the renewal at which it ended (1 = the first). */
  readonly renewals: number;
  readonly hasLeft: boolean;
}

const monthDays = 30.4375;
/** Months differ in length, and so do the days on which people sign. */
const slackDays = 3;

/** Renewals made in so many days. */
export function renewalsIn(days: number, termMonths: number): number {
  return Math.max(0, Math.floor((days + slackDays) / (termMonths * monthDays)));
}

/** The renewal that an account which left after so many days did not make; leaving inside a term counts at its end. */
export function renewalLost(days: number, termMonths: number): number {
  return Math.max(1, Math.ceil((days - slackDays) / (termMonths * monthDays)));
}

/** Months until the next renewal of an account that has made so many. */
export function monthsUntilRenewal(days: number, termMonths: number): number {
  return Math.min(termMonths, Math.max(0, (renewalsIn(days, termMonths) + 1) * termMonths - days / monthDays));
}

export interface TermModel {
  readonly months: number;
  readonly accounts: number;
  readonly left: number;
  /** Null where too few left or renewed. */
  readonly model: RenewalModel | null;
  /** Whether a customer's own chance may change from renewal to renewal. */
  readonly hasShape: boolean;
  readonly curve: readonly {
    renewal: number;
    atRisk: number;
    actual: number | null;
    lower: number | null;
    upper: number | null;
    fitted: number;
  }[];
}

const fewestLeft = 10;
const furthest = 60;

/** One model for each length of term: a month and a year are not the same kind of decision. */
export function fitTerms(lives: readonly ContractLife[], shouldStop: () => boolean): TermModel[] {
  return [...Map.groupBy(lives, ({ termMonths }) => termMonths)]
    .sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
    .map(([months, group]) => fitTerm(months, group, shouldStop));
}

function fitTerm(months: number, lives: readonly ContractLife[], shouldStop: () => boolean): TermModel {
  const left = lives.filter(({ hasLeft }) => hasLeft).length;
  const none: TermModel = { months, accounts: lives.length, left, model: null, hasShape: false, curve: [] };
  if (left < fewestLeft) return none;
  const longest = lives.reduce((most, { renewals }) => Math.max(most, renewals), 0);
  const counts = {
    left: new Float64Array(longest + 1),
    open: new Float64Array(longest + 1),
    entered: new Float64Array(longest + 1),
  };
  for (const { renewals, hasLeft, entered } of lives) {
    if (hasLeft) counts.left[renewals - 1]! += 1;
    else counts.open[renewals]! += 1;
    counts.entered[entered]! += 1;
  }
  let plain: RenewalModel;
  try {
    plain = fitRenewals(counts, { shouldStop });
  } catch (error) {
    if (isHoldfastError(error) && error.code === 'not_enough_data') return none;
    throw error;
  }
  const shaped = longest < 3 ? null : fitRenewals(counts, { withShape: true, shouldStop });
  // One parameter more must earn its place (Akaike's criterion, by a margin of 2).
  const hasShape = shaped !== null && shaped.pinned && shaped.logLikelihood > plain.logLikelihood + 2;
  const model = hasShape ? shaped : plain;
  return { ...none, model, hasShape, curve: curveOf(lives, model, longest) };
}

/** Just before the k-th renewal somebody with k − 1 renewals made is at risk; open contracts are seen until halfway there. */
function curveOf(lives: readonly ContractLife[], model: RenewalModel, longest: number): TermModel['curve'] {
  const curve = kaplanMeier(
    lives.map(({ renewals, hasLeft }) => (hasLeft ? renewals : renewals + 0.5)),
    lives.map(({ hasLeft }) => (hasLeft ? 1 : 0)),
    0.95,
    lives.map(({ entered }) => (entered === 0 ? -1 : entered)),
  );
  const last = Math.min(furthest, longest + Math.max(3, Math.ceil(longest / 2)));
  return Array.from({ length: last + 1 }, (_unused, renewal) => {
    const atRisk = lives.filter(
      (life) => life.entered < renewal && life.renewals + (life.hasLeft ? 0 : 0.5) >= renewal,
    ).length;
    const point = curve.timeline.findLast(({ time }) => time <= renewal);
    const isSeen = renewal === 0 || atRisk > 0;
    return {
      renewal,
      atRisk: renewal === 0 ? lives.length : atRisk,
      actual: isSeen ? survivalAt(curve, renewal) : null,
      lower: isSeen ? (point?.lower ?? null) : null,
      upper: isSeen ? (point?.upper ?? null) : null,
      fitted: renewalSurvival(model.parameters, renewal),
    };
  });
}
