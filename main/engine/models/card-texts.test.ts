import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { modelTarget } from '../../../shared/contract/index.ts';
import type { Bilingual, Evaluation } from '../../../shared/contract/index.ts';
import { chooseMethod } from './candidates.ts';
import { beatsChance, limitsOf, whyChosen } from './card-texts.ts';
import { features } from './features/catalogue.ts';
import {
  agreeing,
  byChurnEvents,
  bySilence,
  bySubscriptions,
  contradictingFew,
  contradictingMany,
} from './label-rule-texts.ts';
import { byCopy, byGini, byName, changesAfterLeaving, withoutHistory } from './leakage-texts.ts';
import { noFeatures, oneOutcomeInTest, oneOutcomeSomewhere, tooFewChurns, tooShort } from './no-model-texts.ts';
import { noUnseenTime, tooFewToCompare } from './registry/comparison-texts.ts';

const metric = { value: 0.8124, low: 0.7806, high: 0.8442 };
const nothing = { value: null, low: null, high: null };

function tested(change: Partial<Evaluation> = {}): Evaluation {
  return {
    rows: 12_345,
    churned: 1_204,
    baseRate: 0.1,
    auc: metric,
    prAuc: metric,
    brier: metric,
    brierSkill: 0.1,
    logLoss: metric,
    liftTop10: metric,
    calibrationSlope: 1,
    calibrationIntercept: 0,
    reliability: [],
    gain: [],
    ...change,
  };
}

/** The numbers of a sentence in order of size, read as its language writes them. */
function numbersIn(text: string, thousands: string, decimal: string): number[] {
  const found = text.match(new RegExp(`\\d[\\d\\${thousands}]*(\\${decimal}\\d+)?`, 'g')) ?? [];
  return found
    .map((written) => written.replaceAll(/[.,]$/g, '').replaceAll(thousands, '').replace(decimal, '.'))
    .map(Number)
    .sort((a, b) => a - b);
}

/** Written out, and saying the same figures in both languages. */
function expectSame({ en, es }: Bilingual): void {
  expect(en).not.toBe('');
  expect(es).not.toBe(en);
  expect(numbersIn(es, '.', ','), `${en}\n${es}`).toEqual(numbersIn(en, ',', '.'));
}

const whole = fc.integer({ min: 0, max: 3_000_000 });

describe('sentences of a model', () => {
  it('tell the same figures in both languages', () => {
    fc.assert(
      fc.property(whole, whole, whole, (first, second, third) => {
        const overlap = { stillRunning: first, events: second };
        for (const sentence of [
          ...modelTarget.options.flatMap((target) => [
            tooShort(target, first, second),
            tooFewChurns(target, first, second),
          ]),
          tooFewToCompare(first, second),
          bySubscriptions(first, second),
          byChurnEvents(first),
          bySilence(first),
          agreeing(overlap, third),
          contradictingMany(overlap, third),
          contradictingFew(overlap, third),
          chooseMethod(first, second).reason,
        ])
          expectSame(sentence);
      }),
    );
    for (const target of modelTarget.options)
      for (const sentence of [oneOutcomeInTest, oneOutcomeSomewhere, noFeatures]) expectSame(sentence(target));
    expectSame(noUnseenTime('2026-04-01'));
    for (const sentence of [withoutHistory(true), withoutHistory(false), byName(true), byName(false)])
      expectSame(sentence);
    expectSame(byGini(0.981, true));
    expectSame(byCopy({ purity: 0.97, share: 0.31 }, false));
    expectSame(changesAfterLeaving({ leavers: 0.8, stayers: 0.01 }));
  });

  it('write figures as each language does', () => {
    const test = tested();
    const alternatives = (['boosted-trees', 'logistic'] as const).map((kind) => ({ kind, test }));
    const why = whyChosen({ kind: 'boosted-trees', test, testChurns: 1_204, alternatives: [...alternatives] }, 'churn');
    expectSame(why);
    expect(why.en).toContain('AUC 0.812 (95 % interval 0.781 to 0.844), Brier skill 0.100, 1,204 churns in 12,345');
    expect(why.es).toContain(
      'AUC 0,812 (intervalo del 95 %: 0,781 a 0,844), mejora de Brier 0,100, 1.204 bajas en 12.345',
    );
    expect(why.es).toContain('Los árboles potenciados acertaron más que la regresión logística');
  });

  it('say where a model is no better than chance, and what could not be measured', () => {
    const test = tested({ auc: nothing, brierSkill: null, churned: 3 });
    expect(beatsChance(test)).toBe(false);
    const alternatives = [{ kind: 'boosted-trees', test }] as const;
    const why = whyChosen({ kind: 'logistic', test, testChurns: 1, alternatives: [...alternatives] }, 'churn');
    expect(why.en).toMatch(/AUC unknown, Brier skill unknown, 1 churn in .* no better than chance/);
    expect(why.es).toMatch(/AUC desconocido, mejora de Brier desconocida, 1 baja en .* no es mejor que el azar/);
    const limits = limitsOf({ test, testChurns: 1, target: 'churn', data: { everyNth: 3 } });
    expect(limits).toHaveLength(7);
    limits.forEach(expectSame);
  });

  it('count departures, not the rows that saw them ahead', () => {
    const test = tested({ churned: 120 });
    const few = limitsOf({ test, testChurns: 42, target: 'churn', data: { everyNth: 1 } });
    expect(few[0]!.en).toContain('The test holds only 42 churns');
    expect(limitsOf({ test, testChurns: 50, target: 'churn', data: { everyNth: 1 } })).toHaveLength(few.length - 1);
    const why = whyChosen({ kind: 'logistic', test, testChurns: 42, alternatives: [] }, 'churn');
    expect(why.en).toContain('42 churns in 12,345 test rows');
  });

  it('choose an isotonic curve only with enough rows and enough departures', () => {
    const chosen = [chooseMethod(1000, 300), chooseMethod(999, 300), chooseMethod(1000, 299)];
    expect(chosen.map(({ method }) => method)).toEqual(['isotonic', 'sigmoid', 'sigmoid']);
    expect(chosen[2]!.reason.en).toContain('1,000 calibration rows with 299 churned accounts are too few');
  });

  it('are there for every feature', () => {
    for (const { name, description, knownAt, missing } of features)
      for (const text of [description, knownAt, missing]) {
        expect(text.en, name).not.toBe('');
        expect(text.es, name).not.toBe(text.en);
      }
  });
});
