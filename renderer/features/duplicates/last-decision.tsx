import { Button, Group, Paper, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { nameOf } from './compare.ts';
import styles from './duplicates.module.css';
import { messages } from './messages.ts';
import type { Decisions } from './use-decisions.ts';

/** What was just decided, in words, with the way back; it stays until the next decision. */
export function LastDecision({ decisions }: { readonly decisions: Decisions }) {
  const t = useMessages(messages);
  const format = useFormat();
  const { last, error } = decisions;
  if (error !== null) {
    return (
      <Paper className={styles.last}>
        <ErrorState error={error} />
      </Paper>
    );
  }
  if (last === null) return null;
  const count = 'pairs' in last ? last.pairs.length : last.count;
  const pair = 'pairs' in last ? last.pairs[0] : undefined;
  const taken = last.kind === 'merged' ? last.merges.length : count;
  const values = {
    count,
    n: format.integer(count),
    keep: pair === undefined ? '' : nameOf(pair.keep),
    merge: pair === undefined ? '' : nameOf(pair.merge),
  };
  return (
    <Paper className={styles.last} withBorder shadow="md" py="xs" px="md" role="status">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{t(last.kind, values)}</Text>
        {'pairs' in last ? (
          <Button
            size="xs"
            variant="default"
            miw="max-content"
            leftSection={<IconArrowBackUp size={14} />}
            loading={decisions.isPending}
            onClick={() => decisions.takeBack(last)}
          >
            {taken === 1 ? t('undo') : t('undoAll', { n: format.integer(taken) })}
          </Button>
        ) : null}
      </Group>
    </Paper>
  );
}
