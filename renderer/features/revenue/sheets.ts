import type { ExportedSheet, RevenueFigures } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { groupFigures } from './question.ts';
import type { Movements } from './question.ts';
import { signedAmount, steps } from './waterfall.ts';
import type { Step } from './waterfall.ts';

/** Names of the sheets and their columns, in the language of the page. */
export type SheetNames = {
  readonly movements: string;
  readonly groups: string;
  readonly period: string;
  readonly group: string;
  readonly from: string;
  readonly to: string;
  readonly complete: string;
  readonly yes: string;
  readonly no: string;
  readonly customers: string;
  readonly wonAndLost: string;
  readonly returned: string;
  readonly logoChurn: string;
  readonly due: string;
  readonly renewed: string;
  readonly target: string;
  readonly gross: string;
  readonly net: string;
  step(step: Step): string;
  span(label: string): string;
  groupName(group: Movements['groups'][number]): string;
};

type Cell = string | number | null;

/** All periods with the trailing months last, then the groups of the period in view: numbers as numbers, money in major units. */
export function sheetsOf(answer: Movements, span: string, names: SheetNames): ExportedSheet[] {
  const digits = answer.currency === 'XXX' ? 2 : minorDigits(answer.currency);
  const major = (minor: number): number => Number((minor / 10 ** digits).toFixed(digits));
  const share = (value: number | null): number | null => (value === null ? null : Math.round(value * 1e6) / 1e6);
  const columns = [
    ...steps.map((step) => names.step(step)),
    ...steps.map((step) => `${names.step(step)} (${names.customers})`),
    names.wonAndLost, names.returned, 'NRR', 'GRR', names.logoChurn,
    names.due, names.renewed, names.target, names.gross, names.net,
  ]; // prettier-ignore
  const cells = ({ bridge, customers, rates, due }: RevenueFigures): Cell[] => [
    ...steps.map((step) => major(signedAmount(bridge, step))),
    ...steps.map((step) => customers[step]),
    customers.wonAndLost, customers.returned, share(rates.nrr), share(rates.grr), share(rates.logoChurn),
    due.renewals, due.renewed, major(due.target), share(due.grossRate), share(due.netRate),
  ]; // prettier-ignore
  const twelve = answer.trailing;
  const movements: ExportedSheet = {
    name: names.movements,
    columns: [names.period, names.from, names.to, names.complete, ...columns],
    rows: [
      ...answer.periods.map((period): Cell[] => [
        period.period,
        period.from,
        period.to,
        period.complete ? names.yes : names.no,
        ...cells(period),
      ]),
      ...(twelve === null ? [] : [[names.span('trailing'), twelve.from, twelve.to, names.yes, ...cells(twelve)]]),
    ],
  };
  if (answer.groups.length === 0) return [movements];
  const groups: ExportedSheet = {
    name: names.groups,
    columns: [names.group, names.period, ...columns],
    rows: answer.groups.flatMap((group) => {
      const figures = groupFigures(group, span);
      return figures === null ? [] : [[names.groupName(group), names.span(span), ...cells(figures)]];
    }),
  };
  return [movements, groups];
}
