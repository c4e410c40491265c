import { Button, Drawer, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { timeText } from './cells.ts';
import { messages } from './messages.ts';
import styles from './sql.module.css';

type HistoryDrawerProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onUse: (sql: string) => void;
};

/** The statements that were run in this workspace, newest first. */
export function HistoryDrawer({ opened, onClose, onUse }: HistoryDrawerProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const queries = useQueryClient();
  const query = useQuery(api.sql.history.queryOptions({ enabled: opened }));
  const clear = useMutation(
    api.sql.clearHistory.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.sql.history.key() }),
    }),
  );
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={480}
      title={t('historyTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <QueryView
        query={query}
        skeleton="lines"
        isEmpty={(entries) => entries.length === 0}
        empty={
          <Empty icon={<IconHistory size={26} stroke={1.6} />} title={t('historyEmpty')} text={t('historyEmptyText')} />
        }
      >
        {(entries) => (
          <Stack gap="xs">
            <Group justify="flex-end">
              <Button size="xs" variant="default" loading={clear.isPending} onClick={() => clear.mutate({})}>
                {t('historyClear')}
              </Button>
            </Group>
            {entries.map(({ id, sql, at, rows, milliseconds, error }) => (
              <UnstyledButton key={id} className={styles.statement} title={t('historyUse')} onClick={() => onUse(sql)}>
                <code className={styles.statementText}>{sql}</code>
                <Text
                  span
                  display="block"
                  size="xs"
                  c={error === null ? 'dimmed' : 'var(--holdfast-raises-text)'}
                  mt={4}
                >
                  {[
                    format.instant(at),
                    ...(rows === null ? [] : [t('historyRows', { count: rows, formatted: format.integer(rows) })]),
                    ...(milliseconds === null ? [] : [timeText(milliseconds, format.integer, format.duration)]),
                  ].join(' · ')}
                  {error === null ? null : (
                    <Text span display="block" size="xs" lang="en">
                      {error}
                    </Text>
                  )}
                </Text>
              </UnstyledButton>
            ))}
          </Stack>
        )}
      </QueryView>
    </Drawer>
  );
}
