import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathQuestion } from '../../../shared/contract/index.ts';
import { compileSelectors } from '../events/index.ts';
import { columnsFrom, sortPlainly } from '../testing/index.ts';
import type { PlainEvent } from '../testing/index.ts';
import { findPaths } from './find-paths.ts';
import type { PathPlan } from './find-paths.ts';
import { accountsAt, treeOf } from './tree.ts';

type Rule = Pick<PathQuestion, 'direction' | 'steps' | 'windowSeconds' | 'collapse' | 'occurrence' | 'unit'> & {
  anchor: string[];
  events: string[];
  branches: number;
  from: number;
  to: number;
  asOf: number;
};

const anyRule: fc.Arbitrary<Rule> = fc.record({
  direction: fc.constantFrom('after', 'before'),
  steps: fc.integer({ min: 1, max: 4 }),
  windowSeconds: fc.integer({ min: 1, max: 12 }),
  collapse: fc.boolean(),
  occurrence: fc.constantFrom('first', 'last'),
  unit: fc.constantFrom('account', 'contact'),
  anchor: fc.constantFrom(['a'], ['a', 'b'], []),
  events: fc.constantFrom([], ['b', 'c'], ['a']),
  branches: fc.integer({ min: 1, max: 3 }),
  from: fc.nat(5),
  to: fc.integer({ min: 6, max: 30 }),
  asOf: fc.integer({ min: 5, max: 30 }),
});

const anyBook = fc.array(
  fc.record({
    account: fc.constantFrom('x', 'y', 'z'),
    seconds: fc.nat(25),
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    quantity: fc.constant(null),
    properties: fc.constantFrom({}, { contact_id: 'm' }, { contact_id: 'n' }),
  }),
  { maxLength: 40 },
) as fc.Arbitrary<PlainEvent[]>;

function planOf(events: readonly PlainEvent[], rule: Rule): PathPlan {
  const columns = columnsFrom(events);
  const selectors = [rule.anchor, rule.events].map((names) => ({
    events: names.filter((name) => columns.names.includes(name)).concat(names.length > 0 ? ['none such'] : []),
    where: [],
  }));
  return {
    columns,
    bits: compileSelectors(columns, selectors),
    rule,
    from: rule.from,
    to: rule.to,
    asOf: rule.asOf,
    accountFilter: null,
  };
}

/** Each unit's path by looking at plain lists. */
function plainPaths(events: readonly PlainEvent[], rule: Rule): { account: string; path: string[] }[] {
  const units = new Map<string, PlainEvent[]>();
  for (const event of sortPlainly(events)) {
    const contact = event.properties['contact_id'];
    if (rule.unit === 'contact' && contact === undefined) continue;
    const unit = rule.unit === 'account' ? event.account : `${event.account} ${contact}`;
    units.set(unit, [...(units.get(unit) ?? []), event]);
  }
  const found: { account: string; path: string[] }[] = [];
  for (const own of units.values()) {
    const known = own.filter(({ seconds }) => seconds <= rule.asOf);
    const isAnchor = ({ name, seconds }: PlainEvent): boolean =>
      (rule.anchor.length === 0 || rule.anchor.includes(name)) && seconds >= rule.from && seconds < rule.to;
    const place = rule.occurrence === 'first' ? known.findIndex(isAnchor) : known.findLastIndex(isAnchor);
    if (place < 0) continue;
    const anchor = known[place]!;
    const others = rule.direction === 'after' ? known.slice(place + 1) : known.slice(0, place).reverse();
    const near = others.filter(({ seconds }) => Math.abs(seconds - anchor.seconds) <= rule.windowSeconds);
    const told = near.map(({ name }) => name).filter((name) => rule.events.length === 0 || rule.events.includes(name));
    const single = rule.collapse
      ? told.filter((name, index) => name !== (index === 0 ? anchor.name : told[index - 1]))
      : told;
    found.push({ account: anchor.account, path: single.slice(0, rule.steps) });
  }
  return found;
}

describe('paths', () => {
  it('are those found by looking at each unit by itself', () => {
    fc.assert(
      fc.property(anyBook, anyRule, (events, rule) => {
        const plan = planOf(events, rule);
        const paths = findPaths(plan);
        const found = Array.from({ length: paths.size }, (_, unit) => ({
          account: plan.columns.accounts[paths.account[unit]!]!,
          path: paths.codes
            .slice(unit * rule.steps, (unit + 1) * rule.steps)
            .filter((code) => code >= 0)
            .map((code) => plan.columns.names[code]!),
        }));
        const text = (entry: { account: string; path: string[] }): string => JSON.stringify(entry);
        expect(found.map(text).sort()).toEqual(plainPaths(events, rule).map(text).sort());
      }),
      { numRuns: 400 },
    );
  });

  it('lose nobody between the steps: what goes into a node comes out of it', () => {
    fc.assert(
      fc.property(anyBook, anyRule, (events, rule) => {
        const plan = planOf(events, rule);
        const paths = findPaths(plan);
        const { nodes, links, top } = treeOf(paths, rule.steps, rule.branches, plan.columns.names, '*');
        nodes.forEach(({ step, kind, count }, index) => {
          const sum = (side: 'from' | 'to'): number =>
            links.filter((link) => link[side] === index).reduce((total, link) => total + link.count, 0);
          if (step > 0) expect(sum('to')).toBe(count);
          if (kind !== 'end' && step < rule.steps) expect(sum('from')).toBe(count);
          if (kind === 'end') expect(sum('from')).toBe(0);
        });
        expect(nodes.filter(({ kind, step }) => kind === 'event' && step === 1).length).toBeLessThanOrEqual(
          rule.branches,
        );
        expect(top.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(paths.size);
        for (const node of nodes) {
          const accounts = accountsAt(paths, rule.steps, rule.branches, plan.columns.names, node);
          if (rule.unit === 'account') expect(accounts).toHaveLength(node.count);
          else expect(accounts.length).toBeLessThanOrEqual(node.count);
        }
      }),
      { numRuns: 200 },
    );
  });
});
