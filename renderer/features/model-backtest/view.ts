import { z } from 'zod';
import type { BacktestQuestion, BacktestRun, ContractInputs, ModelCard } from '../../../shared/contract/index.ts';

/** What the page shows, in its address. What is asked is left out where it is as in the last backtest. */
export const backtestView = z.object({
  model: z.string().optional(),
  months: z.number().int().min(1).max(60).optional(),
  flag: z.enum(['top', 'threshold']).optional(),
  top: z.number().int().min(1).max(100_000).optional(),
  /** In per cent. */
  from: z.number().min(0).max(100).optional(),
  mode: z.enum(['refit', 'present']).optional(),
  /** The open list: a month end, or all of them. */
  list: z.string().optional(),
  which: z.enum(['all', 'flagged', 'found', 'missed', 'false-alarm', 'open']).default('all'),
});
export type BacktestView = z.output<typeof backtestView>;
export type Which = BacktestView['which'];

/** Stands for all months in the address. */
export const allMonths = 'all';

export type ListedModel = Pick<ModelCard, 'id' | 'name' | 'status' | 'origin' | 'target'>;

export type Form = {
  readonly model: ListedModel;
  readonly months: number;
  readonly flag: 'top' | 'threshold';
  readonly top: number;
  readonly from: number;
  readonly mode: 'refit' | 'present';
};

/** What the form says: the address first, then the last backtest, then what is usual. */
export function formOf(view: BacktestView, run: BacktestRun | null, models: readonly ListedModel[]): Form | null {
  const inUse =
    models.find(({ status }) => status === 'champion') ?? models.find(({ status }) => status === 'baseline');
  const model = models.find(({ id }) => id === view.model) ?? models.find(({ id }) => id === run?.modelId) ?? inUse;
  if (model === undefined) return null;
  const asked = run?.question.rule;
  return {
    model,
    months: view.months ?? run?.question.months ?? 24,
    flag: view.flag ?? asked?.kind ?? 'top',
    top: view.top ?? (asked?.kind === 'top' ? asked.top : 50),
    from: view.from ?? (asked?.kind === 'threshold' ? Number((asked.threshold * 100).toFixed(2)) : 20),
    mode: model.origin === 'trained' ? (view.mode ?? run?.question.mode ?? 'refit') : 'present',
  };
}

export function questionOf({ model, months, flag, top, from, mode }: Form): ContractInputs['backtests']['start'] {
  const rule: BacktestQuestion['rule'] =
    flag === 'top' ? { kind: 'top', top } : { kind: 'threshold', threshold: from / 100 };
  return { modelId: model.id, months, rule, mode };
}
