import type { Bilingual } from '../../shared/contract/index.ts';

/** What the card of the shipped baseline says. */

/** Stands until a training in a workspace says more. */
export const why: Bilingual = {
  en: 'No training has given this book a model of its own yet, so the shipped baseline is used.',
  es: 'Ningún entrenamiento ha dado todavía a esta cartera un modelo propio, así que se usa el modelo de serie.',
};

export const calibrationReason: Bilingual = {
  en: 'Fitted on generated rows that were set aside.',
  es: 'Ajustada con filas generadas que se apartaron.',
};

export const intendedUse: Bilingual = {
  en: 'To order the accounts of a book that has too few known churns to learn from, until it has more. It is an aid to look at accounts in a sensible order, not a forecast.',
  es: 'Ordenar las cuentas de una cartera con muy pocas bajas conocidas para aprender de ellas, hasta que tenga más. Es una ayuda para mirar las cuentas en un orden razonable, no un pronóstico.',
};

export const limits: Bilingual[] = [
  {
    en: 'It learned from generated data, not from real customers: nothing is known about how well it orders the accounts of a real book.',
    es: 'Aprendió de datos generados, no de clientes reales: no se sabe nada de lo bien que ordena las cuentas de una cartera real.',
  },
  {
    en: 'Its percentages are those of the generated books and are not adjusted to this book: read the order, not the size.',
    es: 'Sus porcentajes son los de las carteras generadas y no están ajustados a esta: debe leerse el orden, no el tamaño.',
  },
  {
    en: 'Amounts that depend on a book (prices, seats, event counts) are not used, so that it means the same in every book.',
    es: 'Las cantidades que dependen de una cartera (precios, licencias, número de eventos) no se usan, para que signifique lo mismo en todas.',
  },
  {
    en: 'Tables that a book does not have are treated as unknown; with few tables the order is coarse.',
    es: 'Las tablas que una cartera no tiene se tratan como desconocidas; con pocas tablas el orden es aproximado.',
  },
  {
    en: 'Train a model of your own as soon as 50 churns are known.',
    es: 'Conviene entrenar un modelo propio en cuanto se conozcan 50 bajas.',
  },
];
