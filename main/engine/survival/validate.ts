import type { RenewalRun } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { auc, brier, logLoss } from '../../stats/index.ts';
import type { Sight } from './design.ts';
import { stayedThrough } from './fates.ts';
import { learnCox, learnHazard } from './renewal-models.ts';
import type { Chance, Learning, RenewalModel } from './renewal-models.ts';

export type Validation = RenewalRun['validation'] & {
  /** Null where too few left after the cut to choose by. */
  readonly better: 'hazard' | 'cox' | null;
};

/** Fewer who left cannot tell two ways apart. */
const fewest = 10;

/**
 * Learns from what was known at a day, and holds it against the renewals that came after: each account seen on a later day,
 * with a renewal whose outcome is known by now.
 */
export function validateRenewals(learning: Learning, onProgress: (share: number) => void): Validation {
  const { sights, lives, until } = learning;
  const none: Validation = { cut: null, renewals: 0, left: 0, scores: [], better: null };
  const first = sights.reduce((least, { day }) => Math.min(least, day), Infinity);
  const cut = until - Math.max(90, Math.min(180, Math.floor((until - first) / 3)));
  const before = sights.filter(({ day }) => day < cut);
  const isLate = ({ day, toRenewal }: Sight): boolean => day >= cut && toRenewal > 0;
  const tests = sights.filter(isLate).flatMap((sight) => {
    const stayed = stayedThrough(lives[sight.account]!, sight.day, sight.day + sight.toRenewal, until);
    return stayed === null ? [] : [{ sight, stayed }];
  });
  const left = tests.filter(({ stayed }) => stayed === 0).length;
  if (left < fewest || tests.length - left < fewest) return { ...none, renewals: tests.length, left };
  const known: Learning = { ...learning, sights: before, until: cut };
  let models: (RenewalModel | null)[];
  try {
    const hazard = learnHazard(known);
    onProgress(0.6);
    models = [hazard, learnCox(known)];
    onProgress(1);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'not_enough_data') return none;
    throw error;
  }
  // Without looking at the account: the share that stayed through the renewals known at the cut.
  const past = before.flatMap((sight) => {
    const stayed =
      sight.toRenewal > 0 ? stayedThrough(lives[sight.account]!, sight.day, sight.day + sight.toRenewal, cut) : null;
    return stayed === null ? [] : [stayed as number];
  });
  const share = (past.reduce((sum, stayed) => sum + stayed, 0) + 1) / (past.length + 2);
  const chances = models.map((model) => tests.map(({ sight }) => model?.chance(sight, sight.toRenewal) ?? null));
  // Ways are compared on the same renewals.
  const common = tests.map((_test, index) => index).filter((index) => chances.every((of) => of[index] !== null));
  const labels = Uint8Array.from(common, (index) => 1 - tests[index]!.stayed);
  const scoresOf = (method: 'hazard' | 'cox' | 'share', of: (index: number) => number) => {
    const leaving = Float64Array.from(common, (index) => 1 - of(index));
    return {
      method,
      logLoss: logLoss(labels, leaving),
      brier: brier(labels, leaving),
      auc: method === 'share' ? null : auc(labels, leaving),
    };
  };
  const of = (chance: Chance | null | undefined): number => chance!.probability;
  const scores = [
    scoresOf('hazard', (index) => of(chances[0]![index])),
    scoresOf('cox', (index) => of(chances[1]![index])),
    scoresOf('share', () => share),
  ];
  const [hazard, cox] = scores;
  const better =
    models[1] === null || common.length === 0
      ? 'hazard'
      : (cox!.logLoss ?? 1) < (hazard!.logLoss ?? 1)
        ? 'cox'
        : 'hazard';
  return {
    cut: dayOfNumber(cut),
    renewals: common.length,
    left: labels.reduce((sum, label) => sum + label, 0),
    scores: models[1] === null ? scores.filter(({ method }) => method !== 'cox') : scores,
    better,
  };
}
