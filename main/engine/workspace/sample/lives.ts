import type { SampleAccount } from './accounts.ts';
import { addMonths, type DayNumber } from './calendar.ts';
import { type HiddenPath, livePath, recovering, troubleOf, troubles } from './hidden-process.ts';
import type { SampleSettings } from './options.ts';
import { createRandom, type Random } from './random.ts';

/** What was bought from this day until the next one in the list. */
export interface Contract {
  day: DayNumber;
  seats: number;
  plan: number;
  /** Share of the list price that is paid. */
  priceFactor: number;
}

/** One account's history: the hidden path and what follows from it, before any file is written. */
export interface Life {
  account: SampleAccount;
  path: HiddenPath;
  /** Usage against the account's ordinary level on each day of the history, before weekday and season. */
  usage: Float32Array;
  /** In order of day; the first is in force when the history or the subscription begins. */
  contracts: Contract[];
  /** Day on which the most active person leaves the customer; null when it does not happen. */
  championLeaves: DayNumber | null;
}

/** Share of the ordinary usage that is left, by trouble and stage. */
const usageLeft: readonly (readonly number[])[] = [
  [0.6, 0.38, 0.22, 0.12],
  [0.88, 0.74, 0.58, 0.42],
  [0.86, 0.7, 0.56, 0.42],
];
const usageLeftRecovering = 0.92;

function usageTarget(state: number): number {
  const current = troubleOf(state);
  if (current !== null) return Math.log(usageLeft[current.trouble]![current.stage - 1]!);
  return state === recovering ? Math.log(usageLeftRecovering) : 0;
}

function usageOf(account: SampleAccount, path: HiddenPath, settings: SampleSettings, random: Random): Float32Array {
  const usage = new Float32Array(settings.days);
  let level = account.visibility * usageTarget(path.states[path.firstIndex]!);
  let wander = 0.16 * random.normal();
  let quietUntil = -1;
  for (let index = path.firstIndex; index < path.endIndex; index++) {
    level += 0.14 * (account.visibility * usageTarget(path.states[index]!) - level);
    wander = 0.965 * wander + 0.042 * random.normal();
    // Holidays, audits, house moves: quiet weeks that mean nothing.
    if (random.chance(1 / 380)) quietUntil = index + random.whole(5, 18);
    const age = settings.firstDay + index - account.startDay;
    const gettingStarted = age < 45 ? 0.45 + 0.55 * (age / 45) : 1;
    const quiet = index <= quietUntil ? 0.4 : 1;
    usage[index] = Math.exp(level + wander + account.drift * index) * gettingStarted * quiet;
  }
  return usage;
}

function changeSeats(seats: number, factor: number): number {
  const changed = Math.round(seats * factor);
  if (changed === seats) return Math.max(1, seats + (factor < 1 ? -1 : 1));
  return Math.max(1, changed);
}

/** Renewals, seats and prices over the history. A shrinking contract often, not always, follows trouble. */
function contractsOf(account: SampleAccount, path: HiddenPath, settings: SampleSettings, random: Random): Contract[] {
  const { firstDay } = settings;
  const start = firstDay + path.firstIndex;
  let { seats, plan, priceFactor } = account;
  const contracts: Contract[] = [{ day: start, seats, plan, priceFactor }];
  let anniversary = 1;
  while (addMonths(account.startDay, 12 * anniversary) <= start) anniversary++;
  for (let index = path.firstIndex + 1; index < path.endIndex; index++) {
    const day = firstDay + index;
    const state = path.states[index]!;
    const before = path.states[index - 1]!;
    let factor = 1;
    let changed = false;
    if (day === addMonths(account.startDay, 12 * anniversary)) {
      anniversary++;
      if (random.chance(0.55)) {
        priceFactor *= 1 + random.whole(2, 6) / 100;
        changed = true;
      }
      // An annual renewal starts a new row even when nothing changes.
      changed ||= account.termMonths === 12;
    }
    const current = troubleOf(state);
    if (current !== null && state !== before && current.stage >= 2) {
      const shrinks = troubles[current.trouble] === 'seats' ? 0.85 : current.stage === 3 ? 0.25 : 0.05;
      if (random.chance(shrinks)) factor = random.between(0.65, 0.88);
      else if (plan > 0 && current.stage === 3 && random.chance(0.1)) {
        plan--;
        changed = true;
      }
    } else if (current === null) {
      if (random.chance(1 / 330)) factor = random.between(1.05, 1.25);
      else if (random.chance(1 / 1100)) factor = random.between(0.85, 0.95);
      else if (plan < 3 && random.chance(1 / 1800)) {
        plan++;
        changed = true;
      }
    }
    if (factor !== 1) {
      const next = changeSeats(seats, factor);
      changed ||= next !== seats;
      seats = next;
    }
    if (changed) contracts.push({ day, seats, plan, priceFactor });
  }
  return contracts;
}

function championLeavesOf(path: HiddenPath, settings: SampleSettings, random: Random): DayNumber | null {
  for (let index = path.firstIndex + 1; index < path.endIndex; index++) {
    const current = troubleOf(path.states[index]!);
    const enters = current !== null && path.states[index] !== path.states[index - 1];
    const probability = enters && current.stage === 2 ? (current.trouble === 0 ? 0.22 : 0.06) : 1 / 4000;
    if (random.chance(probability)) return settings.firstDay + index;
  }
  return null;
}

export function createLives(accounts: readonly SampleAccount[], settings: SampleSettings): Life[] {
  return accounts.map((account) => {
    const stream = (purpose: string): Random => createRandom(settings.seed, `${purpose} ${account.id}`);
    const path = livePath(account, settings, stream('path'));
    return {
      account,
      path,
      usage: usageOf(account, path, settings, stream('usage')),
      contracts: contractsOf(account, path, settings, stream('contracts')),
      championLeaves: championLeavesOf(path, settings, stream('champion')),
    };
  });
}

/** The contract in force on `day`. */
export function contractOn(life: Life, day: DayNumber): Contract {
  let found = life.contracts[0]!;
  for (const contract of life.contracts) {
    if (contract.day > day) break;
    found = contract;
  }
  return found;
}
