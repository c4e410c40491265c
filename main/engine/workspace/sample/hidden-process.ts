import type { SampleAccount } from './accounts.ts';
import { addMonths, type DayNumber } from './calendar.ts';
import type { SampleSettings } from './options.ts';
import type { Random } from './random.ts';

/**
 * The hidden life of an account is a Markov chain with one step a day.
 *
 * State 0 is well. Trouble comes in three kinds, each in four stages that follow one another (states 1 to 12): usage
 * declines, support sours, seats shrink. From any stage the account may recover (state 13), and later be well again. It may
 * leave from every state: those who leave while well, recovering, or in a first stage that has hardly begun leave in
 * silence. Monthly contracts end on any day, annual ones nearly always at the renewal.
 */
export const stateCount = 14;
export const well = 0;
export const recovering = 13;
const stages = 4;

export const troubles = ['decline', 'sour-support', 'seats'] as const;
export type Trouble = (typeof troubles)[number];
export type ChurnCause = Trouble | 'silent';

const troubleShares = [0.5, 0.28, 0.22];

/** Which trouble a state belongs to, and how far it has come (1 to 4); null when there is none. */
export function troubleOf(state: number): { trouble: number; stage: number } | null {
  if (state === well || state >= recovering) return null;
  return { trouble: Math.floor((state - 1) / stages), stage: ((state - 1) % stages) + 1 };
}

export function causeOf(state: number): ChurnCause {
  const current = troubleOf(state);
  return current === null || current.stage === 1 ? 'silent' : troubles[current.trouble]!;
}

interface StageRates {
  /** Probability a day of moving to the next stage. */
  onward: number;
  /** Probability a day of turning to recovery. */
  recover: number;
  /** Probability a day of leaving, monthly contract. */
  leaveMonthly: number;
  /** Probability a day of leaving before the term is over, annual contract. */
  leaveEarly: number;
  /** Probability of not renewing, annual contract. */
  refuse: number;
}

// Set so that 1.5 to 2 % of the accounts leave a month, about a quarter of them in silence, the others some 30 to 150 days
// after trouble began, and so that whoever knew the states would rank next quarter's churns with an area of 0.85 to 0.90.
const stageRates: readonly StageRates[] = [
  { onward: 1 / 18, recover: 1 / 90, leaveMonthly: 0.00015, leaveEarly: 0.00002, refuse: 0.08 },
  { onward: 1 / 18, recover: 1 / 60, leaveMonthly: 0.0015, leaveEarly: 0.0001, refuse: 0.48 },
  { onward: 1 / 18, recover: 1 / 75, leaveMonthly: 0.008, leaveEarly: 0.0004, refuse: 0.74 },
  { onward: 0, recover: 1 / 100, leaveMonthly: 0.034, leaveEarly: 0.001, refuse: 0.85 },
];
const recoveryEnds = 1 / 35;
const wellLeaveMonthly = 0.00024;
const wellLeaveEarly = 0.00001;
const wellRefuse = 0.04;
const onsetMonthly = 0.0015;
const onsetAnnual = 0.00043;
/** How much likelier trouble starts while an annual customer weighs the next renewal. */
const weighingBoost = 10;

/** What the chain needs to know of one account on each day of a span. Index 0 is `fromDay`. */
export interface Circumstances {
  account: SampleAccount;
  fromDay: DayNumber;
  /** Probability a day that trouble starts. */
  onset: Float64Array;
  /** 1 where the next day begins a new annual term. */
  renewsTomorrow: Uint8Array;
  leavesSilently: number;
  refusesSilently: number;
}

export function circumstancesOf(account: SampleAccount, fromDay: DayNumber, days: number): Circumstances {
  const onset = new Float64Array(days);
  const renewsTomorrow = new Uint8Array(days);
  const annual = account.termMonths === 12;
  const unfit = Math.exp(-0.4 * account.fit - 0.08);
  const base = (annual ? onsetAnnual : onsetMonthly) * unfit * (account.segment === 0 ? 1.15 : 0.9);
  for (let index = 0; index < days; index++) {
    const tenure = Math.max(0, fromDay + index - account.startDay);
    onset[index] = base * (1 + 0.9 * Math.exp(-tenure / 120));
  }
  if (annual) {
    for (let months = 12; ; months += 12) {
      const renewal = addMonths(account.startDay, months);
      const index = renewal - fromDay;
      if (index > days + 150) break;
      if (index >= 1 && index <= days) renewsTomorrow[index - 1] = 1;
      for (let ahead = 150; ahead > 45; ahead--) {
        if (index - ahead >= 0 && index - ahead < days) onset[index - ahead]! *= weighingBoost;
      }
    }
  }
  const silent = Math.exp(-0.35 * account.fit - 0.06);
  return {
    account,
    fromDay,
    onset,
    renewsTomorrow,
    leavesSilently: (annual ? wellLeaveEarly : wellLeaveMonthly) * silent,
    refusesSilently: Math.min(0.5, wellRefuse * silent),
  };
}

