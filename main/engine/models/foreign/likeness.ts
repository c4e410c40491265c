import { features } from '../features/catalogue.ts';

/** Words of other tables for what our features are named after. */
const sameWord: Readonly<Record<string, string>> = {
  logins: 'active', login: 'active', sessions: 'events', actions: 'events', activity: 'active', usage: 'events',
  dau: 'active', month: 'months', monthly: 'mrr', charges: 'mrr', revenue: 'mrr', arr: 'mrr', price: 'mrr',
  seat: 'seats', licenses: 'seats', licences: 'seats', license: 'seats', licence: 'seats', user: 'users', members: 'users',
  contacts: 'users', support: 'tickets', ticket: 'tickets', cases: 'tickets', case: 'tickets', nps: 'survey', csat: 'satisfaction',
  score: 'survey', age: 'tenure', days: 'day', weeks: 'week', hours: 'hour', invoices: 'invoice', payments: 'invoice', payment: 'invoice',
  renewal: 'renewal', renew: 'renewal', late: 'overdue', feature: 'features', since: 'since', last: 'last', num: 'count', n: 'count',
}; // prettier-ignore

/** Below this nothing is proposed: a wrong proposal costs more than none. */
const leastLikeness = 0.45;

/** The lower-case words and numbers of a name: `avgLogins30d` → avg, logins, 30, d. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/([a-z])(\d)/g, '$1 $2')
    .replace(/(\d)([a-z])/g, '$1 $2')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => sameWord[word] ?? word);
}

/** How like two names are: 1 = the same but for how they are written, 0 = nothing in common. */
export function likeness(one: string, other: string): number {
  const a = wordsOf(one);
  const b = wordsOf(other);
  if (a.length === 0 || b.length === 0) return 0;
  if (a.join('') === b.join('')) return 1;
  const inBoth = a.filter((word) => b.includes(word)).length;
  return Math.max((2 * inBoth) / (a.length + b.length), 0.9 * pairs(a.join(''), b.join('')));
}

/** Shared pairs of letters (Dice), which forgives endings and abbreviations. */
function pairs(one: string, other: string): number {
  const all = (text: string): string[] =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
  const a = all(one);
  const rest = all(other);
  const total = a.length + rest.length;
  if (total === 0) return 0;
  let shared = 0;
  for (const pair of a) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared++;
  }
  return (2 * shared) / total;
}

export type Proposal = { readonly feature: string | null; readonly likeness: number };

/** The likeliest feature for each column; none twice, the surest first. */
export function proposeFeatures(columns: readonly string[]): Proposal[] {
  // Only numbered, so that nothing can be told from the names.
  const isNumbered = columns.length > 1 && new Set(columns.map((name) => name.replace(/\d+$/, ''))).size === 1;
  const proposals: Proposal[] = columns.map(() => ({ feature: null, likeness: 0 }));
  if (isNumbered) return proposals;
  const candidates = columns
    .flatMap((column, place) => features.map(({ name }) => ({ place, name, likeness: likeness(column, name) })))
    .filter((candidate) => candidate.likeness >= leastLikeness)
    .sort((a, b) => b.likeness - a.likeness || a.place - b.place);
  const taken = new Set<string>();
  for (const { place, name, likeness: found } of candidates) {
    if (proposals[place]!.feature !== null || taken.has(name)) continue;
    taken.add(name);
    proposals[place] = { feature: name, likeness: Math.round(found * 100) / 100 };
  }
  return proposals;
}
