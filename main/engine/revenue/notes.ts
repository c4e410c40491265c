import type { Bilingual } from '../../../shared/contract/index.ts';
import { noCurrency } from '../currencies/index.ts';
import type { Prepared } from './prepare.ts';
import { mostPeriods } from './spans.ts';

type Findings = {
  readonly prepared: Prepared;
  readonly withoutTerm: number;
  readonly severalAtOnce: number;
  /** Periods that the groups are not told in. */
  readonly groupPeriodsOmitted: number;
};

/** What the reader of the figures should know of the data behind them. */
export function revenueNotes({ prepared, withoutTerm, severalAtOnce, groupPeriodsOmitted }: Findings): Bilingual[] {
  const { book, spans } = prepared;
  const { leftOut, base, assumed, converted, statedOn } = book;
  const notes: (Bilingual | null)[] = [
    leftOut.currencies.length === 0 ? null : withoutRate(leftOut.currencies, base),
    leftOut.withoutAmount === 0
      ? null
      : {
          en: `Left out: ${subscriptions(leftOut.withoutAmount).en} without an amount.`,
          es: `Fuera del cálculo: ${subscriptions(leftOut.withoutAmount).es} sin importe.`,
        },
    converted === 0
      ? null
      : {
          en: `${capital(subscriptions(converted).en)} converted to ${base} at the rates that were stated${statedOn === null ? '' : ` (as of ${statedOn})`}, the same for all periods.`,
          es: `${capital(subscriptions(converted).es)} en otra moneda, a los tipos de cambio indicados${statedOn === null ? '' : ` (del ${statedOn})`} respecto a ${base}, iguales para todos los periodos.`,
        },
    assumed === 0
      ? null
      : {
          en: `${capital(subscriptions(assumed).en)} without a currency, taken to be in ${base}, the only one of the book.`,
          es: `${capital(subscriptions(assumed).es)} sin moneda, contadas en ${base}, la única de la cartera.`,
        },
    severalAtOnce === 0
      ? null
      : {
          en: `${severalAtOnce === 1 ? '1 account has' : `${severalAtOnce} accounts have`} several paid subscriptions at once; their amounts are added up.`,
          es: `${severalAtOnce === 1 ? '1 cuenta tiene' : `${severalAtOnce} cuentas tienen`} varias suscripciones de pago a la vez; sus importes se suman.`,
        },
    withoutTerm === 0
      ? null
      : {
          en: `${capital(subscriptions(withoutTerm).en)} without a known term: in the movements, but never due for renewal.`,
          es: `${capital(subscriptions(withoutTerm).es)} sin plazo conocido: cuentan en los movimientos, pero nunca vencen para renovar.`,
        },
    spans.omitted === 0
      ? null
      : {
          en: `Only the latest ${mostPeriods} periods are told; ${spans.omitted} earlier ones are not.`,
          es: `Solo se muestran los últimos ${mostPeriods} periodos; ${spans.omitted} anteriores no.`,
        },
    groupPeriodsOmitted === 0
      ? null
      : {
          en: `The groups are told over time without the first ${groupPeriodsOmitted} periods. Ask for fewer groups to see them.`,
          es: `Los grupos se muestran en el tiempo sin los primeros ${groupPeriodsOmitted} periodos. Pida menos grupos para verlos.`,
        },
  ];
  return notes.filter((note) => note !== null);
}

function withoutRate(
  currencies: readonly { readonly currency: string; readonly subscriptions: number }[],
  base: string,
): Bilingual {
  const list = (blank: string): string =>
    currencies
      .map(({ currency, subscriptions: count }) => `${currency === noCurrency ? blank : currency} (${count})`)
      .join(', ');
  return {
    en: `Left out, because there is no rate to ${base}: subscriptions in ${list('no currency')}. State a rate to count them.`,
    es: `Fuera del cálculo, porque no hay tipo de cambio a ${base}: suscripciones en ${list('ninguna moneda')}. Indique un tipo para contarlas.`,
  };
}

function subscriptions(count: number): Bilingual {
  return count === 1
    ? { en: '1 subscription', es: '1 suscripción' }
    : { en: `${count} subscriptions`, es: `${count} suscripciones` };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
