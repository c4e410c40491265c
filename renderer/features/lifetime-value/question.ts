import { z } from 'zod';
import { lifetimeQuestion } from '../../../shared/contract/index.ts';
import type { ContractOutputs } from '../../../shared/contract/index.ts';

export const question = lifetimeQuestion;
export const view = z.object({
  /** The open list: a group, counted from 0; −1 = all accounts. */
  group: z.number().int().min(-1).optional(),
});

export type LifetimeAnswer = ContractOutputs['lifetimeValue']['run'];
export type PurchasesAnswer = Extract<NonNullable<LifetimeAnswer['answer']>, { family: 'purchases' }>;
export type ContractsAnswer = Extract<NonNullable<LifetimeAnswer['answer']>, { family: 'contracts' }>;
