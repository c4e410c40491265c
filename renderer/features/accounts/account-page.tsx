import { Anchor, Grid, Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconArrowLeft } from '@tabler/icons-react';
import type { AccountPage as Account } from '../../../shared/contract/index.ts';
import { idOfPath } from '../../app/account-id.ts';
import { accountTabs, accountView } from '../../app/account-parts/account-view.ts';
import type { AccountView } from '../../app/account-parts/account-view.ts';
import { ChangeCard } from '../../app/account-parts/change-card.tsx';
import { EvidenceDrawer } from '../../app/account-parts/evidence-drawer.tsx';
import { FeaturesCard } from '../../app/account-parts/features-card.tsx';
import { HealthCard } from '../../app/account-parts/health-card.tsx';
import { HeatCard } from '../../app/account-parts/heat-card.tsx';
import { HintsCard } from '../../app/account-parts/hints-card.tsx';
import { HistoryCard } from '../../app/account-parts/history-card.tsx';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { accountPageMessages } from '../../app/account-parts/page-messages.ts';
import { NotesCard } from '../../app/account-parts/notes-card.tsx';
import { RiskStageCard } from '../../app/account-parts/risk-stage-card.tsx';
import { ScoreCard } from '../../app/account-parts/score-card.tsx';
import { SimilarCard } from '../../app/account-parts/similar-card.tsx';
import { TasksCard } from '../../app/account-parts/tasks-card.tsx';
import { TimelineCard } from '../../app/account-parts/timeline-card.tsx';
import { UsageCard } from '../../app/account-parts/usage-card.tsx';
import { useApi } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { AccountHeader } from './account-header.tsx';
import { ContactsCard, FactsCard, InvoicesCard, SubscriptionsCard } from './account-rows.tsx';

type PartProps = {
  readonly account: Account;
  readonly view: AccountView;
  readonly setView: (change: Partial<AccountView>) => void;
};

/** One account: who it is, why it is at risk, what is being done, and the rows behind it all. */
export function AccountPage() {
  const t = useMessages(accountsMessages);
  const page = useMessages(accountPageMessages);
  const params: { readonly id?: string } = useParams({ strict: false });
  const id = idOfPath(params.id ?? '');
  const [view, setView] = useUrlState(accountView);
  const account = useQuery(useApi().accounts.get.queryOptions({ input: { id } }));
  return (
    <Stack gap={6}>
      <Anchor component={Link} to="/queue" size="sm" style={{ alignSelf: 'flex-start' }}>
        <IconArrowLeft size={14} style={{ verticalAlign: '-2px' }} /> {t('page.back')}
      </Anchor>
      <QueryView query={account} skeleton="page">
        {(data) => (
          <Stack gap="sm">
            <AccountHeader account={data} onView={setView} />
            <Tabs
              value={view.tab}
              onChange={(value) => setView({ tab: accountTabs.find((tab) => tab === value) ?? 'overview' })}
              keepMounted={false}
            >
              <Tabs.List aria-label={page('tab.label')} mb="sm">
                {accountTabs.map((tab) => (
                  <Tabs.Tab key={tab} value={tab}>
                    {page(`tab.${tab}`)}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              {accountTabs.map((tab) => {
                const Part = parts[tab];
                return (
                  <Tabs.Panel key={tab} value={tab}>
                    <Part account={data} view={view} setView={setView} />
                  </Tabs.Panel>
                );
              })}
            </Tabs>
            <EvidenceDrawer
              id={data.id}
              feature={data.score === null ? null : (view.rows ?? null)}
              onClose={() => setView({ rows: undefined })}
            />
          </Stack>
        )}
      </QueryView>
    </Stack>
  );
}

const parts = {
  overview: Overview,
  usage: Usage,
  people: People,
  money: Money,
  timeline: Timeline,
  facts: Facts,
} as const satisfies Record<AccountView['tab'], (props: PartProps) => unknown>;

function Overview({ account, view, setView }: PartProps) {
  const { id } = account;
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Stack gap="md">
          <ScoreCard account={account} view={view} onView={setView} />
          {account.score === null ? null : (
            <>
              <ChangeCard id={id} onRows={(rows) => setView({ rows })} />
              <HintsCard id={id} />
              <SimilarCard id={id} isAsked={view.similar} onAsk={() => setView({ similar: true })} />
            </>
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack gap="md">
          <TasksCard id={id} />
          <NotesCard id={id} />
          <RiskStageCard id={id} />
          <HistoryCard id={id} />
          <HealthCard id={id} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

function Usage({ account: { id }, view, setView }: PartProps) {
  return (
    <Stack gap="md">
      <HeatCard id={id} />
      <FeaturesCard id={id} />
      <UsageCard id={id} period={view.period} onPeriod={(period) => setView({ period })} />
    </Stack>
  );
}

function People({ account }: PartProps) {
  const page = useMessages(accountPageMessages);
  const { id, counts } = account;
  return (
    <Stack gap="md">
      <ContactsCard account={account} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <TimelineCard id={id} counts={counts} tables={['tickets', 'surveys']} title={page('page.tickets')} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <TimelineCard id={id} counts={counts} tables={['interactions']} title={page('page.interactions')} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function Money({ account }: PartProps) {
  return (
    <Stack gap="md">
      <SubscriptionsCard account={account} />
      <InvoicesCard account={account} />
    </Stack>
  );
}

function Timeline({ account: { id, counts }, view, setView }: PartProps) {
  return <TimelineCard id={id} counts={counts} tables={view.tables} onTables={(tables) => setView({ tables })} />;
}

function Facts({ account }: PartProps) {
  return <FactsCard account={account} />;
}
