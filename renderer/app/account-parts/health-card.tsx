import { Alert, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { AccountHealth, HealthBreakdown, HealthPulse } from '../../../shared/contract/index.ts';
import { healthEdges } from '../../../shared/contract/index.ts';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { useApi } from '../client.tsx';
import { useUndo } from '../undo.tsx';
import { HealthBandBadge } from './health-band.tsx';
import { HealthBreakdownTable } from './health-breakdown.tsx';
import { healthMessages } from './health-messages.ts';
import { SectionCard } from './section-card.tsx';

/** An account's health: the score and all that makes it, its history, and a person's own pulse. */
export function HealthCard({ id }: { readonly id: string }) {
  const t = useMessages(healthMessages);
  const query = useQuery(useApi().healthScores.account.queryOptions({ input: { id } }));
  return (
    <SectionCard title={t('title')} aside={<Definition title={t('title')} rule={t('rule')} />}>
      <QueryView query={query} skeleton="lines">
        {(health) => (
          <Stack gap="sm">
            {health.breakdown === null ? (
              <NotScored state={health.state} />
            ) : (
              <Scored health={health} breakdown={health.breakdown} />
            )}
            <History series={health.history} />
            {health.state === 'no-version' && health.pulse === null ? null : (
              // Another pulse is another form.
              <PulseForm key={health.pulse?.id ?? 0} id={id} pulse={health.pulse} />
            )}
          </Stack>
        )}
      </QueryView>
    </SectionCard>
  );
}

function NotScored({ state }: { readonly state: AccountHealth['state'] }) {
  const t = useMessages(healthMessages);
  const build = (
    <Button component={Link} to="/health" variant="default" size="xs">
      {t('build')}
    </Button>
  );
  if (state === 'no-customer') return <Empty title={t('noCustomerTitle')} text={t('noCustomerText')} />;
  return state === 'no-measures' ? (
    <Empty title={t('noMeasuresTitle')} text={t('noMeasuresText')} action={build} />
  ) : (
    <Empty title={t('noVersionTitle')} text={t('noVersionText')} action={build} />
  );
}

function Scored({ health, breakdown }: { readonly health: AccountHealth; readonly breakdown: HealthBreakdown }) {
  const t = useMessages(healthMessages);
  const format = useFormat();
  const { version, snapshot } = health;
  const covered = format.percent(breakdown.coverage, 0);
  return (
    <>
      <Group gap="sm" align="baseline">
        <Text fz={28} fw={700} lh={1} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {format.decimal(breakdown.score, 1)}
        </Text>
        <HealthBandBadge band={breakdown.band} />
        <Text size="sm" c="dimmed">
          {breakdown.score === null ? t('noScoreText', { share: covered }) : t('coverageIs', { share: covered })}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {[
          version === null ? '' : t('version', { number: version.number, name: version.name }),
          snapshot === null ? '' : t('asOf', { day: format.day(snapshot.asOf) }),
          breakdown.variant === null ? '' : t('variant', { name: breakdown.variant }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {snapshot?.outdated === true ? (
        <Alert color="orange" variant="light" py={6}>
          {t('outdated')}
        </Alert>
      ) : null}
      <HealthBreakdownTable breakdown={breakdown} label={t('title')} />
    </>
  );
}

function History({ series }: { readonly series: AccountHealth['history'] }) {
  const t = useMessages(healthMessages);
  const format = useFormat();
  const nameOf = useCallback(
    ({ kind, versionNumber }: AccountHealth['history'][number]): string =>
      kind === 'live' ? `${versionNumber}: ${t('historyLive')}` : t('historyRescored', { number: versionNumber }),
    [t],
  );
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => ({
      grid: { left: 34, right: 12, top: 8, bottom: 22 },
      xAxis: {
        type: 'time',
        ...axisStyle(tokens),
        axisLabel: {
          ...axisStyle(tokens).axisLabel,
          hideOverlap: true,
          formatter: (value: number) => format.month(new Date(value).toISOString().slice(0, 10)),
        },
      },
      yAxis: { type: 'value', min: 0, max: 100, interval: 25, ...axisStyle(tokens) },
      tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => format.decimal(Number(value), 1) },
      series: series.map((one, index) => ({
        type: 'line',
        name: nameOf(one),
        color: tokens.series[Math.floor(index / 2) % tokens.series.length] ?? tokens.text,
        lineStyle: { width: 2, type: one.kind === 'live' ? 'solid' : 'dashed' },
        symbolSize: one.points.length > 1 ? 4 : 9,
        connectNulls: false,
        data: one.points.map(({ day, score }) => [day, score]),
        ...(index === 0
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                label: { show: false },
                lineStyle: { color: tokens.line, type: 'solid' },
                data: [{ yAxis: healthEdges.amber }, { yAxis: healthEdges.green }],
              },
            }
          : {}),
      })),
    }),
    [series, format, nameOf],
  );
  if (!series.some(({ points }) => points.some(({ score }) => score !== null))) return null;
  return (
    <Chart
      label={t('history')}
      option={option}
      height={120}
      controls={
        <Text size="sm" fw={600}>
          {t('history')}
        </Text>
      }
      table={{
        columns: [t('day'), t('series'), t('score'), t('coverage')],
        rows: series.flatMap((one) =>
          one.points.map(({ day, score, coverage }) => [
            format.day(day),
            nameOf(one),
            format.decimal(score, 1),
            format.percent(coverage, 0),
          ]),
        ),
      }}
    />
  );
}

function PulseForm({ id, pulse }: { readonly id: string; readonly pulse: HealthPulse | null }) {
  const t = useMessages(healthMessages);
  const format = useFormat();
  const api = useApi();
  const { told } = useUndo();
  const [value, setValue] = useState<number | string>(pulse !== null && !pulse.expired ? pulse.value : '');
  const [note, setNote] = useState(pulse !== null && !pulse.expired ? pulse.note : '');
  const set = useMutation(api.healthScores.setPulse.mutationOptions({ onSuccess: ({ change }) => told(change) }));
  const remove = useMutation(api.healthScores.removePulse.mutationOptions({ onSuccess: ({ change }) => told(change) }));
  const error = set.error ?? remove.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typeof value === 'number') set.mutate({ accountId: id, value, note });
      }}
    >
      <Group align="flex-end" gap="xs">
        <NumberInput
          label={t('pulse')}
          w={92}
          size="xs"
          min={0}
          max={100}
          clampBehavior="strict"
          value={value}
          onChange={setValue}
        />
        <TextInput
          label={t('pulseNote')}
          size="xs"
          style={{ flex: 1, minWidth: 120 }}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" loading={set.isPending} disabled={typeof value !== 'number'}>
          {t('pulseSave')}
        </Button>
        {pulse === null ? null : (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            loading={remove.isPending}
            onClick={() => remove.mutate({ accountId: id })}
          >
            {t('pulseRemove')}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {pulse === null
          ? t('pulseHelp')
          : t(pulse.expired ? 'pulseExpired' : 'pulseUntil', {
              value: format.plain(pulse.value),
              by: pulse.by ?? t('somebody'),
              day: format.instantDay(pulse.expiresAt),
            })}
      </Text>
      {error === null ? null : <ErrorState error={error} />}
    </form>
  );
}
