import type { Bilingual, LifetimeQuestion } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { parameterIntervals } from '../../stats/index.ts';
import type { ParameterInterval } from '../../stats/index.ts';
import type { BookPurchases } from './book.ts';
import { daysOfUnit, historiesUntil } from './histories.ts';
import { checkPurchases } from './purchase-check.ts';
import { createPurchaseValuer, discountOfUnit, fitPurchases } from './purchase-values.ts';
import type { PurchaseModels } from './purchase-values.ts';
import { scaled } from './valued.ts';
import type { ValuedAccount, ValuedBook } from './valued.ts';
import { purchaseMeaning } from './words.ts';

const monthDays = 30.4375;
const strongCorrelation = 0.3;

/** Purchases without a contract: one model of how often and one of how much, and what each customer is expected to buy. */
export function valuePurchases(
  { purchases, until, leftOut, withoutRate }: BookPurchases,
  { horizonMonths, discount, margin }: LifetimeQuestion,
  currency: string,
  shouldStop: () => boolean,
): ValuedBook {
  const histories = historiesUntil(purchases, until);
  const models = fitPurchases(histories, shouldStop);
  const check = checkPurchases(purchases, until, shouldStop);
  const valuer = createPurchaseValuer(
    histories,
    models,
    { horizon: (horizonMonths * monthDays) / daysOfUnit, discount: discountOfUnit(discount, daysOfUnit) },
    shouldStop,
  );
  const valued = histories.ids.map((account, row) => ({ account, row, ...valuer.of(row) }));
  valued.sort(
    (a, b) =>
      (b.value?.value ?? b.expected.value) - (a.value?.value ?? a.expected.value) || (a.account < b.account ? -1 : 1),
  );
  const { correlation } = models;
  const repeating = histories.frequency.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  return {
    family: 'purchases',
    accounts: valued.map(({ account, row, value, expected, alive }): ValuedAccount => ({
      account,
      value: value === null ? null : scaled(value, margin),
      expected: expected.value,
      alive,
      made: histories.frequency[row]!,
    })),
    sum(places) {
      const found = valuer.sum(Array.from(places, (place) => valued[place]!.row));
      return found === null ? null : scaled(found, margin);
    },
    answer: {
      family: 'purchases',
      customers: histories.ids.length,
      repeating,
      parameters: parameterIntervals(models.purchases),
      amounts: models.amounts === null ? null : parameterIntervals(models.amounts).map((one) => inUnits(one, currency)),
      correlation,
      check:
        check === null
          ? null
          : {
              ...check,
              cut: dayOfNumber(check.cut),
              until: dayOfNumber(check.until),
              byFrequency: [...check.byFrequency],
              overTime: check.overTime.map((point) => ({ ...point, day: dayOfNumber(point.day) })),
            },
    },
    meaning: purchaseMeaning(models, currency),
    notes: notesOf(models, leftOut, withoutRate),
  };
}

function notesOf(
  { purchases, amounts, correlation }: PurchaseModels,
  leftOut: number,
  withoutRate: number,
): Bilingual[] {
  return [
    ...(leftOut === 0
      ? []
      : [
          {
            en: `${leftOut} rows are no purchases (void, without an amount above 0, or later than the data) and are left out.`,
            es: `${leftOut} filas no son compras (anuladas, sin importe superior a 0 o posteriores a los datos) y quedan fuera.`,
          },
        ]),
    ...(withoutRate === 0
      ? []
      : [
          {
            en: `${withoutRate} invoices are in a currency without a rate and are left out. State the rate on the revenue page.`,
            es: `${withoutRate} facturas están en una moneda sin tipo de cambio y quedan fuera. Indica el tipo en la página de ingresos.`,
          },
        ]),
    ...(purchases.pinned
      ? []
      : [
          {
            en: 'The data leaves some of the parameters open, so their intervals are wide; what is expected of customers is told all the same.',
            es: 'Los datos dejan abiertos algunos parámetros, por eso sus intervalos son anchos; lo que se espera de los clientes se dice igualmente.',
          },
        ]),
    ...(amounts === null
      ? [
          {
            en: 'Amounts are not known for enough customers, so purchases are told but no value.',
            es: 'No se conocen importes de bastantes clientes: se dicen las compras pero ningún valor.',
          },
        ]
      : []),
    ...(correlation !== null && Math.abs(correlation) > strongCorrelation
      ? [
          {
            en: `How often and how much go together (correlation ${correlation.toFixed(2)}), which the model of amounts supposes they do not: take the values with care.`,
            es: `La frecuencia y el importe van unidos (correlación ${correlation.toFixed(2).replace('.', ',')}), y el modelo de importes supone que no: toma los valores con cautela.`,
          },
        ]
      : []),
  ];
}

/** Amounts are fitted in minor units; the scale v is read in the currency itself. */
function inUnits(parameter: ParameterInterval, currency: string): ParameterInterval {
  if (parameter.name !== 'v') return parameter;
  const { name, ...estimate } = parameter;
  return { name, ...scaled(estimate, 10 ** -minorDigits(currency)) };
}
