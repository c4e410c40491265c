import type { ContractOutputs, RenewalCall } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { recordChange } from '../changes/index.ts';
import type { Session } from '../session/index.ts';
import type { RenewalFacts } from './reads.ts';

type Statement = { call: RenewalCall; probability: number | null; amount: number | null; note: string | null };
type By = { readonly person: string | null; readonly now: number };

const words = ['renewals'];
const callNames = {
  renew: { en: 'renews', es: 'renueva' },
  'at-risk': { en: 'at risk', es: 'en riesgo' },
  churn: { en: 'churns', es: 'se pierde' },
} as const satisfies Record<RenewalCall, { en: string; es: string }>;

/** @throws invalid_input where what was called and the chance contradict each other */
export function checkStatement({ call, probability }: Pick<Statement, 'call' | 'probability'>): void {
  if (probability === null || call === 'at-risk') return;
  if (call === 'renew' ? probability >= 0.5 : probability < 0.5) return;
  const chance = Math.round(100 * probability);
  throw new HoldfastError(
    'invalid_input',
    call === 'renew'
      ? `It is said to renew, with a chance of only ${chance} %. Give 50 % or more, or call it at risk.`
      : `It is said to churn, with a chance to renew of ${chance} %. Give less than 50 %, or call it at risk.`,
  );
}

export function sayRenewal(
  session: Session,
  facts: RenewalFacts,
  { call, probability, amount, note }: Statement,
  { person, now }: By,
): ContractOutputs['renewals']['say'] {
  checkStatement({ call, probability });
  const { en, es } = callNames[call];
  const title = { en: `Renewal of ${facts.name}: ${en}`, es: `Renovación de ${facts.name}: ${es}` };
  const currency = amount === null ? null : facts.currency;
  const { change } = recordChange(session, { kind: 'renewal.said', title, words, accountId: facts.account }, (rows) =>
    rows.insert('renewal_statements', {
      account_id: facts.account,
      renewal_day: facts.day,
      as_of: facts.asOf,
      said_at: now,
      person,
      call,
      probability,
      amount_minor: amount,
      currency,
      note,
    }),
  );
  return {
    statement: {
      at: instantOfSeconds(now),
      asOf: facts.asOf,
      person,
      call,
      probability,
      amount: amount === null ? null : { minor: amount, currency: facts.currency },
      note,
    },
    change,
  };
}

export function explainRenewal(
  session: Session,
  facts: RenewalFacts,
  said: string,
  { person, now }: By,
): ContractOutputs['renewals']['explain'] {
  const { current } = facts;
  if (current === null || (current.state !== 'explain' && current.state !== 'explained')) {
    throw new HoldfastError(
      'conflict',
      'No explanation is asked for here: the renewal is at no checkpoint, or person and model do not differ at it.',
    );
  }
  const title = { en: `Explained: renewal of ${facts.name}`, es: `Explicada: renovación de ${facts.name}` };
  const { change } = recordChange(
    session,
    { kind: 'renewal.explained', title, words, accountId: facts.account },
    (rows) =>
      rows.insert('renewal_explanations', {
        account_id: facts.account,
        renewal_day: facts.day,
        checkpoint: current.checkpoint,
        at: now,
        person,
        person_probability: current.person,
        model_probability: current.model,
        words: said,
      }),
  );
  return { checkpoint: current.checkpoint, change };
}
