import { Alert, Badge, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Evaluation, ModelCard } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { translateKey, useLanguage, useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { CapacityPanel } from './capacity.tsx';
import { GainChart, ReliabilityChart } from './charts.tsx';
import { Measures } from './measures.tsx';
import { messages } from './messages.ts';
import styles from './models.module.css';
import { Origins } from './origins.tsx';
import { useOutcomeWords } from './outcome-words.ts';
import { useSnapshotWords } from './snapshots.ts';
import { validationMessages } from './validation-messages.ts';

type PerformanceProps = {
  readonly card: ModelCard;
  /** Accounts that can be looked at in a month. */
  readonly top: number | undefined;
  readonly onTop: (top: number) => void;
};

/** Below so many separate outcomes a single figure says little. */
const fewOutcomes = 50;

export function Performance({ card, top, onTop }: PerformanceProps) {
  const t = useMessages(messages);
  const words = useMessages(validationMessages);
  const outcome = useOutcomeWords(card.target);
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
          {outcome('performanceText', {
            rows: format.integer(test.rows),
            churned: format.integer(test.churned),
            rate: format.percent(test.baseRate),
            snapshots: snapshotWords(card.testSnapshots),
          })}
        </Text>
      </div>
      {card.testChurns !== undefined && card.testChurns < fewOutcomes ? (
        <Alert variant="light" color="orange" icon={<IconAlertTriangle size={18} />} title={words('few')}>
          {words('fewText', { count: card.testChurns, n: format.integer(card.testChurns) })}
        </Alert>
      ) : null}
      {card.capacity ? <CapacityPanel target={card.target} capacity={card.capacity} top={top} onTop={onTop} /> : null}
      <div className={styles.columns}>
        <Paper withBorder bg="var(--holdfast-surface)" p="md">
          <Measures target={card.target} test={test} />
        </Paper>
        <Stack gap="lg" miw={0}>
          <Paper withBorder bg="var(--holdfast-surface)" p="md">
            <Title order={3}>{t('reliability')}</Title>
            <Text size="sm" c="dimmed">
              {outcome('reliabilityText')}
            </Text>
            <ReliabilityChart target={card.target} bins={test.reliability} />
          </Paper>
          <Paper withBorder bg="var(--holdfast-surface)" p="md">
            <Title order={3}>{t('gain')}</Title>
            <Text size="sm" c="dimmed">
              {outcome('gainText')}
            </Text>
            <GainChart target={card.target} points={test.gain} />
          </Paper>
        </Stack>
      </div>
      {card.origins === undefined || card.origins.length === 0 ? null : <Origins origins={card.origins} />}
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
  const alone = card.alternatives.some(({ kind }) => kind === card.kind)
    ? card.alternatives
    : [{ kind: card.kind as string, test }, ...card.alternatives];
  const rows = alone.map((each) => ({ ...each, isChosen: each.kind === card.kind }));
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
