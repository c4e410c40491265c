import type { Bilingual, LifetimeFamily, LifetimeQuestion } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { dayNumber } from '../../../shared/domain/time.ts';
import { noCurrency } from '../currencies/index.ts';
import type { Currencies } from '../currencies/index.ts';
import { bitsAt, stopWhenAsked } from '../events/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { createCalendar } from '../events/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { selectorBits } from '../usage/index.ts';
import type { Purchases } from './histories.ts';

/** What the accounts in question live by. */
export interface BookKind {
  readonly accounts: number;
  readonly withContract: number;
  readonly invoices: number;
  readonly events: number;
  readonly suits: LifetimeFamily | null;
  readonly why: Bilingual;
}

/** With fewer under contract, contracts do not tell the book. */
const leastShare = 0.2;

export function kindOfBook(context: ReadContext, members: ReadonlySet<string> | null): BookKind {
  const { database } = context;
  const counted = (sql: string): number =>
    database
      .prepare(sql)
      .pluck()
      .all()
      .reduce<number>((sum, id) => sum + (members === null || members.has(id as string) ? 1 : 0), 0);
  const accounts = counted('SELECT account_id FROM current_accounts WHERE tick()');
  const withContract = counted(
    'SELECT DISTINCT account_id FROM current_subscriptions WHERE coalesce(is_trial, 0) = 0 AND tick()',
  );
  const invoices = counted('SELECT account_id FROM current_invoices WHERE tick()');
  const events = context.events().count;
  const facts = { accounts, withContract, invoices, events };
  const grouped = (language: 'en' | 'es') => (count: number) =>
    count.toLocaleString(language === 'en' ? 'en-US' : 'es-ES', { useGrouping: 'always' });
  const [n, c] = [grouped('en'), grouped('es')];
  const en = `${n(withContract)} of ${n(accounts)} accounts have or had a subscription; there are ${n(invoices)} invoices and ${n(events)} events.`;
  const es = `${c(withContract)} de ${c(accounts)} cuentas tienen o tuvieron una suscripción; hay ${c(invoices)} facturas y ${c(events)} eventos.`;
  const because = (suits: LifetimeFamily | null, more: Bilingual): BookKind => ({
    ...facts,
    suits,
    why: { en: `${en} ${more.en}`, es: `${es} ${more.es}` },
  });
  if (accounts > 0 && withContract >= leastShare * accounts) {
    return because('contracts', {
      en: 'So these are contracts: a customer leaves when it does not renew, and is known to be there until then.',
      es: 'Así que son contratos: un cliente se va cuando no renueva, y hasta entonces se sabe que está.',
    });
  }
  if (invoices > 0 || events > 0) {
    return because('purchases', {
      en: 'So these are purchases without a contract: a customer leaves without saying so, and silence is all that is seen of it.',
      es: 'Así que son compras sin contrato: un cliente se va sin decirlo, y solo se ve su silencio.',
    });
  }
  return because(null, { en: 'That tells no value yet.', es: 'Eso aún no dice ningún valor.' });
}

/** Why a family does not suit the book; null where it does. */
export function refusalOf(family: LifetimeFamily, { suits }: BookKind): Bilingual | null {
  if (suits === family) return null;
  if (suits === null) {
    return {
      en: 'There are neither subscriptions nor invoices nor events yet. Import them first.',
      es: 'Aún no hay suscripciones, facturas ni eventos. Impórtalos primero.',
    };
  }
  return family === 'purchases'
    ? {
        en: 'These accounts have contracts, so a model of purchases would be wrong: it takes silence between two bills for doubt whether the customer is still there, though its contract says so. Choose contracts, or a segment of accounts without subscriptions.',
        es: 'Estas cuentas tienen contratos, así que un modelo de compras sería erróneo: tomaría el silencio entre dos facturas por duda de si el cliente sigue ahí, aunque su contrato lo dice. Elige contratos, o un segmento de cuentas sin suscripciones.',
      }
    : {
        en: 'These accounts have no contracts, so a model of renewals would be wrong: there is no day on which a customer is seen to leave. Choose purchases, or a segment of accounts with subscriptions.',
        es: 'Estas cuentas no tienen contratos, así que un modelo de renovaciones sería erróneo: no hay ningún día en que se vea irse a un cliente. Elige compras, o un segmento de cuentas con suscripciones.',
      };
}

/**
 * A book without subscriptions names its currency in its invoices: the most frequent one is the base then, unless a person
 * stated rates. Others need a rate.
 */
export function purchaseCurrencies({ database }: Pick<ReadContext, 'database'>, stated: Currencies): Currencies {
  if (stated.base !== noCurrency) return stated;
  const base = database
    .prepare(
      `SELECT currency FROM current_invoices WHERE currency IS NOT NULL AND currency <> '' AND tick()
       GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
    )
    .pluck()
    .get() as string | undefined;
  if (base === undefined) return stated;
  return {
    base,
    statedOn: null,
    convert: (minor, currency) => (currency === base || currency === null || currency === '' ? minor : null),
  };
}

export interface BookPurchases {
  readonly purchases: Purchases;
  /** Last day of the data. */
  readonly until: number;
  /** Rows that are no purchases: without a day or an amount above nothing, dated later than the data, void. */
  readonly leftOut: number;
  readonly withoutRate: number;
}

const isVoid = /void|cancel|draft|refund|credit|anulad|borrador|abono/i;

/** Amounts are in minor units of the base currency. */
export function purchasesOfBook(
  context: ReadContext,
  { source, purchase }: LifetimeQuestion,
  members: ReadonlySet<string> | null,
  currencies: Currencies,
  calendar: CalendarOptions,
  until: number,
): BookPurchases {
  const places = new Map<string, number>();
  const kept = { customer: [] as number[], day: [] as number[], amount: [] as number[] };
  let [leftOut, withoutRate] = [0, 0];
  const add = (account: string, day: number, amount: number): void => {
    let place = places.get(account);
    if (place === undefined) places.set(account, (place = places.size));
    kept.customer.push(place);
    kept.day.push(day);
    kept.amount.push(amount);
  };
  if (source === 'invoices') {
    const rows = context.database
      .prepare('SELECT account_id, issued_day, amount, currency, status FROM current_invoices WHERE tick()')
      .raw()
      .iterate() as Iterable<[string, string | null, number | null, string | null, string | null]>;
    for (const [account, issued, amount, currency, status] of rows) {
      if (members?.has(account) === false) continue;
      const day = issued === null ? NaN : dayNumber(issued);
      if (!(day <= until) || amount === null || amount <= 0 || isVoid.test(status ?? '')) {
        leftOut++;
        continue;
      }
      const minor = currencies.convert(amount, currency);
      if (minor === null) withoutRate++;
      else add(account, day, minor);
    }
  } else {
    const columns = context.events();
    const bits = selectorBits(columns, [purchase]);
    const clock = createCalendar(calendar);
    const minor = 10 ** minorDigits(currencies.base);
    columns.accounts.forEach((account, place) => {
      stopWhenAsked(place, context.shouldStop, 'The lifetime values');
      if (members?.has(account) === false) return;
      for (let row = columns.offsets[place]!; row < columns.offsets[place + 1]!; row++) {
        if (bitsAt(bits, columns.name, row) === 0) continue;
        const day = clock.dayIndex(columns.seconds[row]!);
        const quantity = columns.quantity === null ? NaN : columns.quantity[row]!;
        if (day > until || quantity <= 0) leftOut++;
        else add(account, day, quantity * minor);
      }
    });
  }
  return { purchases: { ...kept, ids: [...places.keys()] }, until, leftOut, withoutRate };
}
