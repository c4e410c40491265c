import { z } from 'zod';
import { queueSort } from '../../../shared/contract/index.ts';
import type { ContractInputs } from '../../../shared/contract/index.ts';
import { readSearch } from '../../app/search.ts';

/** The columns that the queue can show, in the order of a new workspace; the first always stands there. */
export const queueColumns = [
  'name',
  'owner',
  'probability',
  'change',
  'revenue',
  'revenue-at-risk',
  'reasons',
  'renewal',
  'last-seen',
  'segment',
  'plan',
  'country',
] as const;
export type QueueColumn = (typeof queueColumns)[number];
/** Shown until somebody chooses: segment and plan stand under the name already. */
export const usualColumns: readonly QueueColumn[] = queueColumns.slice(0, 9);

/** The view of the queue as it stands in the address. */
export const queueView = z.object({
  sort: queueSort.default('revenue-at-risk'),
  descending: z.boolean().default(true),
  search: z.coerce.string().max(200).default(''),
  owner: z.array(z.string()).default([]),
  segment: z.array(z.string()).default([]),
  plan: z.array(z.string()).default([]),
  country: z.array(z.string()).default([]),
  minProbability: z.number().min(0).max(1).optional(),
  renewalWithinDays: z.number().int().min(1).max(3650).optional(),
  includeChurned: z.boolean().default(false),
  /** A saved segment. */
  inSegment: z.number().int().positive().optional(),
  columns: z.array(z.enum(queueColumns)).optional(),
  /** The saved view that this began with; 0: all accounts, whatever the default view is. */
  view: z.number().int().min(0).optional(),
  /** The account that was opened last, so that coming back finds it. */
  row: z.coerce.string().optional(),
});
export type QueueView = z.output<typeof queueView>;

export type Facet = 'owner' | 'segment' | 'plan' | 'country';
export const facets = ['owner', 'segment', 'plan', 'country'] as const satisfies readonly Facet[];

type QueueAsk = Required<
  Pick<NonNullable<ContractInputs['accounts']['exportQueue']>, 'sort' | 'descending' | 'filter'>
>;

/** What the engine is asked for; the row that has the focus makes no other list. */
export function toQueueAsk({
  sort,
  descending,
  row: _row,
  view: _view,
  columns: _columns,
  minProbability,
  renewalWithinDays,
  inSegment,
  ...filter
}: QueueView): QueueAsk {
  return {
    sort,
    descending,
    filter: {
      ...filter,
      ...(minProbability === undefined ? {} : { minProbability }),
      ...(renewalWithinDays === undefined ? {} : { renewalWithinDays }),
      ...(inSegment === undefined ? {} : { inSegment }),
    },
  };
}

/** The same accounts in the same order, one after another: the review reads these parameters of its address. */
export function reviewSearchOf({
  includeChurned: _churned,
  columns: _columns,
  view: _view,
  row: _row,
  ...search
}: QueueView): Partial<QueueView> {
  return search;
}

export const noFilter = {
  search: '',
  owner: [],
  segment: [],
  plan: [],
  country: [],
  minProbability: undefined,
  renewalWithinDays: undefined,
  includeChurned: false,
  inSegment: undefined,
} satisfies Partial<QueueView>;

export function isFiltered(view: QueueView): boolean {
  return (
    view.search.trim() !== '' ||
    facets.some((facet) => view[facet].length > 0) ||
    view.minProbability !== undefined ||
    view.renewalWithinDays !== undefined ||
    view.inSegment !== undefined ||
    view.includeChurned
  );
}

/** What a saved view keeps: everything but what is only of the moment. */
export function savedPart({ row: _row, view: _view, ...rest }: QueueView): Record<string, unknown> {
  const usual: Record<string, unknown> = queueView.parse({});
  const kept = Object.entries(rest).filter(([key, value]) => !isSame(value, usual[key]));
  return Object.fromEntries(kept);
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether a view shows what was saved; the order in which filters were chosen says nothing. */
export function isAsSaved(view: QueueView, search: Readonly<Record<string, unknown>>): boolean {
  const [now, then] = [savedPart(view), savedPart(readSearch(queueView, search))];
  const keys = new Set([...Object.keys(now), ...Object.keys(then)]);
  return [...keys].every((key) => isSame(now[key], then[key]));
}

/** The columns in their order, the account's name first. */
export function columnsOf(chosen: readonly QueueColumn[] | undefined): readonly QueueColumn[] {
  const columns = chosen === undefined || chosen.length === 0 ? usualColumns : chosen;
  return ['name', ...new Set(columns.filter((column) => column !== 'name'))];
}

/** All columns for choosing: the shown ones in their order, then the others. */
export function allColumns(shown: readonly QueueColumn[]): readonly QueueColumn[] {
  return [...shown, ...queueColumns.filter((column) => !shown.includes(column))];
}

/** The shown columns after one was taken in or out, or moved. */
export function withColumn(shown: readonly QueueColumn[], column: QueueColumn, isShown: boolean): QueueColumn[] {
  return isShown ? [...shown.filter((other) => other !== column), column] : shown.filter((other) => other !== column);
}

/** Moves a column by a place; the first place is the name's. */
export function movedColumn(shown: readonly QueueColumn[], column: QueueColumn, by: 1 | -1): QueueColumn[] {
  const [from, to] = [shown.indexOf(column), shown.indexOf(column) + by];
  const next = [...shown];
  if (from < 1 || to < 1 || to >= next.length) return next;
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
