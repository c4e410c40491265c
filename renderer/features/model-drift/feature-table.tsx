import { Badge, Button, Card, Group, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { DriftFeature, DriftReport } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './drift.module.css';
import { messages } from './messages.ts';
import { SpreadBars } from './spread-bars.tsx';
import type { DriftView, OnView } from './view.ts';

const rowsShown = 15;
const colours = { within: 'gray', small: 'gray', single: 'gray', moved: 'orange', shifted: 'orange' } as const;

type FeatureTableProps = {
  readonly report: DriftReport;
  readonly chosen: string;
  readonly order: DriftView['order'];
  readonly onView: OnView;
};

/** Every feature with its index beside the band of chance, and how it is divided then and now. */
export function FeatureTable({ report, chosen, order, onView }: FeatureTableProps) {
  const t = useMessages(messages);
  const [isWhole, setIsWhole] = useState(false);
  const rows = order === 'drift' ? report.features.toSorted((a, b) => excess(b) - excess(a)) : report.features;
  const most = Math.max(...report.features.flatMap(({ psi, edge }) => [psi, edge]), 0);
  // One feature that moved far would flatten all others.
  const scale = Math.min(most, 0.5);
  return (
    <Card withBorder padding="md" component="section">
      <Group justify="space-between" align="flex-end" mb="xs">
        <Title order={2} size="h4">
          {t('features')}
        </Title>
        <Choice
          label={t('order')}
          value={order}
          data={[
            { value: 'importance', label: t('order_importance') },
            { value: 'drift', label: t('order_drift') },
          ]}
          onChange={(next) => onView({ order: next })}
        />
      </Group>
      <div className={styles.scroll}>
        <Table
          fz="sm"
          verticalSpacing={4}
          horizontalSpacing={6}
          className={styles.figures}
          miw={600}
          aria-label={t('features')}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('feature')}</Table.Th>
              <Table.Th scope="col" w={52} ta="right">
                {t('psi')}
              </Table.Th>
              <Table.Th scope="col" w={52} ta="right">
                {t('edge')}
              </Table.Th>
              <Table.Th scope="col" w={54} ta="right">
                {t('usual')}
              </Table.Th>
              <Table.Th scope="col" w={64} aria-label={t('bar')} />
              <Table.Th scope="col" w={106}>
                {t('thenNow')}
              </Table.Th>
              <Table.Th scope="col" w={92}>
                {t('verdict')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, isWhole ? rows.length : rowsShown).map((row) => (
              <Row key={row.name} row={row} scale={scale} isChosen={row.name === chosen} onView={onView} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Group justify="space-between" mt="xs" wrap="nowrap" align="flex-start">
        <Text size="xs" c="dimmed">
          {t('bandText')}
        </Text>
        {rows.length > rowsShown ? (
          <Button
            size="compact-xs"
            variant="subtle"
            flex="none"
            aria-pressed={isWhole}
            onClick={() => setIsWhole(!isWhole)}
          >
            {isWhole ? t('fewer') : t('all', { n: rows.length })}
          </Button>
        ) : null}
      </Group>
    </Card>
  );
}

type RowProps = {
  readonly row: DriftFeature;
  readonly scale: number;
  readonly isChosen: boolean;
  readonly onView: OnView;
};

function Row({ row, scale, isChosen, onView }: RowProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const description = say(row.description);
  const notes = [
    ...(row.importance === null ? [] : [t('importanceOf', { share: format.percent(row.importance) })]),
    ...(row.missing.isNotable
      ? [t('missingChanged', { then: format.percent(row.missing.then, 0), now: format.percent(row.missing.now, 0) })]
      : []),
    ...(row.unseen === null || row.unseen === 0
      ? []
      : [t('unseen', { count: row.unseen, n: format.integer(row.unseen) })]),
  ];
  return (
    <Table.Tr {...(isChosen ? { bg: 'var(--holdfast-track)' } : {})}>
      <Table.Th scope="row" fw={400}>
        <UnstyledButton className={styles.choose} aria-pressed={isChosen} onClick={() => onView({ feature: row.name })}>
          <Text span fz="sm" lineClamp={2} title={description}>
            {description}
          </Text>
        </UnstyledButton>
        <Text size="xs" c="dimmed">
          {notes.join(' · ')}
        </Text>
      </Table.Th>
      <Table.Td ta="right">{format.decimal(row.psi, 3)}</Table.Td>
      <Table.Td ta="right">{format.decimal(row.edge, 3)}</Table.Td>
      <Table.Td ta="right">{format.decimal(row.usual, 3)}</Table.Td>
      <Table.Td>
        <div className={styles.track} aria-hidden="true">
          <div
            className={row.psi > bandOf(row) ? styles.beyond : styles.bar}
            style={{ width: `${part(row.psi, scale)}%` }}
          />
          <div className={styles.edge} style={{ insetInlineStart: `${part(bandOf(row), scale)}%` }} />
        </div>
      </Table.Td>
      <Table.Td>
        <SpreadBars then={row.then} now={row.now} hasMissing={row.hasMissing} />
      </Table.Td>
      <Table.Td>
        <Badge variant="light" color={colours[row.verdict]} miw="max-content" title={t(`verdictText_${row.verdict}`)}>
          {t(`verdict_${row.verdict}`)}
        </Badge>
      </Table.Td>
    </Table.Tr>
  );
}

/** Up to here nothing is told of an index: chance, or a day like others, explains it. */
const bandOf = ({ edge, usual }: DriftFeature): number => Math.max(edge, usual ?? 0);
const excess = (row: DriftFeature): number => (row.psi === 0 ? 0 : row.psi / bandOf(row));

const part = (value: number, scale: number): number => (scale === 0 ? 0 : Math.min(1, value / scale) * 100);
