import { Paper, Table, Text, Title } from '@mantine/core';
import type { BacktestRun, MetricWithInterval } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

/** The model beside what could have been done without one. */
export function Comparison({ run }: { readonly run: BacktestRun }) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const { pooled, lines } = run;
  const written = ({ value, low, high }: MetricWithInterval, write: (value: number | null) => string): string =>
    low === null || high === null ? write(value) : `${write(value)} (${write(low)} – ${write(high)})`;
  const percent = (value: number | null): string => format.percent(value, 0);
  const auc = (value: number | null): string => format.decimal(value, 3);
  const points = (value: number | null): string => format.points(value, 0);
  const rows = [
    {
      id: 'own',
      name: run.modelName,
      isOwn: true,
      cells: [
        format.integer(pooled.found),
        written(pooled.precision, percent),
        written(pooled.recall, percent),
        written(pooled.auc, auc),
        nothing,
      ],
    },
    ...lines.map((line) => ({
      id: line.id,
      name: say(line.name),
      isOwn: false,
      cells: [
        format.integer(Math.round(line.found)),
        written(line.precision, percent),
        written(line.recall, percent),
        written(line.auc, auc),
        written(line.recallDifference, points),
      ],
    })),
  ];
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{t('compared')}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('comparedText')}
      </Text>
      <Table.ScrollContainer
        minWidth={0}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('compared') } }}
      >
        <Table fz="sm" verticalSpacing={4} aria-label={t('compared')} style={{ fontVariantNumeric: 'tabular-nums' }}>
          <Table.Thead>
            <Table.Tr>
              {(['way', 'found', 'precisionShort', 'recallShort', 'auc', 'difference'] as const).map((key, index) => (
                <Table.Th key={key} scope="col" ta={index === 0 ? 'left' : 'right'}>
                  {key === 'auc' ? 'AUC' : t(key)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ id, name, isOwn, cells }) => (
              <Table.Tr key={id}>
                <Table.Th scope="row" fw={isOwn ? 600 : 400}>
                  {name}
                </Table.Th>
                {cells.map((cell, index) => (
                  <Table.Td key={index} ta="right" style={{ whiteSpace: 'nowrap' }}>
                    {cell}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
