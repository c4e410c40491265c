import type { ContractOutputs, LifetimeQuestion } from '../../../shared/contract/index.ts';
import { monthsToCome, normalQuantile, parameterIntervals, slopesOf, varianceOf } from '../../stats/index.ts';
import type { RenewalModel } from '../../stats/index.ts';
import { isCustomerOn } from '../models/index.ts';
import { revenueOn } from '../recurring-revenue/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';
import type { BookLives } from '../survival/index.ts';
import { fitTerms, monthsUntilRenewal, renewalLost, renewalsIn } from './contracts.ts';
import type { ContractLife } from './contracts.ts';
import type { ValuedAccount, ValuedBook } from './valued.ts';
import { termMeaning } from './words.ts';

type Fit = Extract<ContractOutputs['lifetimeValue']['run']['answer'], { family: 'contracts' }>['terms'][number]['fit'];

const z = normalQuantile(0.975);

/** A customer of today with what its model expects. */
interface Priced {
  readonly account: string;
  readonly model: RenewalModel | null;
  readonly months: number;
  readonly plainMonths: number;
  /** Minor units a month, margin taken. */
  readonly monthly: number;
  readonly slopes: readonly number[];
  readonly made: number;
}

/** Contracts: a model for each length of term, and what each customer of today is expected to pay. */
export function valueContracts(
  book: BookLives,
  revenue: RevenueBook,
  { horizonMonths, discount, margin }: LifetimeQuestion,
  isIn: (account: string) => boolean,
  shouldStop: () => boolean,
): ValuedBook {
  const lives: ContractLife[] = [];
  const today: { account: string; place: number; term: number; days: number }[] = [];
  let withoutTerm = 0;
  book.lives.forEach((life, index) => {
    const account = book.accounts[index]!;
    const place = revenue.positionOf.get(account);
    if (place === undefined || !isIn(account)) return;
    const term = termOf(revenue, place, book.until);
    const isThere = isCustomerOn(life, book.until);
    if (term === 0) {
      if (isThere) withoutTerm++;
      return;
    }
    const contract = contractOf(book, index, term);
    if (contract !== null) lives.push({ account, termMonths: term, ...contract });
    const span = life.spans.findLast(({ from, to }) => from <= book.until && book.until < to);
    if (isThere && span !== undefined) today.push({ account, place, term, days: book.until - span.from });
  });
  const terms = fitTerms(lives, shouldStop);
  const modelOf = new Map(terms.map(({ months, model }) => [months, model]));
  const monthly = (1 + discount) ** (-1 / 12);
  const priced = today.map(({ account, place, term, days }): Priced => {
    const model = modelOf.get(term) ?? null;
    const made = renewalsIn(days, term);
    const ahead = { term, untilRenewal: monthsUntilRenewal(days, term), horizon: horizonMonths, discount: monthly };
    const of = (parameters: RenewalModel['parameters']): number => monthsToCome(parameters, made, ahead);
    return {
      account,
      model,
      made,
      monthly: revenueOn(revenue, place, book.until) * margin,
      months: model === null ? 0 : of(model.parameters),
      plainMonths: model === null ? 0 : monthsToCome(model.parameters, made, { ...ahead, discount: 1 }),
      slopes: model === null ? [] : slopesOf(model, of),
    };
  });
  const sum = (chosen: Iterable<Priced>) => {
    let value = 0;
    const slopes = new Map<RenewalModel, number[]>();
    for (const { model, months, monthly: revenueAMonth, slopes: own } of chosen) {
      if (model === null) continue;
      value += months * revenueAMonth;
      const all = slopes.get(model) ?? own.map(() => 0);
      slopes.set(
        model,
        all.map((slope, index) => slope + own[index]! * revenueAMonth),
      );
    }
    let variance: number | null = 0;
    for (const [model, of] of slopes) {
      const own = varianceOf(of, model);
      variance = own === null || variance === null ? null : variance + own;
    }
    if (variance === null || !(value > 0)) return { value, lower: null, upper: null };
    const spread = (z * Math.sqrt(variance)) / value;
    return { value, lower: value * Math.exp(-spread), upper: value * Math.exp(spread) };
  };
  priced.sort((a, b) => b.months * b.monthly - a.months * a.monthly || (a.account < b.account ? -1 : 1));
  const untold = priced.filter(({ model }) => model === null).length;
  return {
    family: 'contracts',
    accounts: priced.map((one): ValuedAccount => ({
      account: one.account,
      value: one.model === null ? null : sum([one]),
      expected: one.model === null ? null : one.plainMonths,
      alive: null,
      made: one.made,
    })),
    sum: (places) => sum(Array.from(places, (place) => priced[place]!)),
    answer: {
      family: 'contracts',
      withoutTerm,
      terms: terms.map((term) => ({
        months: term.months,
        accounts: term.accounts,
        left: term.left,
        fit: fitOf(term),
        meaning: termMeaning(term),
      })),
    },
    meaning: terms.map(termMeaning),
    notes: [
      ...(untold === 0
        ? []
        : [
            {
              en: `${untold} customers have a term for which too few contracts ended to fit a model; they have no value here and are not in the sum.`,
              es: `${untold} clientes tienen un plazo del que terminaron muy pocos contratos para ajustar un modelo; aquí no tienen valor ni entran en la suma.`,
            },
          ]),
      ...(withoutTerm === 0
        ? []
        : [
            {
              en: `${withoutTerm} customers have a subscription whose term is not known; they are left out. Map the column with the months of the term.`,
              es: `${withoutTerm} clientes tienen una suscripción cuyo plazo no se conoce; quedan fuera. Asigna la columna con los meses del plazo.`,
            },
          ]),
    ],
  };
}

function fitOf({ model, hasShape, curve }: ReturnType<typeof fitTerms>[number]): Fit {
  if (model === null) return null;
  const parameters = parameterIntervals(model).filter(({ name }) => hasShape || name !== 'shape');
  return { model: hasShape ? 'bdw' : 'sbg', parameters, curve: [...curve] };
}

/** Months of the subscription that pays most on a day, or of the last one before; 0 where not known. */
function termOf({ offsets, start, end, minor, term }: RevenueBook, place: number, day: number): number {
  let [best, found] = [-1, 0];
  let [latest, last] = [-Infinity, 0];
  for (let row = offsets[place]!; row < offsets[place + 1]!; row++) {
    if (start[row]! > day) continue;
    if (end[row]! > day && minor[row]! > best) [best, found] = [minor[row]!, term[row]!];
    if (start[row]! >= latest) [latest, last] = [start[row]!, term[row]!];
  }
  return best >= 0 ? found : last;
}

/** The first relation in whole terms, as far as it was watched; null where nothing of it was. */
function contractOf(
  { lives, until, watchedFrom }: BookLives,
  index: number,
  term: number,
): Pick<ContractLife, 'entered' | 'renewals' | 'hasLeft'> | null {
  const life = lives[index]!;
  const from = life.spans[0]?.from;
  if (from === undefined || from > until) return null;
  const churn = life.churns.find((day) => day > from);
  const known = Math.min(until, life.pendingFrom ?? Infinity, life.spans.at(-1)!.to);
  const days = (churn ?? known) - from;
  const before = watchedFrom !== null && from < watchedFrom ? watchedFrom - from : 0;
  if (days < before) return null;
  const renewals = churn === undefined ? renewalsIn(days, term) : renewalLost(days, term);
  const entered = Math.min(renewalsIn(before, term), churn === undefined ? renewals : renewals - 1);
  return { entered: before === 0 ? 0 : entered, renewals, hasLeft: churn !== undefined };
}
