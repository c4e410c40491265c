import { Badge, Group, Text, Title } from '@mantine/core';
import type { Ref } from 'react';
import type { Decision, Reason, ReviewRow } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { AccountFigures } from './account-figures.tsx';
import { SimilarPart, TouchesPart, WorkPart } from './around-parts.tsx';
import { useDecisionWords } from './decision-words.ts';
import { messages } from './messages.ts';
import { MovedPart, ReasonsPart } from './reasons-part.tsx';
import styles from './review.module.css';

type AccountCardProps = {
  readonly row: ReviewRow;
  /** All that are known so far, by size. */
  readonly reasons: readonly Reason[];
  /** What was decided in this sitting. */
  readonly decision: Decision | null;
  readonly horizonDays: number | null;
  readonly position: string;
  readonly headingRef: Ref<HTMLHeadingElement>;
  readonly onRows: (feature: string) => void;
};

/** Everything that a decision on one account needs, on one screen. */
export function AccountCard({ row, reasons, decision, horizonDays, position, headingRef, onRows }: AccountCardProps) {
  const t = useMessages(messages);
  const words = useDecisionWords();
  const who = [row.segment, row.country, row.owner].filter((word) => word !== null);
  return (
    <article className={styles.card} aria-labelledby="review-account">
      <div>
        <Group justify="space-between" gap="sm" wrap="nowrap" align="baseline">
          <Group gap="sm" align="baseline" miw={0}>
            <Title
              order={2}
              size="h1"
              id="review-account"
              ref={headingRef}
              tabIndex={-1}
              className={styles.heading}
              data-private
            >
              {row.name}
            </Title>
            <Text size="sm" c="dimmed">
              {who.join(' · ')}
            </Text>
            {decision === null ? null : (
              <Badge variant="light" tt="none" size="lg">
                {t('decidedNow', { decision: words(decision) })}
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed" flex="none">
            {position}
          </Text>
        </Group>
        <BackLine row={row} />
      </div>
      <AccountFigures row={row} horizonDays={horizonDays} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <ReasonsPart row={row} reasons={reasons} onRows={onRows} />
          <MovedPart row={row} />
        </div>
        <div className={styles.column}>
          <TouchesPart id={row.id} />
          <SimilarPart id={row.id} isScored={row.probability !== null} />
          <WorkPart id={row.id} />
        </div>
      </div>
    </article>
  );
}

/** Why an account that was decided on before is here again. */
function BackLine({ row: { back, last, probability } }: { readonly row: ReviewRow }) {
  const t = useMessages(messages);
  const format = useFormat();
  const words = useDecisionWords();
  if (last === null) return null;
  const why =
    back === null
      ? null
      : t(`back.${back}`, {
          day: format.day(last.watchUntil),
          before: format.percent(last.score?.probability ?? null),
          now: format.percent(probability),
        });
  return (
    <Text size="sm" c="dimmed">
      {why === null ? null : <strong>{why} </strong>}
      {t('lastDecision', { day: format.instantDay(last.decidedAt), decision: words(last) })}
    </Text>
  );
}
