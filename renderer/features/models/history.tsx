import { Paper, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { HistoryEntry, ModelTarget } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { registryMessages } from './registry-messages.ts';

/** What happened to the models of a target, the latest first. */
export function History({ target }: { readonly target: ModelTarget }) {
  const t = useMessages(registryMessages);
  const format = useFormat();
  const language = useLanguage();
  const query = useQuery(useApi().models.history.queryOptions({ input: { target, limit: 100 } }));
  const why = ({ what, reason, why: ruled }: HistoryEntry): string =>
    what === 'renamed' ? t('wasNamed', { name: reason }) : (reason ?? ruled?.[language] ?? nothing);
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} mb="xs">
        {t('history')}
      </Title>
      <QueryView query={query} skeleton="lines">
        {(entries) =>
          entries.length === 0 ? (
            <Text size="sm">{t('historyNone')}</Text>
          ) : (
            <Table verticalSpacing={6}>
              <Table.Tbody>
                {entries.map((entry) => (
                  <Table.Tr key={entry.id}>
                    <Table.Td c="dimmed" w={170} style={{ verticalAlign: 'top', whiteSpace: 'nowrap' }}>
                      {format.instant(entry.happenedAt)}
                    </Table.Td>
                    <Table.Th scope="row" fw={600} w={220} style={{ verticalAlign: 'top' }}>
                      {entry.modelName}{' '}
                      <Text span size="sm" fw={400}>
                        {t(`what_${entry.what}`)}
                      </Text>
                    </Table.Th>
                    <Table.Td>{why(entry)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </QueryView>
    </Paper>
  );
}
