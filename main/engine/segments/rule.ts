import type { SegmentCondition, SegmentRule } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';

/** Groups in groups, the outermost counted. */
export const deepest = 6;
export const mostConditions = 200;

export function isGroup(part: SegmentRule | SegmentCondition): part is SegmentRule {
  return 'combinator' in part;
}

/** All conditions of a rule, those of its inner groups included. */
export function conditionsOf(rule: SegmentRule): SegmentCondition[] {
  return rule.rules.flatMap((part) => (isGroup(part) ? conditionsOf(part) : [part]));
}

function depthOf(rule: SegmentRule): number {
  return 1 + Math.max(0, ...rule.rules.filter(isGroup).map(depthOf));
}

/** @throws invalid_input for a rule that is too deep or too long to be read by anyone */
export function checkSize(rule: SegmentRule): void {
  const depth = depthOf(rule);
  if (depth > deepest) {
    throw new HoldfastError(
      'invalid_input',
      `This rule has groups ${depth} deep; ${deepest} are possible. Save an inner group as a segment of its own and use that.`,
    );
  }
  const { length } = conditionsOf(rule);
  if (length > mostConditions) {
    throw new HoldfastError(
      'invalid_input',
      `This rule has ${length} conditions; ${mostConditions} are possible. Save a part of it as a segment of its own and use that.`,
    );
  }
}

/** The rule for the accounts that one condition holds for. */
export function ruleOf(condition: SegmentCondition): SegmentRule {
  return { combinator: 'and', not: false, rules: [condition] };
}

/**
 * The saved segments that a rule, or the question of an analysis, is built on: every number under `segment`, wherever it
 * stands, and every number in a list under `segments`.
 */
export function segmentsIn(value: unknown): Set<number> {
  const found = new Set<number>();
  collect(value, found);
  return found;
}

function collect(value: unknown, found: Set<number>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'segment' && typeof inner === 'number') found.add(inner);
    else if (key === 'segments' && Array.isArray(inner)) {
      for (const entry of inner) {
        if (typeof entry === 'number') found.add(entry);
        else collect(entry, found);
      }
    } else collect(inner, found);
  }
}

export type Built = { readonly id: number; readonly name: string; readonly on: ReadonlySet<number> };

/**
 * Names along the shortest chain by which a segment would come back to itself: the segment first and last. Null where there
 * is none.
 * @param start the segment as it would be saved
 * @param others the live segments that stand, `start` not among them
 */
export function findCycle(start: Built, others: ReadonlyMap<number, Built>): string[] | null {
  let paths = [...start.on].map((id) => [id]);
  const seen = new Set<number>();
  while (paths.length > 0) {
    const longer: number[][] = [];
    for (const path of paths) {
      const last = path.at(-1) ?? start.id;
      if (last === start.id) {
        const names = path.slice(0, -1).map((id) => others.get(id)?.name ?? String(id));
        return [start.name, ...names, start.name];
      }
      if (seen.has(last)) continue;
      seen.add(last);
      for (const next of others.get(last)?.on ?? []) longer.push([...path, next]);
    }
    paths = longer;
  }
  return null;
}

export function cycleSentence(chain: readonly string[]): HoldfastError {
  const names = chain.map((name) => `“${name}”`);
  return new HoldfastError(
    'invalid_input',
    `A segment cannot be built on itself: ${names.join(' is built on ')}. Take one of them out of the rule.`,
    { chain: [...chain] },
  );
}
