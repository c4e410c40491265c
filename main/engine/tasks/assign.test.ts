import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignmentRule } from '../../../shared/contract/index.ts';
import type { AssignmentRule } from '../../../shared/contract/index.ts';
import { assign } from './assign.ts';

const rule = (values: Partial<AssignmentRule> & Pick<AssignmentRule, 'way'>) => assignmentRule.parse(values);
const none = { open: new Map<string, number>(), last: null };
const accounts = (count: number) => Array.from({ length: count }, () => ({ owner: null, segment: null }));
const people = ['Ana', 'Ben', 'Cruz'];

describe('who gets a task', () => {
  it('goes on by turns after whoever was last', () => {
    expect(assign(rule({ way: 'round-robin', people }), accounts(4), { ...none, last: 'Ana' })).toEqual([
      'Ben',
      'Cruz',
      'Ana',
      'Ben',
    ]);
    expect(assign(rule({ way: 'round-robin', people }), accounts(1), { ...none, last: 'gone' })).toEqual(['Ana']);
  });

  it('gives to whoever has the least, counting what it gave', () => {
    const open = new Map([
      ['Ana', 3],
      ['Ben', 1],
    ]);
    expect(assign(rule({ way: 'load', people }), accounts(5), { open, last: null })).toEqual([
      'Cruz',
      'Ben',
      'Cruz',
      'Ben',
      'Cruz',
    ]);
  });

  it('follows owners and segments, and falls back', () => {
    const some = [
      { owner: 'Ana', segment: 'SMB' },
      { owner: null, segment: 'Enterprise' },
      { owner: 'Ben', segment: null },
      null,
    ];
    expect(assign(rule({ way: 'owner' }), some, none)).toEqual(['Ana', null, 'Ben', null]);
    expect(assign(rule({ way: 'owner', otherwise: 'Zoe' }), some, none)).toEqual(['Ana', 'Zoe', 'Ben', 'Zoe']);
    const segments = [
      { segment: 'SMB', people: ['Cruz'] },
      { segment: 'Enterprise', people: ['Ana', 'Ben'] },
    ];
    expect(assign(rule({ way: 'segment', segments, otherwise: 'Zoe' }), some, none)).toEqual([
      'Cruz',
      'Ana',
      'Zoe',
      'Zoe',
    ]);
    expect(assign(rule({ way: 'nobody', people, otherwise: 'Zoe' }), some, none)).toEqual([null, null, null, null]);
  });

  it('spreads fairly: by turns nobody has two more than another, by load the loads draw level', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.array(fc.nat(5), { minLength: 3, maxLength: 3 }), (count, loads) => {
        const open = new Map(people.map((person, place) => [person, loads[place] ?? 0]));
        const given = (way: 'round-robin' | 'load') => {
          const got = assign(rule({ way, people }), accounts(count), { open, last: null });
          return people.map((person) => got.filter((one) => one === person).length);
        };
        const turns = given('round-robin');
        expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
        const after = given('load').map((got, place) => got + (loads[place] ?? 0));
        const got = given('load');
        // Whoever got something never stands more than one above the least busy.
        const topped = after.filter((_, place) => (got[place] ?? 0) > 0);
        if (topped.length > 0) expect(Math.max(...topped) - Math.min(...after)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
