import type { ModelTarget } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import type { MessageValues } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { validationMessages } from './validation-messages.ts';

type OutcomeText = 'performanceText' | 'aucText' | 'liftText' | 'reliabilityText' | 'gainText' | 'found' | 'churned';

/** Texts that name what is foretold: churn by its name, everything else as "the outcome". */
export function useOutcomeWords(target: ModelTarget): (key: OutcomeText, values?: MessageValues) => string {
  const churn = useMessages(messages);
  const other = useMessages(validationMessages);
  return target === 'churn' ? churn : other;
}
