import type { Bilingual, HealthBreakdown, HealthException } from '../../../shared/contract/index.ts';
import { wordsOf, measureNamed } from './measures.ts';
import { bandOf } from './score.ts';
import type { CompiledRules, Scored } from './score.ts';

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** A score with all that it is made of, as people see it. */
export function breakdownOf({ rules }: CompiledRules, scored: Scored, variant: string | null): HealthBreakdown {
  const score = orNull(scored.score);
  return {
    score,
    band: bandOf(score),
    coverage: scored.coverage,
    variant,
    adjustment: scored.adjustment,
    pillars: scored.pillars.map((pillar, index) => ({
      name: rules.pillars[index]!.name,
      score: orNull(pillar.score),
      coverage: pillar.coverage,
      counts: pillar.counts,
      share: pillar.share,
      contribution: pillar.contribution,
      measures: pillar.measures.map((measure, place) => {
        const id = rules.pillars[index]!.measures[place]!.measure;
        return {
          measure: id,
          words: wordsOf(id),
          unit: measureNamed(id)?.unit ?? '',
          value: orNull(measure.value),
          points: orNull(measure.points),
          share: measure.share,
          contribution: measure.contribution,
        };
      }),
    })),
    exceptions: rules.exceptions.map((exception, index) => ({
      name: exception.name,
      words: exceptionWords(exception),
      holds: scored.holds[index]!,
      applied: score !== null && scored.holds.indexOf(true) === index,
    })),
  };
}

/** What an exception does, e.g. “Days since the last event ≥ 28: at most 49”. */
export function exceptionWords({ when, then }: HealthException): Bilingual {
  const sign = { 'at-least': '≥', below: '<' };
  const conditions = (language: keyof Bilingual): string =>
    when
      .map(
        ({ measure, compare, value }) => `${wordsOf(measure)[language]} ${sign[compare]} ${written(value, language)}`,
      )
      .join(language === 'en' ? ' and ' : ' y ');
  return {
    en: `${conditions('en')}: ${then.kind === 'set' ? 'the score is' : 'at most'} ${written(then.value, 'en')}`,
    es: `${conditions('es')}: ${then.kind === 'set' ? 'el índice es' : 'como máximo'} ${written(then.value, 'es')}`,
  };
}

const locales = { en: 'en-US', es: 'es-ES' } as const;
const numbers = {
  en: new Intl.NumberFormat(locales.en, { maximumFractionDigits: 4 }),
  es: new Intl.NumberFormat(locales.es, { maximumFractionDigits: 4 }),
};

/** A number as the language writes it. */
export const written = (value: number, language: keyof Bilingual): string => numbers[language].format(value);
