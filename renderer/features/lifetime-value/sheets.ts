import type { ExportedSheet } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import type { Translate } from '../../ui/messages.ts';
import type { messages } from './messages.ts';
import type { LifetimeAnswer } from './question.ts';

type Say = Translate<keyof (typeof messages)['texts']['en']>;

/** The tables of the page, sums first. */
export function sheetsOf(
  { currency, total, accounts, groups }: LifetimeAnswer,
  fitted: NonNullable<LifetimeAnswer['answer']>,
  t: Say,
  nameOf: (place: number) => string,
): ExportedSheet[] {
  const digits = minorDigits(currency);
  const amount = (minor: number | null | undefined): number | null =>
    minor === null || minor === undefined ? null : Number((minor / 10 ** digits).toFixed(digits));
  const parameters =
    fitted.family === 'purchases'
      ? [...fitted.parameters, ...(fitted.amounts ?? [])]
      : fitted.terms.flatMap(({ months, fit }) =>
          (fit?.parameters ?? []).map((one) => ({
            ...one,
            name: t('ofTerm', { name: one.name, months, count: months }),
          })),
        );
  return [
    {
      name: t('title'),
      columns: [t('group'), t('accounts'), `${t('value')} (${currency})`, t('lower'), t('upper')],
      rows: [
        [t('all'), accounts, amount(total?.value), amount(total?.lower), amount(total?.upper)],
        ...groups.map((group, place) => [
          nameOf(place),
          group.accounts,
          amount(group.total?.value),
          amount(group.total?.lower),
          amount(group.total?.upper),
        ]),
      ],
    },
    {
      name: t('parameters'),
      columns: [t('parameter'), t('value'), t('lower'), t('upper')],
      rows: parameters.map(({ name, value, lower, upper }) => [name, value, lower, upper]),
    },
    ...(fitted.family === 'contracts'
      ? fitted.terms.flatMap(({ months, fit }): ExportedSheet[] =>
          fit === null
            ? []
            : [
                {
                  name: t('retentionTitle', { months, count: months }),
                  columns: [t('renewal'), t('atRisk'), t('actual'), t('lower'), t('upper'), t('fitted')],
                  rows: fit.curve.map((point) => [
                    point.renewal,
                    point.atRisk,
                    point.actual,
                    point.lower,
                    point.upper,
                    point.fitted,
                  ]),
                },
              ],
        )
      : fitted.check === null
        ? []
        : [
            {
              name: t('check'),
              columns: [t('day'), t('expected'), t('made')],
              rows: fitted.check.overTime.map(({ day, expected, actual }) => [day, expected, actual]),
            },
          ]),
  ];
}
