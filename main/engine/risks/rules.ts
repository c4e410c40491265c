import type {
  Money,
  Risk,
  RiskFilter,
  RiskHistoryEntry,
  RiskStage,
  RiskTotal,
  RiskView,
} from '../../../shared/contract/index.ts';
import { riskStage } from '../../../shared/contract/index.ts';
import { dayOfNumber, instantOfSeconds } from '../../../shared/domain/time.ts';

/** Above this probability the model asks for a risk, where nobody says otherwise. */
export const usualThreshold = 0.4;

export const isOpen = (stage: RiskStage): boolean => stage !== 'recovered' && stage !== 'lost';

/** Model against person; see the contract. @param base the book's average probability */
export function viewOf(stage: RiskStage, probability: number | null, base: number | null): RiskView {
  if (probability === null || base === null) return 'unknown';
  if (isOpen(stage) && probability < base) return 'calm';
  if (stage === 'recovered' && probability >= usualThreshold) return 'alarmed';
  return 'agree';
}

export type StageRow = { stage: RiskStage; at: number; person: string | null; words: string | null };

/**
 * Each stage with the midnights between its beginning and the next one's, or now.
 * @param rows oldest first
 * @param dayOf day number of epoch seconds, in the zone in force
 */
export function historyOf(
  rows: readonly StageRow[],
  dayOf: (seconds: number) => number,
  now: number,
): RiskHistoryEntry[] {
  return rows.map(({ at, ...row }, place) => ({
    ...row,
    at: instantOfSeconds(at),
    days: Math.max(0, dayOf(rows[place + 1]?.at ?? now) - dayOf(at)),
  }));
}

/** Whether a risk matches all but the stages of a filter. @param today day number in the zone in force */
export function matches(risk: Risk, filter: RiskFilter, today: number, members: ReadonlySet<string> | null): boolean {
  const { search, owners, reasons, due, view, account } = filter;
  if (account !== undefined && risk.account.id !== account) return false;
  if (members !== null && !members.has(risk.account.id)) return false;
  if (owners.length > 0 && !owners.includes(risk.owner ?? '')) return false;
  if (reasons.length > 0 && !reasons.includes(risk.reason?.id ?? 0)) return false;
  if (view !== null && risk.view !== view) return false;
  if (due !== null && !(isOpen(risk.stage) && isDue(risk, due, today))) return false;
  const words = search.trim().toLowerCase();
  return (
    words === '' ||
    [risk.account.name, risk.account.id, risk.note ?? ''].some((text) => text.toLowerCase().includes(words))
  );
}

function isDue(risk: Risk, due: NonNullable<RiskFilter['due']>, today: number): boolean {
  if (due === 'none') return risk.due === null;
  if (risk.due === null) return false;
  if (due === 'overdue') return risk.due < dayOfNumber(today);
  return risk.due <= dayOfNumber(today + (due === 'week' ? 7 : 31));
}

/** Recurring revenue a year of two risks can only be compared in one currency; others stand by their minor units. */
const amount = (money: Money | null): number | null => money?.minor ?? null;

const keys: Record<string, (risk: Risk) => string | number | null> = {
  // Closed ones are not due any more.
  due: (risk) => (isOpen(risk.stage) ? risk.due : null),
  stake: (risk) => amount(risk.stakeNow),
  probability: (risk) => risk.probabilityNow,
  opened: (risk) => risk.openedAt,
  'in-stage': (risk) => risk.daysInStage,
  name: (risk) => risk.account.name.toLowerCase(),
  owner: (risk) => risk.owner?.toLowerCase() ?? null,
  stage: (risk) => riskStage.options.indexOf(risk.stage),
  reason: (risk) => risk.reason?.name.en ?? null,
};

/** What is not known stands last, whichever way; equal ones by their number. */
export function sortRisks(risks: readonly Risk[], sort: string, descending: boolean): Risk[] {
  const key = keys[sort]!;
  const turn = descending ? -1 : 1;
  return risks
    .map((risk) => ({ risk, value: key(risk) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null) || a.risk.id - b.risk.id;
      return (a.value < b.value ? -turn : a.value > b.value ? turn : 0) || a.risk.id - b.risk.id;
    })
    .map(({ risk }) => risk);
}

/** One entry a currency, the largest first. */
export function sumMoney(amounts: readonly (Money | null)[]): Money[] {
  const sums = new Map<string, number>();
  for (const money of amounts) {
    if (money !== null) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.minor);
  }
  return [...sums].map(([currency, minor]) => ({ currency, minor })).sort((a, b) => b.minor - a.minor);
}

/** In the stages' order. */
export function totalsOf(risks: readonly Risk[]): RiskTotal[] {
  return riskStage.options.map((stage) => {
    const own = risks.filter((risk) => risk.stage === stage);
    return {
      stage,
      risks: own.length,
      overdue: own.filter(({ daysOverdue }) => daysOverdue !== null && daysOverdue > 0).length,
      stake: sumMoney(own.map(({ stakeNow }) => stakeNow)),
      withoutStake: own.filter(({ stakeNow }) => stakeNow === null).length,
    };
  });
}
