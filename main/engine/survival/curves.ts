import type { ContractOutputs, SurvivalCurveAnswer, SurvivalPoint } from '../../../shared/contract/index.ts';
import { kaplanMeier, logRank } from '../../stats/index.ts';
import type { SurvivalCurve } from '../../stats/index.ts';
import type { Subjects } from './subjects.ts';

/** More points would not be seen, and would make the answer large. */
const mostPoints = 300;
const milestoneDays = [90, 180, 365, 730, 1095];

/** Which group each subject is in: a place in `named`, or the others, or none. */
export interface Grouping {
  readonly named: readonly (string | null)[];
  /** Of subject i: a place in `named`; `named.length` = told with the others. */
  readonly of: readonly number[];
  readonly hasRest: boolean;
}

export function curvesOf(
  subjects: Subjects,
  grouping: Grouping | null,
): Pick<ContractOutputs['survival']['curve'], 'curves' | 'logRank'> {
  const all = subjects.accounts.map((_account, index) => index);
  if (all.length === 0) return { curves: [], logRank: null };
  const curves = [curveOf(subjects, all, null, false)];
  if (grouping === null) return { curves, logRank: null };
  const { named, of, hasRest } = grouping;
  named.forEach((value, group) => {
    const members = all.filter((index) => of[index] === group);
    if (members.length > 0) curves.push(curveOf(subjects, members, value, false));
  });
  if (hasRest)
    curves.push(
      curveOf(
        subjects,
        all.filter((index) => of[index] === named.length),
        null,
        true,
      ),
    );
  const compared = all.filter((index) => (named[of[index]!] ?? null) !== null);
  const groups = compared.map((index) => named[of[index]!]!);
  const test =
    new Set(groups).size < 2
      ? null
      : logRank(
          pick(subjects.durations, compared),
          pick(subjects.left, compared),
          groups,
          entriesOf(subjects, compared),
        );
  return { curves, logRank: test };
}

const pick = (values: readonly number[], of: readonly number[]): number[] => of.map((index) => values[index]!);
const entriesOf = (subjects: Subjects, of: readonly number[]): number[] | null =>
  subjects.isLate ? pick(subjects.entries, of) : null;

function curveOf(subjects: Subjects, of: readonly number[], value: string | null, rest: boolean): SurvivalCurveAnswer {
  const curve = kaplanMeier(pick(subjects.durations, of), pick(subjects.left, of), 0.95, entriesOf(subjects, of));
  return {
    value,
    rest,
    accounts: curve.subjects,
    left: curve.events,
    median: curve.median,
    medianLower: curve.medianLower,
    medianUpper: curve.medianUpper,
    points: thinned(curve),
    milestones: milestoneDays.flatMap((day) => pointAt(curve, day) ?? []),
  };
}

function answered(point: SurvivalCurve['timeline'][number], day = point.time): SurvivalPoint {
  const { atRisk, survival, lower, upper } = point;
  return { day, atRisk, survival, lower, upper };
}

/** The last point of each of some hundred stretches of time, the very last one among them. */
function thinned({ timeline }: SurvivalCurve): SurvivalPoint[] {
  const last = timeline.at(-1)?.time ?? 0;
  const width = Math.max(1, Math.ceil((last + 1) / mostPoints));
  return timeline
    .filter((point, index) => {
      const next = timeline[index + 1];
      return next === undefined || Math.floor(next.time / width) !== Math.floor(point.time / width);
    })
    .map((point) => answered(point));
}

/** Null beyond the last day seen. */
function pointAt({ timeline }: SurvivalCurve, day: number): SurvivalPoint | null {
  const next = timeline.findIndex((point) => point.time > day);
  if (next < 0) return timeline.at(-1)?.time === day ? answered(timeline.at(-1)!) : null;
  const atRisk = timeline[next]!.atRisk;
  const before = timeline[next - 1];
  return before === undefined
    ? { day, atRisk, survival: 1, lower: null, upper: null }
    : { ...answered(before, day), atRisk };
}
