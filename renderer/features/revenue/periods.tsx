import { Anchor, Button, Paper, Title } from '@mantine/core';
import { useState } from 'react';
import type { PeriodNames } from '../../ui/chart-periods.ts';
import { useMessages } from '../../ui/messages.ts';
import { FiguresTable } from './figures-table.tsx';
import { messages } from './messages.ts';
import type { Movements, OpenMovement } from './question.ts';
import type { Words } from './words.ts';

type PeriodsProps = {
  readonly answer: Movements;
  readonly names: readonly PeriodNames[];
  readonly words: Words;
  readonly label: string;
  readonly onSpan: (label: string) => void;
  readonly onOpen: (movement: OpenMovement, period: string) => void;
};

const shownAtFirst = 24;

/** The figures of every period, the newest first. */
export function Periods({ answer, names, words, label, onSpan, onOpen }: PeriodsProps) {
  const t = useMessages(messages);
  const [isAll, setIsAll] = useState(false);
  const newestFirst = answer.periods.map((period, place) => ({ period, name: names[place]?.long ?? '' })).reverse();
  const shown = isAll ? newestFirst : newestFirst.slice(0, shownAtFirst);
  const hidden = newestFirst.length - shown.length;
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} mb="xs">
        {t('periodsTable')}
      </Title>
      <FiguresTable
        label={t('periodsTable')}
        head={t('period')}
        words={words}
        rows={shown.map(({ period, name }) => {
          return {
            key: period.period,
            name,
            head: (
              <Anchor component="button" type="button" inherit onClick={() => onSpan(period.period)}>
                {name}
              </Anchor>
            ),
            figures: period,
            isCurrent: period.period === label,
            onOpen: (movement) => onOpen(movement, period.period),
          };
        })}
      />
      {hidden > 0 ? (
        <Button size="xs" variant="default" mt="xs" onClick={() => setIsAll(true)}>
          {t('showAll', { count: hidden })}
        </Button>
      ) : null}
    </Paper>
  );
}
