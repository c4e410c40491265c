import { z } from 'zod';
import { renewalsQuestion, survivalQuestion } from '../../../shared/contract/index.ts';
import type {
  AccountSet,
  ContractOutputs,
  SurvivalCurveAnswer,
  SurvivalQuestion,
} from '../../../shared/contract/index.ts';

export const tabs = ['survival', 'renewals'] as const;
export const pageView = z.object({ tab: z.enum(tabs).default('survival') });

export const curveQuestion = survivalQuestion;
export const curveView = z.object({
  /** The open list: which curve, counted from 0 (all together), and which of its accounts. */
  curve: z.number().int().min(0).optional(),
  which: z.enum(['all', 'left', 'there']).default('all'),
  day: z.number().int().min(0).optional(),
});
export type CurveView = z.output<typeof curveView>;

export const renewalsView = z.object({
  order: renewalsQuestion.shape.order,
  within: renewalsQuestion.shape.within,
  segment: renewalsQuestion.shape.segment,
});

export type CurveAnswer = ContractOutputs['survival']['curve'];
export type RenewalsAnswer = ContractOutputs['survival']['renewals'];

/** Which accounts of which curve, to be opened. */
export type OpenList = {
  readonly curve: number;
  readonly which: CurveView['which'];
  readonly day?: number | undefined;
};

/** The list that is open; null where none is. */
export function openSet(
  asked: SurvivalQuestion,
  curves: readonly SurvivalCurveAnswer[],
  { curve, which, day }: CurveView,
): AccountSet | null {
  const found = curve === undefined ? undefined : curves[curve];
  if (found === undefined) return null;
  const group = curve === 0 ? {} : found.rest ? { rest: true } : { group: found.value };
  return { of: 'survival', question: asked, which, ...group, ...(day === undefined ? {} : { day }) };
}