/** The state after one day, or null when the account has left. */
export function stepOnce(state: number, index: number, at: Circumstances, random: Random): number | null {
  const annual = at.account.termMonths === 12;
  const renews = at.renewsTomorrow[index] === 1;
  const draw = random.next();
  if (state === well || state === recovering) {
    const leave = renews ? at.refusesSilently : at.leavesSilently;
    if (draw < leave) return null;
    if (state === recovering) return draw < leave + recoveryEnds ? well : recovering;
    if (draw < leave + at.onset[index]!) return 1 + stages * random.weighted(troubleShares);
    return well;
  }
  const rates = stageRates[(state - 1) % stages]!;
  const leave = renews ? rates.refuse : annual ? rates.leaveEarly : rates.leaveMonthly;
  if (draw < leave) return null;
  // Whoever renews in the middle of trouble was won back at the table.
  if (renews) return recovering;
  if (draw < leave + rates.onward) return state + 1;
  if (draw < leave + rates.onward + rates.recover) return recovering;
  return state;
}

/**
 * The exact probability of leaving within `horizon` days from the day at `index`, given the hidden state on that day: the
 * same chain as `stepOnce`, with the probabilities of all states carried forward instead of one draw.
 */
export function probabilityOfLeaving(state: number, index: number, horizon: number, at: Circumstances): number {
  const annual = at.account.termMonths === 12;
  let now = new Float64Array(stateCount);
  let next = new Float64Array(stateCount);
  now[state] = 1;
  let left = 0;
  for (let day = index; day < index + horizon; day++) {
    const renews = at.renewsTomorrow[day] === 1;
    next.fill(0);
    const leave = renews ? at.refusesSilently : at.leavesSilently;
    const onset = at.onset[day]!;
    left += (now[well]! + now[recovering]!) * leave;
    next[well] = now[well]! * (1 - leave - onset) + now[recovering]! * recoveryEnds;
    next[recovering] = now[recovering]! * (1 - leave - recoveryEnds);
    for (let trouble = 0; trouble < troubles.length; trouble++) {
      const first = 1 + trouble * stages;
      next[first] = now[well]! * onset * troubleShares[trouble]!;
      for (let stage = 0; stage < stages; stage++) {
        const mass = now[first + stage]!;
        const rates = stageRates[stage]!;
        const leaves = renews ? rates.refuse : annual ? rates.leaveEarly : rates.leaveMonthly;
        left += mass * leaves;
        if (renews) {
          next[recovering]! += mass * (1 - leaves);
          continue;
        }
        next[first + stage]! += mass * (1 - leaves - rates.onward - rates.recover);
        if (stage + 1 < stages) next[first + stage + 1]! += mass * rates.onward;
        next[recovering]! += mass * rates.recover;
      }
    }
    [now, next] = [next, now];
  }
  return left;
}

export interface HiddenPath {
  /** Index of the first day of the history on which the account is a customer. */
  firstIndex: number;
  /** Index one past the last day as a customer: the churn day, or the length of the history. */
  endIndex: number;
  churned: boolean;
  cause: ChurnCause | null;
  /** Trouble was visible at some time, and passed. */
  recovered: boolean;
  /** The state on each day of the history; 255 where the account is not a customer. */
  states: Uint8Array;
}

const burnInDays = 240;

/** Lives one account through the history. Accounts from before it are first brought to a likely state. */
export function livePath(account: SampleAccount, settings: SampleSettings, random: Random): HiddenPath {
  const { firstDay, days } = settings;
  const states = new Uint8Array(days).fill(255);
  const firstIndex = Math.max(0, account.startDay - firstDay);
  const fromDay = Math.max(account.startDay, firstDay + firstIndex - burnInDays);
  const at = circumstancesOf(account, fromDay, firstDay + days - fromDay);
  let state = well;
  let recovered = false;
  for (let day = fromDay; day < firstDay + days; day++) {
    const index = day - firstDay;
    if (index >= 0) states[index] = state;
    const following = stepOnce(state, day - fromDay, at, random);
    // Only survivors are in the book at its first day: one who would have left before it starts again as well.
    if (following === null && index < 0) {
      state = well;
      continue;
    }
    // A departure that would fall on the day after the history is not in the history.
    if (following === null && index + 1 < days) {
      return { firstIndex, endIndex: index + 1, churned: true, cause: causeOf(state), recovered, states };
    }
    if (following === recovering && index >= 0 && (troubleOf(state)?.stage ?? 0) >= 2) recovered = true;
    state = following ?? state;
  }
  return { firstIndex, endIndex: days, churned: false, cause: null, recovered, states };
}
