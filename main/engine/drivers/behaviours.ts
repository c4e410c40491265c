import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { benjaminiHochberg, fisherExact, shareDifference, stratifiedDifference } from '../../stats/index.ts';
import type { TwoShares } from '../../stats/index.ts';
import type { Study } from './study.ts';

type Answer = ContractOutputs['drivers']['run'];
type Behaviour = Answer['behaviours'][number];

export const mostEvents = 200;
const strataCount = 4;

/** Members that did an event at least so many times, as flags by member. */
export function membersWho(study: Study, code: number, atLeast: number): Uint8Array {
  const flags = new Uint8Array(study.accounts.length);
  const found = study.did.get(code);
  found?.members.forEach((member, index) => {
    if (found.counts[index]! >= atLeast) flags[member] = 1;
  });
  return flags;
}

/**
 * Every behaviour (an event, at least so many times) with enough members on both sides: the share retained on either side,
 * tested and corrected for how many were tested, and within groups of equally much other activity. Surest first.
 */
export function compareBehaviours(
  study: Study,
  names: readonly string[],
  thresholds: readonly number[],
  leastGroup: number,
): Pick<Answer, 'behaviours' | 'tested' | 'omittedEvents'> {
  const codes = [...study.did.keys()].sort(
    (one, other) => study.did.get(other)!.members.length - study.did.get(one)!.members.length || one - other,
  );
  const found: Omit<Behaviour, 'q'>[] = [];
  for (const code of codes.slice(0, mostEvents)) {
    const strata = strataOf(study, code);
    for (const atLeast of [...new Set(thresholds)].sort((one, other) => one - other)) {
      const flags = membersWho(study, code, atLeast);
      const whole = countSides(study, flags);
      if (whole.ofA < leastGroup || whole.ofB < leastGroup) continue;
      const difference = shareDifference(whole);
      const p = fisherExact(whole.a, whole.ofA, whole.b, whole.ofB);
      if (difference === null || p === null) continue;
      found.push({
        event: names[code]!,
        atLeast,
        did: { accounts: whole.ofA, retained: whole.a },
        didNot: { accounts: whole.ofB, retained: whole.b },
        ...difference,
        p,
        adjusted: stratifiedDifference(
          Array.from({ length: strataCount }, (_, stratum) => countSides(study, flags, strata, stratum)),
        ),
      });
    }
  }
  const qs = benjaminiHochberg(found.map(({ p }) => p));
  const behaviours = found
    .map((behaviour, index) => ({ ...behaviour, q: qs[index] ?? behaviour.p }))
    .sort((one, other) => one.q - other.q || Math.abs(other.difference) - Math.abs(one.difference));
  return { behaviours, tested: found.length, omittedEvents: Math.max(0, codes.length - mostEvents) };
}

/** How many members did and did not, and how many of them were retained; of one stratum where one is given. */
function countSides(study: Study, flags: Uint8Array, strata?: Uint8Array, stratum?: number): TwoShares {
  let a = 0;
  let ofA = 0;
  let b = 0;
  let ofB = 0;
  for (let member = 0; member < flags.length; member++) {
    if (strata !== undefined && strata[member] !== stratum) continue;
    if (flags[member] === 1) {
      ofA += 1;
      a += study.retained[member]!;
    } else {
      ofB += 1;
      b += study.retained[member]!;
    }
  }
  return { a, ofA, b, ofB };
}

/** Quartiles of all other activity in the behaviour days; members with equally much stand in one stratum. */
function strataOf(study: Study, code: number): Uint8Array {
  const others = Float64Array.from(study.activity);
  const found = study.did.get(code);
  found?.members.forEach((member, index) => (others[member]! -= found.counts[index]!));
  const sorted = others.slice().sort();
  const limits = Array.from(
    { length: strataCount - 1 },
    (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / strataCount)] ?? Infinity,
  );
  return Uint8Array.from(others, (value) => limits.filter((limit) => value >= limit).length);
}
