import { mostPoints, riskBands } from '../../../shared/contract/index.ts';
import type {
  AccountSet,
  Money,
  PortfolioFilter,
  PortfolioMonths,
  PortfolioQuestion,
  PortfolioScatter,
  PortfolioTree,
} from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/domain/time.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { defineAccountSet, defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition, eventsUntil } from '../usage/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { portfolioOf } from './rows.ts';
import type { Portfolio } from './rows.ts';
import { bandOf, binned, frequent, inArea, quarterOf } from './shapes.ts';
import type { PortfolioRow } from './shapes.ts';
import { groupsOf, leavesOf } from './tree.ts';
import { monthsWords, scatterWords, treeWords } from './words.ts';

type Asked<Question> = Question & { readonly calendar: CalendarOptions };

/** As many as the palette has that keep apart for every kind of colour vision, less one for the others. */
const mostColours = 7;

export const scatterRead = defineEventsRead(
  'portfolio.scatter',
  (context, { filter, x, y, size, colour, logX, calendar }: Asked<PortfolioQuestion>): PortfolioScatter => {
    const book = portfolioOf(context, filter, calendar);
    const placed = book.rows.filter((row) => row[x] !== null && row[y] !== null && (!logX || row[x] > 0));
    const isDrawn = placed.length <= mostPoints;
    const colours =
      colour === 'none'
        ? [{ value: null, accounts: placed.length }]
        : frequent(placed.map(colourOf(colour)), mostColours);
    const places = new Map(colours.map(({ value }, place) => [value, place]));
    const others = places.get(null) ?? 0;
    return {
      ...told(context, book, scatterWords(x, y, logX)),
      accounts: book.rows.length,
      missing: book.rows.length - placed.length,
      scored: book.scored,
      hasHealth: book.hasHealth,
      hasSeats: book.rows.some(({ seats }) => seats !== null),
      points: isDrawn
        ? placed.map((row) => ({
            id: row.id,
            name: row.name,
            x: row[x]!,
            y: row[y]!,
            size: size === 'none' ? null : row[size],
            colour: colour === 'none' ? 0 : (places.get(colourOf(colour)(row)) ?? others),
          }))
        : [],
      bins: isDrawn
        ? []
        : binned(
            placed.map((row) => ({ x: row[x]!, y: row[y]!, revenue: row.revenue ?? 0 })),
            logX,
          ),
      colours,
    };
  },
);

const colourOf =
  (colour: Exclude<PortfolioQuestion['colour'], 'none'>) =>
  (row: PortfolioRow): string | null =>
    colour === 'quarter' ? quarterOf(row.renewal) : row[colour];

export const treeRead = defineEventsRead(
  'portfolio.tree',
  (context, { filter, calendar }: Asked<{ filter: PortfolioFilter }>): PortfolioTree => {
    const book = portfolioOf(context, filter, calendar);
    const withRevenue = book.rows.filter(({ revenue }) => revenue !== null && revenue > 0);
    const groups = groupsOf(withRevenue);
    const money = moneyIn(book.currency);
    return {
      ...told(context, book, treeWords),
      accounts: book.rows.length,
      missing: book.rows.length - withRevenue.length,
      groups: groups.map(({ owner, segment, rows, revenue, atRisk, risk }) => ({
        owner,
        segment,
        accounts: rows.length,
        revenue: money(revenue),
        atRisk: money(atRisk),
        risk,
      })),
      leaves: leavesOf(groups, mostPoints),
    };
  },
);

export const monthsRead = defineEventsRead(
  'portfolio.months',
  (context, { filter, months, calendar }: Asked<{ filter: PortfolioFilter; months: number }>): PortfolioMonths => {
    const book = portfolioOf(context, filter, calendar);
    const money = moneyIn(book.currency);
    const from = addDays(book.asOf, 1);
    const first = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1;
    const names = Array.from({ length: months }, (_, at) => monthName(first + at));
    const byMonth = Map.groupBy(book.rows, ({ renewal }) =>
      renewal === null || renewal < book.asOf ? '' : renewal.slice(0, 7),
    );
    const shown = names.reduce((sum, month) => sum + (byMonth.get(month)?.length ?? 0), 0);
    return {
      ...told(context, book, monthsWords),
      accounts: book.rows.length,
      missing: book.rows.length - shown,
      months: names.map((month) => ({
        month,
        bands: riskBands.map((band) => {
          const rows = (byMonth.get(month) ?? []).filter(({ risk }) => bandOf(risk) === band);
          return { accounts: rows.length, revenue: money(rows.reduce((sum, { revenue }) => sum + (revenue ?? 0), 0)) };
        }),
      })),
    };
  },
);

const monthName = (month: number): string => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

const moneyIn =
  (currency: string) =>
  (major: number): Money => ({ minor: Math.round(major * 10 ** minorDigits(currency)), currency });

function told(context: ReadContext, { asOf, currency, rows }: Portfolio, words: PortfolioTree['definition']['words']) {
  const definition = answerDefinition(context, {
    key: 'portfolio',
    words,
    sample: rows.length,
    asOf: eventsUntil(context),
  });
  return { asOf, currency, definition };
}

/** The accounts of a part of the picture, those with the most revenue first. */
export const portfolioSet = defineAccountSet(
  'portfolio',
  (context, { filter, area }: Extract<AccountSet, { of: 'portfolio' }>, calendar) =>
    portfolioOf(context, filter, calendar)
      .rows.filter(inArea(area))
      .sort((a, b) => (b.revenue ?? -1) - (a.revenue ?? -1))
      .map(({ id }) => id),
);
