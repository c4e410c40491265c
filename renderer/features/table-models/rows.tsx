import { Button, Paper, Table, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../app/client.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import styles from './table-models.module.css';

const rowsAtFirst = 20;
const mostRows = 100;
const reasonsShown = 3;

/** The table's rows with their probabilities and reasons, highest first. */
export function Rows({ jobId }: { readonly jobId: number }) {
  const t = useMessages(messages);
  const format = useFormat();
  const language = useLanguage();
  const [limit, setLimit] = useState(rowsAtFirst);
  const query = useQuery(
    useApi().tableModels.predictions.queryOptions({ input: { jobId, limit }, placeholderData: keepPreviousData }),
  );
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} size="h4">
        {t('predictions')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm" maw={860}>
        {t('predictionsHint')}
      </Text>
      <QueryView query={query} skeleton="table">
        {({ rows, total }) => (
          <>
            <Table.ScrollContainer minWidth={760}>
              <Table fz="sm" aria-label={t('predictions')} className={styles.figures ?? ''}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t('row')}</Table.Th>
                    <Table.Th scope="col" ta="right">
                      {t('probability')}
                    </Table.Th>
                    <Table.Th scope="col">{t('truth')}</Table.Th>
                    <Table.Th scope="col">{t('reasons')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((row, place) => (
                    <Table.Tr key={place}>
                      <Table.Th scope="row">{row.id}</Table.Th>
                      <Table.Td ta="right">{format.percent(row.probability)}</Table.Td>
                      <Table.Td>{row.label ?? nothing}</Table.Td>
                      <Table.Td>
                        {row.reasons.slice(0, reasonsShown).map(({ column, text }) => (
                          <Text key={column} size="xs">
                            {text[language]}
                          </Text>
                        ))}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            {limit < Math.min(mostRows, total) ? (
              <Button mt="xs" variant="default" size="xs" onClick={() => setLimit(mostRows)}>
                {t('more')}
              </Button>
            ) : null}
          </>
        )}
      </QueryView>
    </Paper>
  );
}
