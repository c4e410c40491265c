import { describe, expect, it } from 'vitest';
import type { CheckpointState, RenewalCall } from '../../../shared/contract/index.ts';
import { dayNumber } from '../../../shared/domain/time.ts';
import { checkpointsOf, differ, isOwed } from './checkpoints.ts';
import type { Facts } from './checkpoints.ts';

const renewal = dayNumber('2026-12-31');
const said = (day: string, call: RenewalCall, probability: number | null = null) => ({
  asOf: dayNumber(day),
  call,
  probability,
});
const facts = (asOf: string, more: Partial<Facts> = {}): Facts => ({
  renewal, asOf: dayNumber(asOf), term: 12, said: [], model: 0.9, marks: new Map(), explained: new Map(), ...more,
}); // prettier-ignore
const states = (asOf: string, more?: Partial<Facts>) => checkpointsOf(facts(asOf, more)).map(({ state }) => state);

describe('whether person and model differ', () => {
  it.each([
    ['renew', null, 0.5, false],
    ['renew', null, 0.49, true],
    ['churn', null, 0.49, false],
    ['churn', null, 0.5, true],
    ['at-risk', null, 0.9, null],
    ['renew', 0.9, 0.7, false],
    ['renew', 0.9, 0.699, true],
    ['renew', 0.5, 0.49, true],
    ['churn', 0.2, 0.4, false],
    ['churn', 0.1, 0.45, true],
    ['at-risk', 0.55, 0.5, false],
    ['at-risk', 0.45, 0.5, true],
    // 0.9 − 0.7 and 0.3 − 0.1 are a little more or less than 0.2 as doubles.
    ['at-risk', 0.3, 0.1, false],
  ] as const)('%s with %s against %s: %s', (call, probability, model, expected) => {
    expect(differ({ call, probability }, model)).toBe(expected);
  });
});

describe('checkpoints', () => {
  it('begin six and three months before, on the last day of shorter months', () => {
    const [six, three] = checkpointsOf(facts('2026-06-29'));
    expect([six!.day, three!.day]).toEqual(['2026-06-30', '2026-09-30']);
    expect(states('2026-06-29')).toEqual(['ahead', 'ahead']);
    expect(states('2026-06-30')).toEqual(['unsaid', 'ahead']);
    expect(states('2026-09-30')).toEqual(['unsaid', 'unsaid']);
    expect(checkpointsOf(facts('2026-09-30')).map(({ current }) => current)).toEqual([false, true]);
    expect(checkpointsOf(facts('2026-12-31')).map(({ current }) => current)).toEqual([false, false]);
  });

  it('are only those that lie in the term', () => {
    const count = (term: number) => checkpointsOf(facts('2026-10-01', { term })).length;
    expect([0, 1, 3, 4, 6, 7, 12].map(count)).toEqual([2, 0, 0, 1, 1, 2, 2]);
  });

  const explained = new Map([['six', 'They signed by hand']] as const);
  it.each<[string, Partial<Facts>, CheckpointState]>([
    ['nobody spoke', {}, 'unsaid'],
    ['both agree', { said: [said('2026-01-01', 'renew', 0.8)] }, 'agree'],
    ['the model is silent', { said: [said('2026-07-01', 'renew', 0.8)], model: null }, 'no-model'],
    ['at risk alone', { said: [said('2026-07-01', 'at-risk')] }, 'needs-probability'],
    ['they differ', { said: [said('2026-07-01', 'churn', 0.1)] }, 'explain'],
    ['they differ, and it was said why', { said: [said('2026-07-01', 'churn', 0.1)], explained }, 'explained'],
    ['the last word counts', { said: [said('2026-07-01', 'churn', 0.1), said('2026-07-02', 'renew', 0.85)] }, 'agree'],
    ['explained for nothing', { said: [said('2026-07-01', 'renew', 0.8)], explained }, 'agree'],
  ])('at six months: %s', (_name, more, state) => {
    const [six] = checkpointsOf(facts('2026-07-15', more));
    expect(six!.state).toBe(state);
    expect(isOwed(six!)).toBe(['unsaid', 'needs-probability', 'explain'].includes(state));
  });

  it('that have passed keep what was known then, and owe nothing any more', () => {
    const more = { said: [said('2026-07-01', 'churn', 0.1), said('2026-10-05', 'renew', 0.9)] };
    const at = (marks: Facts['marks']) => checkpointsOf(facts('2026-10-10', { ...more, marks }));
    const [six, three] = at(new Map([['six', 0.15]]));
    expect([six!.state, six!.model, six!.person]).toEqual(['agree', 0.15, 0.1]);
    expect([three!.state, three!.model, three!.person]).toEqual(['agree', 0.9, 0.9]);
    expect(at(new Map([['six', 0.8]]))[0]!.state).toBe('explain');
    expect(isOwed(at(new Map([['six', 0.8]]))[0]!)).toBe(false);
    expect(at(new Map())[0]!.state).toBe('no-model');
    expect(states('2026-10-10', { said: [said('2026-10-05', 'renew')] })).toEqual(['unsaid', 'agree']);
  });
});
