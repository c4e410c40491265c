import type { RevenueFigures } from '../../../shared/contract/index.ts';
import { wilson } from '../../stats/index.ts';
import { fields, place } from './tally.ts';
import type { Field, Tally } from './tally.ts';

/** From what was added up for a group in a span to what is told. @param isMonth a whole month, which a yearly pace may be told of */
export function figuresOf(tally: Tally, slot: number, span: number, isMonth: boolean): RevenueFigures {
  const offset = (slot * tally.spans + span) * fields.length;
  const of = (field: Field): number => tally.sums[offset + place[field]]!;
  const bridge = {
    start: of('start'),
    new: of('new'),
    reactivation: of('reactivation'),
    expansion: of('expansion'),
    contraction: of('contraction'),
    churn: of('churn'),
    end: of('end'),
  };
  const customers = {
    start: of('startCustomers'),
    new: of('newCustomers'),
    reactivation: of('reactivationCustomers'),
    expansion: of('expansionCustomers'),
    contraction: of('contractionCustomers'),
    churn: of('churnCustomers'),
    end: of('endCustomers'),
    wonAndLost: of('wonAndLost'),
    returned: of('returned'),
  };
  const due = {
    renewals: of('renewals'),
    renewed: of('renewed'),
    target: of('target'),
    gross: of('gross'),
    net: of('net'),
  };
  return {
    bridge,
    customers,
    rates: ratesOf(bridge, customers, isMonth),
    due: {
      ...due,
      grossRate: ratio(due.gross, due.target),
      netRate: ratio(due.net, due.target),
      logoRate: ratio(due.renewed, due.renewals),
    },
  };
}

function ratesOf(
  { start, expansion, contraction, churn }: RevenueFigures['bridge'],
  customers: RevenueFigures['customers'],
  isMonth: boolean,
): RevenueFigures['rates'] {
  // Expansion, contraction and churn are counted a customer, so the cap of every one is in the sums already.
  const grr = ratio(start - contraction - churn, start);
  const logoChurn = ratio(customers.churn, customers.start);
  const interval = wilson(customers.churn, customers.start);
  return {
    grr,
    nrr: ratio(start + expansion - contraction - churn, start),
    logoChurn,
    logoLow: interval?.lower ?? null,
    logoHigh: interval?.upper ?? null,
    yearly:
      isMonth && grr !== null && logoChurn !== null
        ? { logoChurn: overTwelveMonths(logoChurn), revenueChurn: overTwelveMonths(1 - grr) }
        : null,
  };
}

/** Lost in a year where every month loses the share c of what it began with. */
function overTwelveMonths(c: number): number {
  return 1 - (1 - c) ** 12;
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
