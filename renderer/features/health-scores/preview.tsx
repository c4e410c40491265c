import { Accordion, Alert, Anchor, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { healthBandNames, healthEdges } from '../../../shared/contract/index.ts';
import type { HealthPreview, HealthProblem } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { bandColours, HealthBandBadge } from '../../app/account-parts/health-band.tsx';
import { HealthBreakdownTable } from '../../app/account-parts/health-breakdown.tsx';
import { healthMessages } from '../../app/account-parts/health-messages.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type PreviewProps = {
  readonly problems: readonly HealthProblem[];
  /** The last one that could be told. */
  readonly preview: HealthPreview | null;
};

/** The whole book by the rules on the page, and what changes against those in force. */
export function Preview({ problems, preview }: PreviewProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  return (
    <Paper component="section" aria-label={t('preview')} withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} mb="xs">
        {t('preview')}
      </Title>
      {problems.length === 0 ? null : (
        <Alert color="orange" variant="light" title={t('previewWait')} mb="sm" role="status">
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {problems.map(({ at, words }, index) => (
              <li key={`${at} ${index}`}>{say(words)}</li>
            ))}
          </ul>
        </Alert>
      )}
      {preview === null ? null : (
        <Stack gap="sm" style={{ opacity: problems.length > 0 ? 0.6 : 1 }}>
          <Counts preview={preview} />
          <Scores preview={preview} />
          <Movers preview={preview} />
          <Samples samples={preview.samples} />
        </Stack>
      )}
    </Paper>
  );
}

const numbers = { fontVariantNumeric: 'tabular-nums' } as const;

function Counts({ preview }: { readonly preview: HealthPreview }) {
  const t = useMessages(messages);
  const format = useFormat();
  const { counts, before, meanCoverage, changedBand, variants } = preview;
  const columns = ['band', 'now', 'shareColumn', ...(before === null ? [] : (['inForceShort'] as const))] as const;
  return (
    <div>
      <Table fz="sm" verticalSpacing={3} aria-label={t('preview')} style={numbers}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((key, index) => (
              <Table.Th key={key} scope="col" ta={index === 0 ? 'left' : 'right'}>
                {t(key)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...healthBandNames, 'none' as const].map((band) => (
            <Table.Tr key={band}>
              <Table.Th scope="row" fw={400}>
                <HealthBandBadge band={band === 'none' ? null : band} />
              </Table.Th>
              <Table.Td ta="right">{format.integer(counts[band])}</Table.Td>
              <Table.Td ta="right">
                {format.percent(counts.customers === 0 ? null : counts[band] / counts.customers)}
              </Table.Td>
              {before === null ? null : <Table.Td ta="right">{format.integer(before[band])}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt={4}>
        {[
          changedBand === null ? '' : `${t('changedBand', { count: changedBand })}.`,
          t('meanCoverage', { share: format.percent(meanCoverage, 0) }),
          ...(variants.length < 2
            ? []
            : variants.map(({ name, customers }) =>
                t('variantCounts', { name: name ?? t('everyoneElse'), customers: format.integer(customers) }),
              )),
        ]
          .filter(Boolean)
          .join(' ')}
      </Text>
    </div>
  );
}

const pointsOfPart = 5;

function Scores({ preview: { histogram } }: { readonly preview: HealthPreview }) {
  const t = useMessages(messages);
  const format = useFormat();
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const colours = bandColours(tokens);
      const colourOf = (from: number): string =>
        from < healthEdges.amber ? colours.red : from < healthEdges.green ? colours.amber : colours.green;
      const axis = axisStyle(tokens);
      return {
        grid: { left: 40, right: 8, top: 8, bottom: 22 },
        xAxis: {
          type: 'category',
          data: histogram.map((_, index) => String(index * pointsOfPart)),
          ...axis,
          axisLabel: { ...axis.axisLabel, interval: 4 },
          splitLine: { show: false },
        },
        yAxis: { type: 'value', splitNumber: 3, minInterval: 1, ...axis },
        tooltip: { trigger: 'axis' },
        series: [
          {
            type: 'bar',
            name: t('customers'),
            barCategoryGap: '10%',
            data: histogram.map((count, index) => ({
              value: count,
              itemStyle: { color: colourOf(index * pointsOfPart) },
            })),
          },
        ],
      };
    },
    [histogram, t],
  );
  return (
    <Chart
      label={t('histogram')}
      option={option}
      height={130}
      controls={
        <Text size="sm" fw={600}>
          {t('histogram')}
        </Text>
      }
      table={{
        columns: [t('limit'), t('customers')],
        rows: histogram.map((count, index) => [
          `${index * pointsOfPart} – ${(index + 1) * pointsOfPart}`,
          format.integer(count),
        ]),
      }}
    />
  );
}

function Movers({ preview: { movers, changedBand } }: { readonly preview: HealthPreview }) {
  const t = useMessages(messages);
  const format = useFormat();
  if (changedBand === null) return null;
  return (
    <div>
      <Title order={3} size="h5" mb={4}>
        {t('movers')}
      </Title>
      {movers.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('moversNone')}
        </Text>
      ) : (
        <Table fz="sm" verticalSpacing={2} aria-label={t('movers')} style={numbers}>
          <Table.Thead>
            <Table.Tr>
              {(['account', 'before', 'after', 'change'] as const).map((key, index) => (
                <Table.Th key={key} scope="col" ta={index === 0 ? 'left' : 'right'}>
                  {t(key)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {movers.map(({ id, name, before, after }) => (
              <Table.Tr key={id}>
                <Table.Th scope="row" fw={400}>
                  <Anchor component={Link} to={accountPath(id)} size="sm">
                    {name}
                  </Anchor>
                </Table.Th>
                <Table.Td ta="right">{format.decimal(before, 1)}</Table.Td>
                <Table.Td ta="right">{format.decimal(after, 1)}</Table.Td>
                <Table.Td ta="right">
                  {format.points(before === null || after === null ? null : (after - before) / 100)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}

function Samples({ samples }: { readonly samples: HealthPreview['samples'] }) {
  const t = useMessages(messages);
  const words = useMessages(healthMessages);
  const format = useFormat();
  return (
    <div>
      <Title order={3} size="h5" mb={4}>
        {t('samples')}
      </Title>
      <Accordion chevronPosition="left" variant="contained" order={4}>
        {samples.map(({ id, name, breakdown }) => (
          <Accordion.Item key={id} value={id}>
            <Accordion.Control>
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <Text size="sm" truncate>
                  {name}
                </Text>
                <Group gap="xs" wrap="nowrap">
                  <Text size="sm" fw={600} style={numbers}>
                    {format.decimal(breakdown.score, 1)}
                  </Text>
                  <HealthBandBadge band={breakdown.band} />
                </Group>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <Text size="xs" c="dimmed">
                {words('coverageIs', { share: format.percent(breakdown.coverage, 0) })}
                {breakdown.variant === null ? '' : ` · ${words('variant', { name: breakdown.variant })}`} ·{' '}
                <Anchor component={Link} to={accountPath(id)} size="xs" underline="always">
                  {name}
                </Anchor>
              </Text>
              <HealthBreakdownTable breakdown={breakdown} label={name} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </div>
  );
}
