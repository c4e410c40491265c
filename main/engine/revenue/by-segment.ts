import type { AccountSet, RevenueQuestion } from '../../../shared/contract/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { segmentMembers, segmentName } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { customersOf } from './customers.ts';
import type { Prepared } from './prepare.ts';
import { readParents } from './queries.ts';

/** One saved segment of a question that puts several side by side, over the periods of the whole question. */
export interface SegmentGroup {
  readonly name: string;
  readonly prepared: Prepared;
}

/**
 * Each is counted as if the question had been narrowed to it: an account can be in several of them, or in none.
 *
 * @throws not_found for a segment that is gone
 */
export function segmentGroups(
  context: ReadContext,
  question: RevenueQuestion,
  calendar: CalendarOptions,
  whole: Prepared,
): SegmentGroup[] | null {
  if (question.breakdown !== 'segments') return null;
  const within = segmentMembers(context, question.segment, calendar);
  const parents = question.level === 'parent' ? readParents(context.database) : null;
  return [...new Set(question.segments)].map((id) => {
    const members = segmentMembers(context, id, calendar)!;
    const among = within === null ? members : members.intersection(within);
    const customers = customersOf(whole.book, whole.asOf, parents, among);
    return { name: segmentName(context, id)!, prepared: { ...whole, customers } };
  });
}

type RevenueSet = Omit<Extract<AccountSet, { of: 'revenue' }>, 'of' | 'question'>;

/** Where a number is that of one of the segments: its customers, and the number as if they were everyone. */
export function ofSegment(
  groups: readonly SegmentGroup[] | null,
  { group, ...set }: RevenueSet,
): { prepared: Prepared; set: RevenueSet } | null {
  const found = groups?.find(({ name }) => name === group);
  return found === undefined ? null : { prepared: found.prepared, set };
}
