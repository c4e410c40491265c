import { daysBetween } from '../../../shared/domain/time.ts';

/** A score that moved by less is no news. */
export const leastMove = 0.05;

const gravePriorities =
  /^(urgent|high|highest|critical|blocker|emergency|severe|p0|p1|p2|alta|alto|muy alta|urgente|cr[ií]tic[ao])$/i;

export type TicketFacts = {
  readonly priority: string | null;
  readonly escalated: number | null;
  readonly satisfaction: number | null;
  /** The attribute `sentiment`, as it was imported. */
  readonly sentiment: string | number | null;
};
/** Least and greatest satisfaction that the book knows; null where it knows none. */
export type Scale = { readonly least: number; readonly most: number } | null;
export type TicketReason = 'escalated' | 'dissatisfied' | 'negative' | 'urgent';

/** Why a ticket is bad news, the gravest first; none for one that is not. */
export function ticketReasons(ticket: TicketFacts, scale: Scale): TicketReason[] {
  return [
    ...(ticket.escalated ? (['escalated'] as const) : []),
    ...(isDissatisfied(ticket.satisfaction, scale) ? (['dissatisfied'] as const) : []),
    ...(isNegative(ticket.sentiment) ? (['negative'] as const) : []),
    ...(ticket.priority !== null && gravePriorities.test(ticket.priority.trim()) ? (['urgent'] as const) : []),
  ];
}

/** In the lowest quarter of the scale that the book uses: 1 and 2 of 5. */
function isDissatisfied(satisfaction: number | null, scale: Scale): boolean {
  if (satisfaction === null || scale === null || scale.most <= scale.least) return false;
  return satisfaction <= scale.least + (scale.most - scale.least) / 4;
}

function isNegative(sentiment: TicketFacts['sentiment']): boolean {
  if (sentiment === null) return false;
  return typeof sentiment === 'number' ? sentiment < 0 : /^negativ[eo]?[ao]?$/i.test(sentiment.trim());
}

/** Who matters most for staying: says the role or, where it is silent, the title. */
const championRoles = /champion|sponsor|decision|economic buyer|promotor|impulsor|patrocinador|decisor|decisi[oó]n/i;
export const isChampion = (role: string | null): boolean => role !== null && championRoles.test(role);

export const silentDays = 60;

/** Whether somebody fell silent: last seen so long before the day, and not yet so long before `from`. */
export function fellSilent(lastSeen: string | null, from: string, asOf: string): boolean {
  return lastSeen !== null && daysBetween(lastSeen, asOf) >= silentDays && daysBetween(lastSeen, from) < silentDays;
}

export const renewalBands = [30, 60, 90] as const;

/** The nearest of 30, 60 and 90 days that a renewal came within since `from`; null where it came within none. */
export function renewalBand(renewal: string | null, from: string, asOf: string): number | null {
  if (renewal === null || renewal < asOf) return null;
  const [then, now] = [daysBetween(from, renewal), daysBetween(asOf, renewal)];
  return renewalBands.find((band) => now <= band && then > band) ?? null;
}
