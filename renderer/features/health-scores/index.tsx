import { Alert, Badge, Button, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconStethoscope, IconRefreshAlert } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ContractOutputs, HealthDefinition, HealthVersion } from '../../../shared/contract/index.ts';
import { healthMessages } from '../../app/account-parts/health-messages.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { useUrlState } from '../../app/search.ts';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, Loading, QueryView } from '../../ui/states.tsx';
import { BacktestTab } from './backtest-tab.tsx';
import { Builder } from './builder.tsx';
import { emptyDefinition } from './edit.ts';
import styles from './health-scores.module.css';
import { messages } from './messages.ts';
import { PageActions } from './page-actions.tsx';
import { Preview } from './preview.tsx';
import { useStart } from './use-start.ts';
import { VersionsTab } from './versions-tab.tsx';
import { pageView, tabs } from './view.ts';
import type { PageView } from './view.ts';

type State = ContractOutputs['healthScores']['state'];
type Versions = ContractOutputs['healthScores']['versions'];

/** The health score: built over the book, held against its past, published, and its history. */
export function HealthPage() {
  const api = useApi();
  const state = useQuery(api.healthScores.state.queryOptions());
  const versions = useQuery(api.healthScores.versions.queryOptions());
  return (
    <QueryView query={state} skeleton="page">
      {(now) => (
        <QueryView query={versions} skeleton="page">
          {(all) => <HealthScores state={now} all={all} />}
        </QueryView>
      )}
    </QueryView>
  );
}

/** The saved version that the page begins from: the one of the address, else the one in force, else the newest. */
function useBase({ version, q }: PageView, { versions }: Versions, inForce: HealthVersion | null) {
  const asked = versions.find(({ id }) => id === version);
  // Something new has no version before it.
  const found = asked ?? (q !== undefined && version === undefined ? null : (inForce ?? versions[0] ?? null));
  const query = useQuery(
    useApi().healthScores.get.queryOptions({ input: { id: found?.id ?? 1 }, enabled: found !== null }),
  );
  return { base: found, query };
}

