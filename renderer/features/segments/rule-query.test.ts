import { describe, expect, it } from 'vitest';
import { segmentRule } from '../../../shared/contract/index.ts';
import type { SegmentRule } from '../../../shared/contract/index.ts';
import { countOpen, fieldOf, newCondition, toQuery, toRule } from './rule-query.ts';

const fields = [
  'usage',
  'last-seen',
  'tickets',
  'survey',
  'revenue',
  'score',
  'renewal',
  'churned',
  'segment',
  'set',
  'attribute/plan',
  'attribute/attribute:seats',
  'attribute/created_day',
];

describe('the builder', () => {
  it('gives back the rule that it was given', () => {
    const rule: SegmentRule = {
      combinator: 'or',
      not: true,
      rules: [newCondition('usage'), { combinator: 'and', not: false, rules: [newCondition('attribute/plan')] }],
    };
    expect(toRule(toQuery(rule))).toEqual(rule);
  });

  it.each(fields)('starts a condition on %s that is complete but for what only a person can say', (field) => {
    const condition = newCondition(field);
    expect(fieldOf(condition)).toBe(field);
    const rule: SegmentRule = { combinator: 'and', not: false, rules: [condition] };
    const isSaved = field === 'segment' || field === 'set';
    const isAsked = isSaved || field.startsWith('attribute/');
    expect(countOpen(rule)).toBe(isAsked ? 1 : 0);
    expect(segmentRule.safeParse(rule).success).toBe(!isSaved);
  });
});
