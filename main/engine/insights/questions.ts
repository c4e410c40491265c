import type { z } from 'zod';
import {
  driversQuestion,
  funnelQuestion,
  intervalQuestion,
  lifetimeQuestion,
  lifecycleQuestion,
  pathQuestion,
  retentionQuestion,
  revenueQuestion,
  seasonalityQuestion,
  sqlQuestion,
  stickinessQuestion,
  survivalQuestion,
  trendQuestion,
} from '../../../shared/contract/index.ts';
import type { Insight } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';

const questions = {
  retention: retentionQuestion,
  funnel: funnelQuestion,
  lifecycle: lifecycleQuestion,
  stickiness: stickinessQuestion,
  interval: intervalQuestion,
  trend: trendQuestion,
  seasonality: seasonalityQuestion,
  paths: pathQuestion,
  drivers: driversQuestion,
  revenue: revenueQuestion,
  survival: survivalQuestion,
  lifetime: lifetimeQuestion,
  sql: sqlQuestion,
} satisfies Record<Insight['kind'], z.ZodType>;

/**
 * A question as its analysis takes it, with every default written out: an insight goes on asking the same thing when a
 * default changes.
 * @throws invalid_input where it is none of its kind
 */
export function checkQuestion(kind: Insight['kind'], question: Record<string, unknown>): Record<string, unknown> {
  const parsed = questions[kind].safeParse(question);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message,
    );
    throw new HoldfastError('invalid_input', `This is no question of the kind "${kind}". ${issues.join('; ')}.`, {
      issues,
    });
  }
  const known = parsed.data as Record<string, unknown>;
  // A question of another kind would otherwise pass as one that is all defaults.
  const foreign = Object.keys(question).filter((key) => question[key] !== undefined && !(key in known));
  if (foreign.length > 0) {
    throw new HoldfastError(
      'invalid_input',
      `A question of the kind "${kind}" has no part named ${foreign.map((key) => `"${key}"`).join(', ')}.`,
      { foreign },
    );
  }
  return known;
}
