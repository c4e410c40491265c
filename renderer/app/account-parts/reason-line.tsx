import { VisuallyHidden } from '@mantine/core';
import type { Reason } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './accounts.module.css';
import { accountsMessages } from './messages.ts';
import { useReasonSentence } from './reason-sentence.ts';

/** One reason in a line of the queue: the direction as a shape, a colour and (for screen readers) a word. */
export function ReasonLine({ reason }: { readonly reason: Reason }) {
  const t = useMessages(accountsMessages);
  const sentence = useReasonSentence()(reason);
  const raises = reason.contribution > 0;
  return (
    <div className={styles.reason} title={sentence}>
      <span className={`${styles.sign} ${raises ? styles.raises : styles.lowers}`} aria-hidden="true">
        {raises ? '▲' : '▼'}
      </span>
      <span>
        {sentence}
        <VisuallyHidden>, {raises ? t('raises') : t('lowers')}</VisuallyHidden>
      </span>
    </div>
  );
}
