import { Badge, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import type { Evaluation, ModelCard } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { translateKey, useLanguage, useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { GainChart, ReliabilityChart } from './charts.tsx';
import { Measures } from './measures.tsx';
import { messages } from './messages.ts';
import styles from './models.module.css';
import { useSnapshotWords } from './snapshots.ts';

export function Performance({ card }: { readonly card: ModelCard }) {
  const t = useMessages(messages);
  const format = useFormat();
  const language = useLanguage();
  const snapshotWords = useSnapshotWords();
  const { test } = card;
  if (test === null) return <Empty title={t('noTest')} />;
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>{t('performanceTitle')}</Title>
        <Text c="dimmed">
          {t('performanceText', {
            rows: format.integer(test.rows),
            churned: format.integer(test.churned),
            rate: format.percent(test.baseRate),
            snapshots: snapshotWords(card.testSnapshots),
          })}
        </Text>
      </div>
      <div className={styles.columns}>
        <Paper withBorder bg="var(--holdfast-surface)" p="md">
          <Measures test={test} />
        </Paper>
        <Stack gap="lg" miw={0}>
          <Paper withBorder bg="var(--holdfast-surface)" p="md">
            <Title order={3}>{t('reliability')}</Title>
            <Text size="sm" c="dimmed">
              {t('reliabilityText')}
            </Text>
            <ReliabilityChart bins={test.reliability} />
          </Paper>
          <Paper withBorder bg="var(--holdfast-surface)" p="md">
            <Title order={3}>{t('gain')}</Title>
            <Text size="sm" c="dimmed">
              {t('gainText')}
            </Text>
            <GainChart points={test.gain} />
          </Paper>
        </Stack>
      </div>
      {card.alternatives.length === 0 ? null : <Alternatives card={card} test={test} />}
      <Text size="sm">
        <Text span fw={600} size="sm">
          {t('calibration')}.
        </Text>{' '}
        {t('calibrationText', {
          method: translateKey(messages, `method_${card.calibration.method}`) ?? card.calibration.method,
          reason: card.calibration.reason[language],
        })}
      </Text>
    </Stack>
  );
}

function Alternatives({ card, test }: { readonly card: ModelCard; readonly test: Evaluation }) {
  const t = useMessages(messages);
  const format = useFormat();
  const kindName = (kind: string) => translateKey(messages, `kind_${kind}`) ?? kind;
  const rows = [
    { kind: card.kind as string, test, isChosen: true },
    ...card.alternatives.filter(({ kind }) => kind !== card.kind).map((other) => ({ ...other, isChosen: false })),
  ];
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={3}>{t('alternatives')}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('alternativesText')}
      </Text>
      <Table style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('candidate')}</Table.Th>
            {[t('auc'), t('prAuc'), t('lift'), t('brier'), t('logLoss'), t('slope')].map((name) => (
              <Table.Th key={name} scope="col" ta="right">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.kind}>
              <Table.Th scope="row">
                <Group gap="xs">
                  {kindName(row.kind)}
                  {row.isChosen ? <Badge size="sm">{t('chosen')}</Badge> : null}
                </Group>
              </Table.Th>
              <Table.Td ta="right">{format.decimal(row.test.auc.value, 3)}</Table.Td>
              <Table.Td ta="right">{format.decimal(row.test.prAuc.value, 3)}</Table.Td>
              <Table.Td ta="right">{format.decimal(row.test.liftTop10.value, 1)}</Table.Td>
              <Table.Td ta="right">{format.decimal(row.test.brier.value, 4)}</Table.Td>
              <Table.Td ta="right">{format.decimal(row.test.logLoss.value, 3)}</Table.Td>
              <Table.Td ta="right">{format.decimal(row.test.calibrationSlope, 2)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