function HealthScores({ state, all }: { readonly state: State; readonly all: Versions }) {
  const t = useMessages(messages);
  const say = useLanguageText();
  const [view, setView] = useUrlState(pageView);
  const { base, query } = useBase(view, all, state.inForce);
  const start = useStart(({ definition }) => setView({ q: definition, version: undefined, set: undefined }));
  const saved = base === null ? undefined : query.data?.definition;
  const definition = view.q ?? saved ?? null;
  const propose = (): void => start.propose(state.snapshot !== null);
  const isChanged = view.q !== undefined && JSON.stringify(view.q) !== JSON.stringify(saved);
  const check = useQuery(
    useApi().healthScores.check.queryOptions({
      input: { definition: definition ?? emptyDefinition },
      enabled: definition !== null,
      placeholderData: keepPreviousData,
    }),
  );
  const hasProblems = check.data === undefined || check.data.length > 0;
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <PageTitle state={state} isChanged={isChanged} />
        {definition === null ? null : (
          <PageActions
            versions={all.versions}
            base={base}
            inForce={state.inForce}
            definition={definition}
            isChanged={isChanged}
            hasProblems={hasProblems}
            onView={setView}
            onCompute={start.compute}
            onPropose={propose}
          />
        )}
      </Group>
      <News state={state} start={start} hasDefinition={definition !== null} />
      {start.left.length === 0 || base !== null || view.tab !== 'build' ? null : (
        <Text size="sm" c="dimmed">
          {t('proposalLeft', { measures: start.left.map(say).join('; ') })}
        </Text>
      )}
      {base !== null && query.error !== null ? <ErrorState error={query.error} /> : null}
      {definition === null ? (
        base !== null ? (
          <Loading shape="page" />
        ) : (
          <Empty
            icon={<IconStethoscope size={26} stroke={1.6} />}
            title={t('notYetTitle')}
            text={t('notYetText')}
            action={
              <Group>
                <Button loading={start.isProposing} onClick={propose}>
                  {t('startProposal')}
                </Button>
                <Button variant="default" onClick={() => setView({ q: emptyDefinition })}>
                  {t('startEmpty')}
                </Button>
              </Group>
            }
          />
        )
      ) : (
        <Tabs
          value={view.tab}
          onChange={(tab) => setView({ tab: tabs.find((name) => name === tab) ?? 'build' })}
          keepMounted={false}
        >
          <Tabs.List aria-label={t('tabs')} mb="sm">
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`tab.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={view.tab}>
            {view.tab === 'build' ? (
              <BuildTab definition={definition} view={view} onView={setView} base={base} />
            ) : null}
            {view.tab === 'backtest' ? <BacktestTab definition={definition} hasProblems={hasProblems} /> : null}
            {view.tab === 'versions' ? (
              <VersionsTab
                data={all}
                definition={definition}
                onOpen={(version) => setView({ version, q: undefined, set: undefined, tab: 'build' })}
              />
            ) : null}
          </Tabs.Panel>
        </Tabs>
      )}
    </Stack>
  );
}

function PageTitle({
  state: { inForce, snapshot },
  isChanged,
}: {
  readonly state: State;
  readonly isChanged: boolean;
}) {
  const t = useMessages(messages);
  const words = useMessages(healthMessages);
  const format = useFormat();
  const facts =
    snapshot === null
      ? []
      : [
          t('asOf', {
            customers: format.integer(snapshot.customers),
            day: format.day(snapshot.asOf),
            version: format.integer(snapshot.dataVersion),
          }),
        ];
  return (
    <div>
      <Group gap={6}>
        <Title order={1}>{t('title')}</Title>
        <Definition
          title={t('title')}
          rule={words('rule')}
          facts={facts.map((fact) => ['', fact] as const)}
          width={460}
        />
        {isChanged ? (
          <Badge variant="dot" color="orange" tt="none">
            {t('unsaved')}
          </Badge>
        ) : null}
      </Group>
      <Text size="sm" c="dimmed" maw={640}>
        {inForce === null
          ? t('lead')
          : t('inForce', {
              number: inForce.number,
              name: inForce.name,
              day: format.day(inForce.effectiveDay),
            })}
        {facts.length === 0 ? '' : ` · ${facts.join('')}`}
      </Text>
    </div>
  );
}

type NewsProps = {
  readonly state: State;
  readonly start: ReturnType<typeof useStart>;
  readonly hasDefinition: boolean;
};

function News({ state, start, hasDefinition }: NewsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  if (start.job !== undefined) return <JobProgress job={start.job} titled />;
  if (start.error !== null) return <ErrorState error={start.error} />;
  if (state.snapshot === null ? !hasDefinition : !state.snapshot.outdated) return null;
  return (
    <Alert color="orange" variant="light" icon={<IconRefreshAlert size={18} />} py={8}>
      <Group justify="space-between">
        <Text size="sm">
          {state.snapshot === null
            ? t('notComputed')
            : t('outdated', { when: format.instant(state.snapshot.computedAt) })}
        </Text>
        <Button size="xs" variant="default" onClick={start.compute}>
          {t(state.snapshot === null ? 'computeNow' : 'compute')}
        </Button>
      </Group>
    </Alert>
  );
}

type BuildTabProps = {
  readonly definition: HealthDefinition;
  readonly view: PageView;
  readonly onView: (change: Partial<PageView>) => void;
  readonly base: HealthVersion | null;
};

function BuildTab({ definition, view, onView, base }: BuildTabProps) {
  const api = useApi();
  const measures = useQuery(api.healthScores.measures.queryOptions());
  const byId = useMemo(() => new Map(measures.data?.map((measure) => [measure.id, measure])), [measures.data]);
  const preview = useQuery(
    api.healthScores.preview.queryOptions({ input: { definition }, placeholderData: keepPreviousData }),
  );
  const set = view.set !== undefined && view.set < definition.variants.length ? view.set : null;
  const place = (next: number | null) => ({ set: next ?? undefined });
  return (
    <div className={styles.columns}>
      <QueryView query={measures} skeleton="lines">
        {() => (
          <Builder
            definition={definition}
            measures={byId}
            preview={preview.data?.preview ?? null}
            set={set}
            onSet={(next) => onView(place(next))}
            onChange={(q, next = set) => onView({ q, ...(base === null ? {} : { version: base.id }), ...place(next) })}
          />
        )}
      </QueryView>
      <div className={styles.preview}>
        <QueryView query={preview} skeleton="chart">
          {({ problems, preview: answer }) => <Preview problems={problems} preview={answer} />}
        </QueryView>
      </div>
    </div>
  );
}
