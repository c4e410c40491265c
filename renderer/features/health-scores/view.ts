import { z } from 'zod';
import { healthDefinition } from '../../../shared/contract/index.ts';
import type { HealthDefinition, HealthMeasure, HealthPreview } from '../../../shared/contract/index.ts';

export const tabs = ['build', 'backtest', 'versions'] as const;

/** `q`: changes that are not saved yet, so that they outlive a reload and are a link. */
export const pageView = z.object({
  tab: z.enum(tabs).default('build'),
  version: z.number().int().positive().optional(),
  q: healthDefinition.optional(),
  /** Which rules are edited: a variant counted from 0; absent = the main ones. */
  set: z.number().int().min(0).optional(),
});
export type PageView = z.output<typeof pageView>;

export type Measures = ReadonlyMap<string, HealthMeasure>;

/** What every part of the builder is given. */
export type BuilderProps = {
  readonly definition: HealthDefinition;
  readonly onChange: (definition: HealthDefinition) => void;
  readonly measures: Measures;
  /** The last answer, of these rules or of those before. */
  readonly preview: HealthPreview | null;
};
