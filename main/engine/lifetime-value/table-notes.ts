import type { Bilingual } from '../../../shared/contract/index.ts';
import { inBoth } from '../models/index.ts';

const rows = (count: number, en: string, es: string): Bilingual =>
  inBoth({
    en: (write) => `${write.count(count, 'row', 'rows')} ${en}`,
    es: (write) => `${write.count(count, 'fila', 'filas')} ${es}`,
  });

/** What of a table was not counted, and how far its models can be trusted. */
export const tableNotes = {
  blankPurchases: (count: number): Bilingual =>
    rows(count, 'without a customer or a day left out.', 'sin cliente o sin día quedaron fuera.'),
  refunds: (count: number): Bilingual =>
    rows(count, 'with an amount below 0 (refunds) left out.', 'con importe negativo (devoluciones) quedaron fuera.'),
  later: (count: number): Bilingual =>
    rows(
      count,
      'after the last day that was asked for left out.',
      'posteriores al último día que se pidió quedaron fuera.',
    ),
  blankCustomers: (count: number): Bilingual =>
    rows(
      count,
      'without a frequency, a recency or an age left out.',
      'sin frecuencia, recencia o antigüedad quedaron fuera.',
    ),
  noAmounts: (why: string): Bilingual => ({
    en: why,
    es: 'Los importes no bastan para un modelo de importes (hacen falta varios clientes con compras repetidas de importe positivo), así que no se dice ningún valor.',
  }),
  correlated: (correlation: number): Bilingual =>
    inBoth({
      en: ({ precise }) =>
        `How often and how much go together (correlation ${precise(correlation)}), which the model of amounts supposes they do not. Take the values with care.`,
      es: ({ precise }) =>
        `Con qué frecuencia y por cuánto se compra van unidos (correlación ${precise(correlation)}), y el modelo de importes supone que no. Tome los valores con cautela.`,
    }),
  open: {
    en: 'The purchases leave some of the four parameters open (their intervals are wide); what is expected of customers is told all the same.',
    es: 'Las compras dejan abiertos algunos de los cuatro parámetros (sus intervalos son anchos); aun así se dice lo que cabe esperar de los clientes.',
  } satisfies Bilingual,
};
