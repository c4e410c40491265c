import { z } from 'zod';
import { retentionQuestion } from '../../../shared/contract/index.ts';
import type { RetentionQuestion } from '../../../shared/contract/index.ts';

/** What is asked, as it stands in the address. */
export const question = retentionQuestion;

/** How the answer is looked at. */
export const view = z.object({
  show: z.enum(['share', 'count']).default('share'),
  /** The rarer settings are in view. */
  more: z.boolean().default(false),
  /** The open cell: its cohort and period. */
  cohort: z.coerce.string().optional(),
  index: z.number().int().min(0).optional(),
  which: z.enum(['retained', 'lost', 'all']).default('retained'),
});
export type RetentionView = z.output<typeof view>;

/** An open cell would no longer be the same one for another question. */
export const closes = ['cohort', 'index', 'which'] as const;

const defaults = retentionQuestion.parse({});

/**
 * A change of the question with all that it brings along: contracts begin with the first payment, so they need no start
 * event; brackets need lengths.
 */
export function changed(question: RetentionQuestion, patch: Partial<RetentionQuestion>): Partial<RetentionQuestion> {
  const next = { ...question, ...patch };
  const byContract = followsContracts(next);
  return {
    ...patch,
    ...(byContract ? { start: defaults.start, entry: defaults.entry } : {}),
    ...(!byContract && next.cohortBy === 'term' ? { cohortBy: null } : {}),
    ...(next.mode === 'bracket' && next.brackets.length === 0 ? { brackets: [1, 3, 3, 5] } : {}),
  };
}

export function followsContracts({ periods }: Pick<RetentionQuestion, 'periods'>): boolean {
  return periods === 'contract' || periods === 'anniversary';
}

/** How many of the rarer settings are not as they are without being touched. */
export function countMore(question: RetentionQuestion): number {
  const rare = ['periods', 'entry', 'measure', 'average', 'suppressBelow'] as const;
  return rare.filter((key) => question[key] !== defaults[key]).length;
}

/** `1, 3, 3, 5` as lengths; null where that is no list of whole numbers above 0. */
export function readBrackets(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (parts.length === 0 || parts.length > 100) return null;
  const lengths = parts.map(Number);
  return lengths.every((length) => Number.isInteger(length) && length > 0 && length <= 3660) ? lengths : null;
}
