import type { Bilingual } from '../../../shared/contract/index.ts';
import { inBoth } from '../models/index.ts';

const rows = (count: number, en: string, es: string): Bilingual =>
  inBoth({
    en: (write) => `${write.count(count, 'row', 'rows')} ${en}`,
    es: (write) => `${write.count(count, 'fila', 'filas')} ${es}`,
  });

/** What of a table was not counted, and how its columns were read. */
export const tableNotes = {
  incomplete: (count: number): Bilingual =>
    rows(
      count,
      'without a duration, an event mark or an entry left out.',
      'sin duración, marca de desenlace o entrada quedaron fuera.',
    ),
  noGroup: (count: number, column: string): Bilingual =>
    rows(count, `without a value in "${column}" in no group.`, `sin valor en «${column}» no están en ningún grupo.`),
  noCovariate: (count: number): Bilingual =>
    rows(
      count,
      'with a blank covariate left out of the Cox model.',
      'con alguna covariable vacía quedaron fuera del modelo de Cox.',
    ),
  changesOverTime: (name: string, p: number): Bilingual => ({
    en: `The effect of "${name}" changes over time (p ${p.toPrecision(2)}), so one ratio for all times is too simple.`,
    es: `El efecto de «${name}» cambia con el tiempo (p ${p.toPrecision(2)}), así que una sola razón para todo el tiempo es demasiado simple.`,
  }),
  comparedWith: (name: string, value: string): Bilingual => ({
    en: `"${name}" is compared with its most frequent value, "${value}".`,
    es: `«${name}» se compara con su valor más frecuente, «${value}».`,
  }),
};
