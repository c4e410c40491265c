import { Anchor, Button, Paper, Stack, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AccountMerge } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ShowMore } from '../../ui/show-more.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import styles from './duplicates.module.css';
import { messages } from './messages.ts';
import type { Decisions } from './use-decisions.ts';

const pageSize = 50;

/** Every merge that was decided on, undone ones too. */
export function History({ decisions }: { readonly decisions: Decisions }) {
  const t = useMessages(messages);
  const query = useInfiniteQuery(
    useApi().identity.merges.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  return (
    <QueryView
      query={query}
      skeleton="table"
      isEmpty={(data) => data.pages[0]?.total === 0}
      empty={<Empty title={t('historyEmptyTitle')} text={t('historyEmptyText')} />}
    >
      {(data) => {
        const rows = data.pages.flatMap((page) => page.rows);
        return (
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {t('historyText')}
            </Text>
            <Paper withBorder bg="var(--holdfast-surface)" p="xs">
              <table className={styles.compare} aria-label={t('historyLabel')}>
                <thead>
                  <tr>
                    <th scope="col">{t('historyKept')}</th>
                    <th scope="col">{t('historyMerged')}</th>
                    <th scope="col">{t('historyWhy')}</th>
                    <th scope="col">{t('historyWhen')}</th>
                    <th scope="col">{t('undo')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((merge) => (
                    <MergeRow key={merge.id} merge={merge} decisions={decisions} />
                  ))}
                </tbody>
              </table>
            </Paper>
            <ShowMore
              shown={t('shown', { shown: rows.length, total: data.pages[0]?.total ?? 0 })}
              more={t('more')}
              query={query}
            />
          </Stack>
        );
      }}
    </QueryView>
  );
}

function MergeRow({ merge, decisions }: { readonly merge: AccountMerge; readonly decisions: Decisions }) {
  const t = useMessages(messages);
  const format = useFormat();
  const names = { keep: merge.keptName ?? merge.kept, merge: merge.mergedName ?? merge.merged };
  const why = [...new Set(merge.evidence.map(({ kind }) => t(`evidence_${kind}`)))];
  return (
    <tr className={merge.undoneAt === null ? undefined : styles.undone}>
      <th scope="row">
        <Anchor component={Link} to={accountPath(merge.kept)} size="sm">
          {names.keep}
        </Anchor>
        <Text size="xs" c="dimmed" fw={400}>
          {merge.kept}
        </Text>
      </th>
      <td>
        {names.merge}
        <Text size="xs" c="dimmed">
          {merge.merged}
        </Text>
      </td>
      <td>{why.length === 0 ? t('historyByHand') : why.join(', ')}</td>
      <td>{format.instant(merge.mergedAt)}</td>
      <td>
        {merge.undoneAt !== null ? (
          t('undoneOn', { when: format.instant(merge.undoneAt) })
        ) : merge.undoBlockedBy !== null ? (
          <Text size="xs" c="dimmed" maw={260}>
            {t('undoBlocked', { reason: merge.undoBlockedBy })}
          </Text>
        ) : (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} />}
            disabled={decisions.isPending}
            aria-label={t('undoLabel', names)}
            onClick={() => decisions.undo([merge.id])}
          >
            {t('undo')}
          </Button>
        )}
      </td>
    </tr>
  );
}
