import type { ModelTarget } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { featureNamed, features } from './features/catalogue.ts';

export type TargetRequest = {
  readonly target: ModelTarget;
  /** Features without history that a person lets in. */
  readonly allow: readonly string[];
  /** From how much growth on, or down to how much use: a share. */
  readonly threshold?: number | undefined;
};

/** @throws invalid_input where a feature is unknown, or the target has no threshold */
export function checkTargetRequest({ target, allow, threshold }: TargetRequest): void {
  if (threshold !== undefined && target === 'churn')
    throw new HoldfastError(
      'invalid_input',
      'Churn has no threshold: an account leaves or stays. Give a threshold to the target expansion (growth, 0.1 = 10 %) or engagement (use that is kept, 0.5 = half), or leave it out.',
      { threshold },
    );
  const unknown = allow.filter((name) => featureNamed(name) === undefined);
  if (unknown.length === 0) return;
  const withoutHistory = features.flatMap(({ name, history }) => (history === 'current' ? [name] : []));
  throw new HoldfastError(
    'invalid_input',
    `There is no feature ${unknown.map((name) => `"${name}"`).join(', ')}. Of these only today’s value is known, so that they can be allowed: ${withoutHistory.join(', ')}.`,
    { allow: unknown },
  );
}
