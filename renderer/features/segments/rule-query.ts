import type { SegmentCondition, SegmentRule } from '../../../shared/contract/index.ts';
import { isSetOpen, nobody } from './insight-set.ts';

/** A rule as the builder holds it: each condition is the value of a row, and the field says what it is about. */
export type QueryRow = {
  readonly id?: string;
  readonly field: string;
  readonly operator: string;
  readonly value: SegmentCondition;
};
export type QueryGroup = {
  readonly id?: string;
  readonly combinator: string;
  readonly not?: boolean;
  readonly rules: readonly (QueryGroup | QueryRow)[];
};

const attributePrefix = 'attribute/';

/** What a condition is about: `attribute/plan`, or the kind of condition. */
export function fieldOf(condition: SegmentCondition): string {
  return condition.on === 'attribute' ? `${attributePrefix}${condition.key}` : condition.on;
}

/** A new condition of a field, as complete as it can be without asking. */
export function newCondition(field: string): SegmentCondition {
  const selector = { events: [], where: [] };
  if (field.startsWith(attributePrefix)) {
    const key = field.slice(attributePrefix.length) as 'plan';
    const operator = kindOfKey(key) === 'text' ? 'is' : 'at-least';
    return { on: 'attribute', key, operator, values: [] };
  }
  switch (field) {
    case 'last-seen':
      return { on: 'last-seen', selector, compare: 'at-least', days: 14 };
    case 'tickets':
      return { on: 'tickets', state: 'opened', priority: [], compare: 'at-least', value: 1, withinDays: 30 };
    case 'survey':
      return { on: 'survey', survey: null, compare: 'at-most', value: 6, withinDays: 180 };
    case 'revenue':
      return { on: 'revenue', compare: 'at-least', value: 1_000 };
    case 'score':
      return { on: 'score', what: 'probability', compare: 'at-least', value: 0.3 };
    case 'renewal':
      return { on: 'renewal', withinDays: 90 };
    case 'churned':
      return { on: 'churned', is: false };
    case 'segment':
      return { on: 'segment', segment: nobody, is: true };
    case 'set':
      return { on: 'set', set: { of: 'segment', segment: nobody }, is: true };
    default:
      return { on: 'usage', selector, count: 'events', compare: 'at-least', value: 3, withinDays: 28 };
  }
}

/** How a fixed attribute compares; null where its values decide. */
export function kindOfKey(key: string): 'text' | 'number' | 'day' | null {
  if (key === 'employees') return 'number';
  if (key === 'created_day' || key === 'renewal_day') return 'day';
  return key.startsWith('attribute:') ? null : 'text';
}

const isGroup = (part: SegmentRule | SegmentCondition): part is SegmentRule => 'combinator' in part;
const isQueryGroup = (part: QueryGroup | QueryRow): part is QueryGroup => 'combinator' in part;

export function toQuery({ combinator, not, rules }: SegmentRule): QueryGroup {
  return {
    combinator,
    not,
    rules: rules.map((part) => (isGroup(part) ? toQuery(part) : { field: fieldOf(part), operator: '=', value: part })),
  };
}

export function toRule({ combinator, not = false, rules }: QueryGroup): SegmentRule {
  return {
    combinator: combinator === 'or' ? 'or' : 'and',
    not,
    rules: rules.map((part) => (isQueryGroup(part) ? toRule(part) : part.value)),
  };
}

/** Whether a condition lacks something that only a person can give. */
export function isOpen(condition: SegmentCondition): boolean {
  if (condition.on === 'segment') return condition.segment === nobody;
  if (condition.on === 'set') return isSetOpen(condition.set);
  if (condition.on !== 'attribute' || condition.operator === 'is-set' || condition.operator === 'is-not-set')
    return false;
  return condition.values.every((value) => value.trim() === '');
}

/** Conditions that are not complete yet; such a rule is not asked. */
export function countOpen(rule: SegmentRule): number {
  return rule.rules.reduce((sum, part) => sum + (isGroup(part) ? countOpen(part) : isOpen(part) ? 1 : 0), 0);
}

export const emptyRule: SegmentRule = { combinator: 'and', not: false, rules: [] };
