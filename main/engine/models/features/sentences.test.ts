import { describe, expect, it } from 'vitest';
import { reasonSentences, reasonText } from '../../../../shared/domain/reason-sentences.ts';
import type { ReasonSentenceKey } from '../../../../shared/domain/reason-sentences.ts';
import { contextNames, featureNames, features } from './catalogue.ts';
import { figuresTold, bilingualSentence, sentenceOf } from './sentences.ts';

const figures = (value: number | null) => () => value;
const values = [null, 0, 0.4, 1, 1.5, -2, 37, 2_000];

describe('sentences', () => {
  it('exist for every feature, whatever its value, in both languages and without an open place', () => {
    for (const name of featureNames) {
      for (const value of values) {
        for (const figure of [null, 4]) {
          const { key, values: said, text } = sentenceOf(name, value, figures(figure));
          for (const language of ['en', 'es'] as const) {
            expect(reasonText(key, said, language)).not.toMatch(/[{}]/);
            for (const [, place] of reasonSentences[key][language].matchAll(/\{\{(\w+)\}\}/g))
              expect(Object.keys(said), `${name} ${key}`).toContain(place);
          }
          expect(text).toBe(reasonText(key, said));
        }
      }
    }
  });

  it('use every key', () => {
    const used = new Set<ReasonSentenceKey>(['described', 'described_share', 'described_missing']);
    for (const name of featureNames) {
      for (const value of values)
        for (const figure of [null, 4]) used.add(sentenceOf(name, value, figures(figure)).key);
    }
    expect(Object.keys(reasonSentences).filter((key) => !used.has(key as ReasonSentenceKey))).toEqual([]);
  });

  it('have the same places in both languages', () => {
    const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
    const ofOneLanguage = /^described/;
    const common = Object.entries(reasonSentences).filter(([key]) => !ofOneLanguage.test(key));
    for (const [, { en, es }] of common) expect(places(es)).toEqual(places(en));
  });

  it('say how it was before', () => {
    expect(sentenceOf('active_days_28', 3, (name) => (name === 'active_days_before_28' ? 11 : null)).text).toBe(
      'Active on 3 of the last 28 days, 11 in the 28 days before',
    );
    expect(sentenceOf('events_ratio', 0.42, figures(null)).text).toBe(
      'Usage in the last 28 days fell to 42% of the 84 days before',
    );
    expect(sentenceOf('mrr_change_180', 5, figures(null)).text).toBe(
      'Revenue a month rose to ≥ 500% of that 180 days ago',
    );
    expect(sentenceOf('something_else', 2, figures(null))).toMatchObject({
      key: 'described',
      text: 'something_else: 2',
    });
    expect(bilingualSentence('something_else', 0.0421, figures(null))).toEqual({
      en: 'something_else: 0.04',
      es: 'something_else: 0,04',
    });
  });
});

describe('the catalogue', () => {
  it('names each feature once and describes it in both languages', () => {
    expect(new Set([...featureNames, ...contextNames]).size).toBe(featureNames.length + contextNames.length);
    for (const feature of features) {
      expect(feature.description.en.length).toBeGreaterThan(5);
      expect(feature.description.es.length).toBeGreaterThan(5);
      expect(feature.name).toMatch(/^[a-z][a-z0-9_]*$/);
    }
  });
});

it('names the figures that a feature’s sentences may read, and only such as are computed', () => {
  expect(figuresTold('seat_use')).toEqual(['users_now_28', 'seats_now']);
  expect(figuresTold('fall_evidence')).toEqual(['fall_weeks']);
  expect(figuresTold('tenure_days')).toEqual([]);
  const all = new Set(featureNames.flatMap(figuresTold));
  const known: readonly string[] = [...featureNames, ...contextNames];
  expect([...all].filter((name) => !known.includes(name))).toEqual([]);
});
