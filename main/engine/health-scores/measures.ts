import { healthPulseMeasure } from '../../../shared/contract/index.ts';
import type { Bilingual, HealthMeasure } from '../../../shared/contract/index.ts';
import { features } from '../models/index.ts';

export type KnownMeasure = Pick<HealthMeasure, 'id' | 'words' | 'unit' | 'theme' | 'missing' | 'helps'>;

const pulse: KnownMeasure = {
  id: healthPulseMeasure,
  words: {
    en: 'Pulse: a person’s own judgement of the account, from 0 to 100',
    es: 'Pulso: el juicio de una persona sobre la cuenta, de 0 a 100',
  },
  unit: 'points',
  theme: 'judgement',
  missing: {
    en: 'blank where nobody gave one in the last 90 days',
    es: 'vacío si nadie lo ha dado en los últimos 90 días',
  },
  helps: 'more',
};

/** Everything that a health score can be made of: the numbers that models learn from, and a person's pulse. */
export const knownMeasures: readonly KnownMeasure[] = [
  ...features
    .filter(({ kind }) => kind === 'number')
    .map(({ name, description, unit, theme, missing, helps }) => ({
      id: name,
      words: description,
      unit,
      theme,
      missing,
      helps,
    })),
  pulse,
];

const byId = new Map(knownMeasures.map((measure) => [measure.id, measure]));

export const measureNamed = (id: string): KnownMeasure | undefined => byId.get(id);

/** What people read for a measure; its own id where it is not known any more. */
export const wordsOf = (id: string): Bilingual => byId.get(id)?.words ?? { en: id, es: id };
