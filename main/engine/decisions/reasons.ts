import type { Decision, DecisionKind, DismissalReason, Expectation } from '../../../shared/contract/index.ts';

/** Why people put an account aside, in the order in which they are offered, and what that says of its future. */
export const dismissalReasons: readonly DismissalReason[] = [
  {
    key: 'seasonal',
    words: { en: 'Seasonal, it comes back', es: 'Estacional, vuelve' },
    expects: 'stays',
  },
  {
    key: 'handled',
    words: { en: 'Already handled', es: 'Ya está atendido' },
    expects: 'stays',
  },
  {
    key: 'data',
    words: { en: 'The data are wrong', es: 'Los datos son erróneos' },
    expects: 'stays',
  },
  {
    key: 'accepted',
    words: { en: 'Known and accepted: it leaves', es: 'Conocido y aceptado: se va' },
    expects: 'leaves',
  },
  {
    key: 'strategic',
    words: { en: 'Strategic account, handled elsewhere', es: 'Cuenta estratégica, se lleva aparte' },
    expects: null,
  },
  {
    key: 'other-reason',
    words: { en: 'Another reason (say which)', es: 'Otro motivo (indicar cuál)' },
    expects: null,
  },
];

/** Needs words of the person's own. */
export const freeReason = 'other-reason';

export function reasonOf(key: string | null): Decision['reason'] {
  if (key === null) return null;
  const found = dismissalReasons.find((reason) => reason.key === key);
  // A list that was longer once: the key is better than nothing.
  return { key, words: found?.words ?? { en: key, es: key } };
}

/**
 * What a decision says of the account's future where the person did not say it: who acts expects that it would leave, who
 * calls the model wrong expects the opposite of what it says, who watches does not know yet.
 * @param isAbove whether the model has it among those it warns of; null without a score
 */
export function expectationOf(kind: DecisionKind, reason: string | null, isAbove: boolean | null): Expectation | null {
  if (kind === 'act') return 'leaves';
  if (kind === 'watch') return null;
  if (kind === 'wrong') return isAbove === null ? null : isAbove ? 'stays' : 'leaves';
  return dismissalReasons.find(({ key }) => key === reason)?.expects ?? null;
}
