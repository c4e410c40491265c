import { healthPulseDays } from '../../../shared/contract/index.ts';
import type { HealthPulse } from '../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { AnyDatabase } from './versions.ts';

export type PulseRow = {
  readonly id: number;
  readonly account_id: string;
  readonly value: number;
  readonly note: string;
  readonly by: string | null;
  readonly given_at: number;
  readonly ended_at: number | null;
};

export const pulseSeconds = healthPulseDays * 86_400;
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

export function pulseOf(row: PulseRow, now: number): HealthPulse {
  const expires = row.given_at + pulseSeconds;
  return {
    id: row.id,
    accountId: row.account_id,
    value: row.value,
    note: row.note,
    by: row.by,
    givenAt: instantOfSeconds(row.given_at),
    expiresAt: instantOfSeconds(expires),
    expired: now >= expires,
  };
}

/** The one of an account that was not taken back or replaced, expired or not; null without one. */
export function latestPulse(database: AnyDatabase, accountId: string): PulseRow | null {
  const row = database
    .prepare('SELECT * FROM health_pulses WHERE account_id = ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1')
    .get(accountId);
  return (row as PulseRow | undefined) ?? null;
}

/** A person's judgement with the time in which it counted, in epoch seconds: from (included) to (not included). */
export type Pulse = { readonly account: string; readonly value: number; readonly from: number; readonly to: number };

export function allPulses(database: AnyDatabase): Pulse[] {
  const rows = database.prepare('SELECT * FROM health_pulses ORDER BY given_at, id').all() as PulseRow[];
  return rows.map((row) => ({
    account: row.account_id,
    value: row.value,
    from: row.given_at,
    to: Math.min(row.given_at + pulseSeconds, row.ended_at ?? Infinity),
  }));
}

/** The pulse of each account as of an instant (epoch seconds); NaN = none. */
export function pulsesAt(pulses: readonly Pulse[], accounts: readonly string[], instant: number): Float64Array {
  const of = new Map<string, number>();
  for (const { account, value, from, to } of pulses) if (from <= instant && instant < to) of.set(account, value);
  return Float64Array.from(accounts, (account) => of.get(account) ?? NaN);
}
