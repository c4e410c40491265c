import { describe, expect, it } from 'vitest';
import { isTouchedBy, wordOf } from './changes.ts';

describe('what is asked again after a change', () => {
  it('asks no analysis again because a question was given a name', () => {
    expect(isTouchedBy(['insights'], 'insights')).toBe(true);
    expect(isTouchedBy(['insights'], 'cohorts')).toBe(false);
    expect(isTouchedBy(['segments'], 'cohorts')).toBe(true);
  });

  it('reaches every word that is computed from the data', () => {
    expect(isTouchedBy(['imports'], 'accounts')).toBe(true);
    expect(isTouchedBy(['events'], 'cohorts')).toBe(true);
    expect(isTouchedBy(['models'], 'models')).toBe(true);
  });

  it('leaves the data alone when only a setting or a job changed', () => {
    expect(isTouchedBy(['system'], 'system')).toBe(true);
    expect(isTouchedBy(['system'], 'cohorts')).toBe(false);
    expect(isTouchedBy(['jobs'], 'accounts')).toBe(false);
    expect(isTouchedBy(['imports'], 'jobs')).toBe(false);
  });

  it('leaves the book alone when somebody wrote a note or decided something', () => {
    expect(isTouchedBy(['decisions', 'changes'], 'decisions')).toBe(true);
    expect(isTouchedBy(['decisions', 'tasks', 'changes'], 'accounts')).toBe(false);
    expect(isTouchedBy(['notes', 'changes'], 'explanations')).toBe(false);
    expect(isTouchedBy(['home', 'changes'], 'accounts')).toBe(false);
    expect(isTouchedBy(['tasks', 'changes'], 'home')).toBe(true);
    expect(isTouchedBy(['notes', 'changes'], 'home')).toBe(false);
    expect(isTouchedBy(['imports'], 'decisions')).toBe(true);
  });

  it('reads the word from a query key', () => {
    expect(wordOf([['accounts', 'queue'], { type: 'query' }])).toBe('accounts');
    expect(wordOf(['something else'])).toBeNull();
  });
});
