import { Alert, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle, IconScale, IconThumbUp } from '@tabler/icons-react';
import type { BacktestRun, MetricWithInterval } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

const looks = {
  better: { color: 'harbour', icon: <IconThumbUp size={18} /> },
  'not-better': { color: 'orange', icon: <IconScale size={18} /> },
  'too-few-for-a-verdict': { color: 'gray', icon: <IconInfoCircle size={18} /> },
  'not-enough': { color: 'gray', icon: <IconInfoCircle size={18} /> },
} as const;

/** The verdict, and the judged months together. */
export function Pooled({ run }: { readonly run: BacktestRun }) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const { pooled, verdict } = run;
  const { departures, lead, revenue } = pooled;
  const gone = run.months.reduce((sum, month) => sum + month.leftBefore, 0);
  const { rule, mode = 'present' } = run.question;
  const toldAs = [
    t(`told.${mode}`, { model: run.modelName }),
    rule.kind === 'top'
      ? t('told.top', { top: format.integer(rule.top) })
      : t('told.threshold', { from: format.percent(rule.threshold, 0) }),
    t('toldAsOf', { day: format.day(run.asOf) }),
  ].join(' · ');
  const percent = (value: number | null): string => format.percent(value, 0);
  return (
    <Stack gap="md">
      <Alert variant="light" {...looks[verdict.state]} title={t(`verdict.${verdict.state}`)}>
        {say(verdict.why)}
        {run.notes.map((note) => (
          <Text key={note.en} size="sm" mt={4}>
            {say(note)}
          </Text>
        ))}
      </Alert>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2}>
          {pooled.months === 0
            ? t('pooledNone')
            : t('pooled', {
                months: format.integer(pooled.months),
                from: format.month(pooled.from),
                until: format.month(pooled.until),
              })}
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          {toldAs}
        </Text>
        {pooled.months === 0 ? (
          <Text size="sm">{t('pooledNoneText')}</Text>
        ) : (
          <SimpleGrid cols={{ base: 2, md: 4 }} spacing="lg" verticalSpacing="md">
            <Figure
              name={t('recall')}
              metric={pooled.recall}
              write={percent}
              text={t('recallText', { found: format.integer(pooled.found), churned: format.integer(pooled.churned) })}
            />
            <Figure
              name={t('precision')}
              metric={pooled.precision}
              write={percent}
              text={t('precisionText', {
                found: format.integer(pooled.found),
                flagged: format.integer(pooled.flagged),
              })}
            />
            <Figure
              name={t('lift')}
              metric={pooled.lift}
              write={(value) => (value === null ? nothing : `${format.decimal(value, 1)} ×`)}
              text={t('liftText', { rate: format.percent(pooled.baseRate.value) })}
            />
            <Figure
              name={t('departures')}
              metric={departures.share}
              write={percent}
              text={t('departuresText', {
                caught: format.integer(departures.caught),
                total: format.integer(departures.total),
              })}
            />
            <Figure
              name={t('revenue')}
              metric={revenue?.share ?? null}
              write={percent}
              text={
                revenue === null
                  ? t('unknown')
                  : t('revenueText', { caught: format.money(revenue.caught), lost: format.money(revenue.lost) })
              }
            />
            <Figure
              name={t('warning')}
              metric={lead === null ? null : { value: lead.median, low: null, high: null }}
              write={(value) => (value === null ? nothing : t('leadDays', { days: format.integer(Math.round(value)) }))}
              text={lead === null ? t('unknown') : t('leadText', { p90: format.integer(Math.round(lead.p90)) })}
            />
            <Figure
              name={t('auc')}
              metric={pooled.auc}
              write={(value) => format.decimal(value, 3)}
              text={t('aucText')}
            />
          </SimpleGrid>
        )}
        {gone === 0 ? null : (
          <Text size="xs" c="dimmed" mt="sm">
            {t('gone', { count: gone })}
          </Text>
        )}
      </Paper>
    </Stack>
  );
}

type FigureProps = {
  readonly name: string;
  readonly metric: MetricWithInterval | null;
  readonly write: (value: number | null) => string;
  readonly text: string;
};

function Figure({ name, metric, write, text }: FigureProps) {
  const t = useMessages(messages);
  const hasInterval = metric !== null && metric.low !== null && metric.high !== null;
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Text fz={26} fw={650} lh={1.2} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {write(metric?.value ?? null)}
      </Text>
      <Text size="xs" c="dimmed">
        {hasInterval ? `${t('interval', { low: write(metric.low), high: write(metric.high) })} · ` : ''}
        {text}
      </Text>
    </Stack>
  );
}
