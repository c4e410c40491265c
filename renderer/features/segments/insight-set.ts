import { accountSet } from '../../../shared/contract/index.ts';
import type { AccountSet, Insight } from '../../../shared/contract/index.ts';

/** Stands for a segment, or an insight, that is not chosen yet. */
export const nobody = 0;

/** Stands for a cohort or a period that is not chosen yet; no label holds it, while a cohort can be without a name. */
export const notChosen = '\u0000';

/** The number that is offered first; absent: the numbers of this analysis have no short name. */
const firstNumber = {
  retention: () => ({ cohort: notChosen, index: 1 }),
  funnel: ({ steps }: Record<string, unknown>) => ({ step: Array.isArray(steps) ? Math.max(0, steps.length - 1) : 0 }),
  lifecycle: () => ({ period: notChosen, state: 'dormant' }),
  stickiness: () => ({ intervals: 1 }),
  interval: () => ({ days: 1 }),
  trend: () => ({ measure: 0, period: notChosen }),
  revenue: () => ({ period: 'trailing', movement: 'churn' }),
  survival: () => ({ which: 'left' }),
} satisfies Partial<Record<Insight['kind'], (question: Record<string, unknown>) => object>>;

/** The accounts behind a number of a saved insight; null where its kind has none that can be named. */
export function setOfInsight({ kind, question }: Pick<Insight, 'kind' | 'question'>): AccountSet | null {
  if (!(kind in firstNumber)) return null;
  const number = firstNumber[kind as keyof typeof firstNumber](question);
  const parsed = accountSet.safeParse({ of: kind, question, ...number });
  return parsed.success ? parsed.data : null;
}

/** No insight yet, or not which of its numbers. */
export function isSetOpen(set: AccountSet): boolean {
  if (set.of === 'segment') return set.segment === nobody;
  if (set.of === 'retention') return set.cohort === notChosen;
  return (set.of === 'lifecycle' || set.of === 'trend') && set.period === notChosen;
}
