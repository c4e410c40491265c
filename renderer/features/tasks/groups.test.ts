import { describe, expect, it } from 'vitest';
import { dayGroupOf } from './groups.ts';

describe('groups of tasks', () => {
  it('stand against today', () => {
    const of = (due: string | null) => dayGroupOf({ state: 'open', due }, '2026-03-31');
    expect(['2026-03-30', '2026-03-31', '2026-04-01', '2026-04-07', '2026-04-08', null].map(of)).toEqual([
      'overdue',
      'today',
      'soon',
      'soon',
      'later',
      'undated',
    ]);
    expect(dayGroupOf({ state: 'done', due: '2026-03-01' }, '2026-03-31')).toBe('done');
  });
});
