import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { useBook } from './book.ts';

type Facets = ContractOutputs['accounts']['facets'];

/** The values that the queue's filters offer, most frequent first. */
export const facetsRead = defineEventsRead('accounts.facets', (context, _input: null): Facets => {
  useBook(context);
  const facet = (column: keyof Facets) =>
    context.database
      .prepare(
        `SELECT ${column} AS value, count(*) AS count FROM temp.book
         WHERE ${column} IS NOT NULL AND churned_day IS NULL GROUP BY ${column} ORDER BY count DESC, value LIMIT 200`,
      )
      .all() as { value: string; count: number }[];
  return { owner: facet('owner'), segment: facet('segment'), plan: facet('plan'), country: facet('country') };
});
