import { Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Reason, ReviewRow } from '../../../shared/contract/index.ts';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { useReasonSentence } from '../../app/account-parts/reason-sentence.ts';
import { RowsButton } from '../../app/account-parts/rows-button.tsx';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { queriesOf } from './card-queries.ts';
import { messages } from './messages.ts';
import { Lines, Part } from './part.tsx';
import styles from './review.module.css';

/** Reasons that have a number key. */
export const reasonsShown = 6;
const movesShown = 3;

type ReasonsPartProps = {
  readonly row: ReviewRow;
  readonly reasons: readonly Reason[];
  readonly onRows: (feature: string) => void;
};

/** What weighs most in the score; the numbers open the rows behind each. */
export function ReasonsPart({ row, reasons, onRows }: ReasonsPartProps) {
  const t = useMessages(messages);
  const a = useMessages(accountsMessages);
  const format = useFormat();
  const sentence = useReasonSentence();
  const shown = reasons.slice(0, reasonsShown);
  const more = reasons.length - shown.length;
  return (
    <Part title={t('reasons')}>
      {row.probability === null ? (
        <Text size="sm" c="dimmed">
          {t('noReasons')}
        </Text>
      ) : (
        <ol className={styles.lines}>
          {shown.map((reason, index) => (
            <li key={reason.feature} className={styles.reason}>
              <span className={styles.muted} aria-hidden="true">
                {index + 1}
              </span>
              <span className={`${styles.end} ${reason.contribution > 0 ? styles.raises : styles.lowers}`}>
                <span aria-hidden="true">{reason.contribution > 0 ? '▲' : '▼'} </span>
                {format.points(reason.contribution)}
              </span>
              <span className={styles.oneLine} title={sentence(reason)}>
                {sentence(reason)}
                <VisuallyHidden>, {reason.contribution > 0 ? a('raises') : a('lowers')}</VisuallyHidden>
              </span>
              <RowsButton of={sentence(reason)} onClick={() => onRows(reason.feature)} />
            </li>
          ))}
          {more > 0 ? <li className={styles.muted}>{t('moreReasons', { count: more })}</li> : null}
        </ol>
      )}
    </Part>
  );
}

/** What moved between the score before and this one. */
export function MovedPart({ row }: { readonly row: ReviewRow }) {
  const t = useMessages(messages);
  const format = useFormat();
  const text = useLanguageText();
  const query = useQuery({ ...queriesOf(useApi(), row.id).explanation, enabled: row.probability !== null });
  if (row.probability === null || query.isError) return null;
  const since = query.data?.since ?? null;
  const title = t('moved', { day: format.day(since?.asOf ?? null) });
  return (
    <Part title={title}>
      {query.data === undefined ? (
        <Lines count={movesShown} label={title} />
      ) : since === null || since.parts.length === 0 ? (
        <Text size="sm" c="dimmed">
          {since === null ? t('movedFirst') : t('movedNone')}
        </Text>
      ) : (
        <ul className={styles.lines}>
          {since.parts.slice(0, movesShown).map((part) => (
            <li key={part.feature} className={styles.moved}>
              <span className={`${styles.end} ${part.change >= 0 ? styles.raises : styles.lowers}`}>
                <span aria-hidden="true">{part.change >= 0 ? '▲' : '▼'} </span>
                {format.points(part.change)}
              </span>
              <span className={styles.oneLine} title={`${text(part.before.text)} → ${text(part.now.text)}`}>
                {text(part.now.text)}{' '}
                <span className={styles.muted}>({t('was', { before: text(part.before.text) })})</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
