import type { EventSelector, FunnelQuestion } from '../../../../shared/contract/index.ts';
import type { FunnelRange, FunnelRule } from '../funnel-plan.ts';

/** One event, as the slow rules below read it. */
export interface PlainStep {
  readonly account: string;
  readonly seconds: number;
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface SlowMatch {
  readonly account: string;
  readonly contact: string | null;
  /** Farthest step, counted from 1; in any order how many. */
  readonly reached: number;
  /** Step (in any order: how many before) and instant of each matched event. */
  readonly matched: readonly { readonly step: number; readonly seconds: number }[];
}

/** A rule with the defaults of the contract. */
export function ruleOf(part: Partial<FunnelQuestion> & Pick<FunnelRule, 'steps'>): FunnelRule {
  return {
    order: 'ordered',
    windowSeconds: 30 * 86_400,
    graceSeconds: 0,
    exclusions: [],
    exclusionRule: 'keep-credit',
    holdConstant: [],
    unit: 'account',
    ...part,
  };
}

export function stepOf(
  name: string,
  optional = false,
  where: EventSelector['where'] = [],
): FunnelRule['steps'][number] {
  return { events: name === '*' ? [] : name.split('|'), where, optional };
}

type Chain = { readonly rows: readonly number[]; readonly steps: readonly number[] };

/**
 * How far each unit comes, by trying every entry and every choice of events: plain loops over the definitions, without
 * looking at the code that is tested.
 */
export function matchSlowly(events: readonly PlainStep[], rule: FunnelRule, range: FunnelRange = {}): SlowMatch[] {
  const accounts = [...new Set(events.map(({ account }) => account))].sort();
  return accounts.flatMap((account) => {
    const own = events
      .filter((event) => event.account === account && event.seconds <= (range.asOf ?? Infinity))
      .toSorted((one, other) => one.seconds - other.seconds);
    if (rule.unit === 'account') return asList(matchUnit(own, rule, range), account, null);
    const contacts = [...new Set(own.flatMap(({ properties }) => properties['contact_id'] ?? []))];
    return contacts.flatMap((contact) => {
      const of = own.filter(({ properties }) => properties['contact_id'] === contact);
      return asList(matchUnit(of, rule, range), account, contact);
    });
  });
}

function asList(
  found: Omit<SlowMatch, 'account' | 'contact'> | null,
  account: string,
  contact: string | null,
): SlowMatch[] {
  return found === null ? [] : [{ account, contact, ...found }];
}

function matchUnit(
  own: readonly PlainStep[],
  rule: FunnelRule,
  range: FunnelRange,
): Omit<SlowMatch, 'account' | 'contact'> | null {
  let best: Chain | null = null;
  own.forEach((event, entry) => {
    if (event.seconds < (range.from ?? 0) || event.seconds >= (range.to ?? Infinity)) return;
    if (rule.holdConstant.some((key) => event.properties[key] === undefined)) return;
    for (const chain of chainsFrom(own, entry, rule)) {
      if (best === null || isLonger(chain, best, rule)) best = chain;
    }
  });
  if (best === null) return null;
  const { rows, steps }: Chain = best;
  if (rule.exclusionRule === 'remove' && isEnded(own, rule, best)) return null;
  const isAny = rule.order === 'any';
  return {
    reached: isAny ? rows.length : steps.at(-1)! + 1,
    matched: rows.map((row, place) => ({ step: isAny ? place : steps[place]!, seconds: own[row]!.seconds })),
  };
}

/** The farthest step first, then the number of steps; in any order only the latter, then the earlier events. */
function isLonger(one: Chain, other: Chain, { order }: FunnelRule): boolean {
  const [far, farOther] = [one.steps.at(-1)!, other.steps.at(-1)!];
  if (order !== 'any' && far !== farOther) return far > farOther;
  if (one.rows.length !== other.rows.length) return one.rows.length > other.rows.length;
  // In any order, the first event may do for several steps: those chains are tried one after another.
  const differs = one.rows.findIndex((row, place) => row !== other.rows[place]);
  return order === 'any' && differs > 0 && one.rows[differs]! < other.rows[differs]!;
}

/** Every chain that begins with the event, its parts included; those with earlier events first. */
function* chainsFrom(own: readonly PlainStep[], entry: number, rule: FunnelRule): Generator<Chain> {
  if (rule.order === 'any') {
    for (let step = 0; step < rule.steps.length; step++)
      if (meets(own[entry]!, rule.steps[step]!)) yield* setsFrom(own, rule, { rows: [entry], steps: [step] });
    return;
  }
  if (meets(own[entry]!, rule.steps[0]!)) yield* chainsOn(own, rule, { rows: [entry], steps: [0] });
}

function* setsFrom(own: readonly PlainStep[], rule: FunnelRule, chain: Chain): Generator<Chain> {
  yield chain;
  for (let row = chain.rows.at(-1)! + 1; row < own.length; row++) {
    if (!isOpenTo(own, row, rule, chain)) continue;
    for (let step = 0; step < rule.steps.length; step++) {
      if (chain.steps.includes(step) || !meets(own[row]!, rule.steps[step]!)) continue;
      yield* setsFrom(own, rule, { rows: [...chain.rows, row], steps: [...chain.steps, step] });
    }
  }
}

function* chainsOn(own: readonly PlainStep[], rule: FunnelRule, chain: Chain): Generator<Chain> {
  yield chain;
  const last = chain.rows.at(-1)!;
  const step = chain.steps.at(-1)!;
  const latest = Math.max(...chain.rows.map((row) => own[row]!.seconds));
  for (let row = 0; row < own.length; row++) {
    const isLater = rule.graceSeconds > 0 ? own[row]!.seconds >= latest - rule.graceSeconds : row > last;
    if (!isLater || chain.rows.includes(row) || !isOpenTo(own, row, rule, chain)) continue;
    if (rule.order === 'strict' && row !== last + 1) continue;
    const between = own.slice(last + 1, row);
    if (between.some((event) => isExcluded(event, rule, step, own[chain.rows[0]!]!))) continue;
    for (let next = step + 1; next < rule.steps.length; next++) {
      if (meets(own[row]!, rule.steps[next]!))
        yield* chainsOn(own, rule, { rows: [...chain.rows, row], steps: [...chain.steps, next] });
      if (!rule.steps[next]!.optional) break;
    }
  }
}

/** In the window of the first event and with its values. */
function isOpenTo(own: readonly PlainStep[], row: number, rule: FunnelRule, chain: Chain): boolean {
  const first = own[chain.rows[0]!]!;
  const event = own[row]!;
  return (
    event.seconds - first.seconds <= rule.windowSeconds &&
    rule.holdConstant.every((key) => event.properties[key] === first.properties[key])
  );
}

/** True for an event that ends an attempt whose last step is `step`. */
function isExcluded(event: PlainStep, rule: FunnelRule, step: number, first: PlainStep): boolean {
  const isSame =
    rule.holdConstant.every((key) => event.properties[key] === first.properties[key]) ||
    rule.holdConstant.some((key) => event.properties[key] === undefined);
  return (
    isSame &&
    rule.exclusions.some((exclusion) => exclusion.after <= step && step < exclusion.before && meets(event, exclusion))
  );
}

/** True where an excluded event follows the last step within the window. */
function isEnded(own: readonly PlainStep[], rule: FunnelRule, { rows, steps }: Chain): boolean {
  const first = own[rows[0]!]!;
  return own.some(
    (event, row) =>
      row > rows.at(-1)! &&
      event.seconds - first.seconds <= rule.windowSeconds &&
      isExcluded(event, rule, steps.at(-1)!, first),
  );
}

/** Only the operators that the tests use. */
export function meets(event: PlainStep, { events, where }: EventSelector): boolean {
  if (events.length > 0 && !events.includes(event.name)) return false;
  return where.every(({ property, operator, values }) => {
    const value = event.properties[property];
    if (operator === 'is') return value !== undefined && values.includes(value);
    if (operator === 'is-not') return value === undefined || !values.includes(value);
    throw new Error(`The slow rules do not know ${operator}.`);
  });
}
