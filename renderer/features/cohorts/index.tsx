import { Button, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconGridDots } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi, useHost } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { AccountsDrawer } from './accounts-drawer.tsx';
import { Controls } from './controls.tsx';
import { RetentionCurve } from './curve.tsx';
import { hasIncomplete } from './grid.ts';
import { HeatMap, Legend } from './heat-map.tsx';
import { messages } from './messages.ts';
import { RetentionRule } from './rule.tsx';
import { isRangeWrong, questionOf, validateSearch } from './search.ts';
import type { RetentionView } from './search.ts';

export { validateSearch } from './search.ts';

export function RetentionPage() {
  const t = useMessages(messages);
  const api = useApi();
  const [view, setView] = useUrlState(validateSearch);
  const names = useQuery(api.events.names.queryOptions());
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed">{t('lead')}</Text>
      </div>
      <QueryView
        query={names}
        skeleton="page"
        isEmpty={(data) => data.total === 0}
        empty={
          <Empty
            icon={<IconGridDots size={26} stroke={1.6} />}
            title={t('emptyTitle')}
            text={t('emptyText')}
            action={
              <Button component={Link} to="/import">
                {t('emptyAction')}
              </Button>
            }
          />
        }
      >
        {(data) => (
          <>
            <Controls names={data.names} view={view} onChange={setView} />
            <Grid view={view} setView={setView} />
          </>
        )}
      </QueryView>
    </Stack>
  );
}

type GridProps = {
  readonly view: RetentionView;
  readonly setView: (change: Partial<RetentionView>, options?: { readonly push?: boolean }) => void;
};

function Grid({ view, setView }: GridProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const host = useHost();
  const question = questionOf(view);
  const query = useQuery(
    api.cohorts.retention.queryOptions({
      input: question,
      enabled: !isRangeWrong(view),
      placeholderData: keepPreviousData,
    }),
  );
  const save = useMutation({
    mutationFn: async () => {
      const file = await host.client.cohorts.exportRetention(question);
      await host.saveExport(file.grant, file.name);
    },
  });
  const selected =
    view.cohort === undefined || view.index === undefined ? null : { cohort: view.cohort, index: view.index };
  return (
    <QueryView
      query={query}
      skeleton="table"
      isEmpty={(grid) => grid.cohorts.length === 0}
      empty={<Empty title={t('noneTitle')} text={t('noneText')} />}
    >
      {(grid) => (
        <Stack gap="md" style={query.isPlaceholderData ? { opacity: 0.6 } : undefined} aria-busy={query.isFetching}>
          <Group justify="space-between">
            <Group gap="sm">
              <SegmentedControl
                size="xs"
                aria-label={t('show')}
                value={view.show}
                onChange={(show) => setView({ show: validateSearch.shape.show.parse(show) })}
                data={[
                  { value: 'share', label: t('showPercent') },
                  { value: 'count', label: t('showCount') },
                ]}
              />
              <Legend />
              <RetentionRule view={view} grid={grid} />
            </Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={15} />}
              loading={save.isPending}
              onClick={() => save.mutate()}
            >
              {t('export')}
            </Button>
          </Group>
          {save.error === null ? null : <ErrorState error={save.error} />}
          <HeatMap
            grid={grid}
            period={view.period}
            show={view.show}
            selected={selected}
            onOpen={(cohort, index) => setView({ cohort, index }, { push: true })}
          />
          <Text size="xs" c="dimmed" id="retention-help">
            {t('tableHelp')}{' '}
            {hasIncomplete(grid)
              ? grid.definition.asOf === null
                ? t('incompleteNoDate')
                : t('incomplete', { day: format.instantDay(grid.definition.asOf) })
              : null}
          </Text>
          <Paper withBorder bg="var(--holdfast-surface)" p="md">
            <Title order={2}>{t('curve')}</Title>
            <Text size="sm" c="dimmed" mb="xs">
              {t('curveText')}
            </Text>
            <RetentionCurve grid={grid} period={view.period} />
          </Paper>
          <AccountsDrawer
            grid={grid}
            view={view}
            onChange={setView}
            onClose={() => setView({ cohort: undefined, index: undefined })}
          />
        </Stack>
      )}
    </QueryView>
  );
}
