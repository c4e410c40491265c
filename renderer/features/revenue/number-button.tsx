import { UnstyledButton } from '@mantine/core';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { OpenMovement } from './question.ts';
import styles from './revenue.module.css';
import type { Words } from './words.ts';

type NumberButtonProps = {
  readonly movement: OpenMovement;
  /** Minor units; null where the number is that of customers. */
  readonly amount: number | null;
  readonly customers: number;
  /** Period or group. */
  readonly name: string;
  readonly words: Words;
  readonly onOpen: () => void;
  readonly text?: string;
  readonly isExact?: boolean;
};

const lost: ReadonlySet<OpenMovement> = new Set(['contraction', 'churn', 'not-renewed', 'won-and-lost']);

/** A number that opens its accounts; plain where there are none. */
export function NumberButton({
  movement,
  amount,
  customers,
  name,
  words,
  onOpen,
  text,
  isExact = false,
}: NumberButtonProps) {
  const t = useMessages(messages);
  const shown = text ?? (amount === null ? words.count(customers) : (isExact ? words.exact : words.amount)(amount));
  if (customers === 0) return <>{shown}</>;
  const people = t('count', { count: customers });
  return (
    <UnstyledButton
      className={styles.number}
      {...(lost.has(movement) ? { 'data-lost': true } : {})}
      title={amount === null ? people : `${words.exact(amount)}, ${people}`}
      aria-label={t('open', {
        movement: t(movement),
        name,
        amount: amount === null ? shown : words.exact(amount),
        customers: people,
      })}
      onClick={onOpen}
    >
      {shown}
    </UnstyledButton>
  );
}
