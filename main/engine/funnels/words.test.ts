import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { funnelQuestion } from '../../../shared/contract/index.ts';
import type { ContractInputs } from '../../../shared/contract/index.ts';
import { everyRule } from './testing/generated.ts';
import { funnelWords } from './words.ts';

type Asked = ContractInputs['funnels']['run'];
const steps = [{ events: ['a'] }, { events: ['b'], optional: true }, { events: ['c'] }];
const words = (part: Partial<Asked> = {}) =>
  funnelWords(funnelQuestion.parse({ steps, ...part }), { segment: null, segments: ['one', 'two'] });

describe('a funnel in words', () => {
  it('names every part of its rule', () => {
    expect(words().en).toContain('2. “b” (optional)');
    expect(words({ windowSeconds: 0 }).en).toContain('All in the same second.');
    expect(words({ windowSeconds: 3600 }).es).toContain('Todo en un plazo de 1 hora');
    expect(words({ windowSeconds: 90 }).en).toContain('All within 90 seconds');
    expect(words({ graceSeconds: 120 }).en).toContain(
      'Events within 2 minutes of each other may stand in either order.',
    );
    expect(words({ order: 'strict' }).es).toContain('ningún otro evento de la cuenta');
    expect(words({ order: 'any', unit: 'contact', steps: [steps[0]!, steps[2]!] }).es).toMatch(
      /^Cuántos contactos hacen/,
    );
    expect(words({ steps: [steps[0]!] }).en).toMatch(/^How many accounts do this: 1\. “a”\. Intervals/);
    const exclusions = [{ events: ['x'], after: 0, before: 2 }];
    expect(words({ exclusions }).en).toContain(
      'after step 1 and before step 3 ends the attempt. The steps before it still',
    );
    expect(words({ exclusions, exclusionRule: 'remove' }).es).toContain('la cuenta sale del embudo por completo');
    expect(words({ holdConstant: ['plan', 'os'] }).en).toContain('“plan” and “os” must be the same in all steps');
  });

  it('names what it is broken down by', () => {
    expect(words({ breakdown: { by: 'attribute', key: 'attribute:region' } }).en).toContain(
      'by “region” of the account',
    );
    expect(words({ breakdown: { by: 'segments', segments: [1, 2] } }).es).toContain('Lado a lado: “one”, “two”');
    expect(words({ breakdown: { by: 'property', key: 'os', attribution: 'step', step: 2 } }).en).toContain(
      'by “os” of the event of step 3; whoever did not do it has no value.',
    );
  });

  it('is whole in both languages, whatever is asked', () => {
    fc.assert(
      fc.property(everyRule, (rule) => {
        const said = funnelWords(funnelQuestion.parse(rule), { segment: null, segments: [] });
        for (const text of [said.en, said.es]) {
          expect(text).not.toMatch(/undefined|null|NaN| {2}|\.\./);
          expect(text.endsWith('.')).toBe(true);
        }
      }),
    );
  });
});
