import { Anchor, Grid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconArrowLeft } from '@tabler/icons-react';
import { idOfPath } from '../../app/account-id.ts';
import { useApi } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { AccountHeader } from './account-header.tsx';
import { ChangeCard } from './change-card.tsx';
import { EvidenceDrawer } from './evidence-drawer.tsx';
import { HintsCard } from './hints-card.tsx';
import { SimilarCard } from './similar-card.tsx';
import { accountView } from './account-view.ts';
import { ContactsCard, FactsCard, SubscriptionsCard } from './account-rows.tsx';
import { accountsMessages } from './messages.ts';
import { ScoreCard } from './score-card.tsx';
import { TimelineCard } from './timeline-card.tsx';
import { UsageCard } from './usage-card.tsx';

/** One account: who it is, why it is at risk, and the rows behind it. */
export function AccountPage() {
  const t = useMessages(accountsMessages);
  const api = useApi();
  const params: { readonly id?: string } = useParams({ strict: false });
  const id = idOfPath(params.id ?? '');
  const [view, setView] = useUrlState(accountView);
  const account = useQuery(api.accounts.get.queryOptions({ input: { id } }));
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/queue" size="sm" style={{ alignSelf: 'flex-start' }}>
        <IconArrowLeft size={14} style={{ verticalAlign: '-2px' }} /> {t('page.back')}
      </Anchor>
      <QueryView query={account} skeleton="page">
        {(data) => (
          <Stack gap="md">
            <AccountHeader account={data} />
            <Grid gap="md">
              <Grid.Col span={{ base: 12, lg: 7 }}>
                <Stack gap="md">
                  <ScoreCard account={data} view={view} onView={setView} />
                  {data.score === null ? null : (
                    <>
                      <ChangeCard id={data.id} onRows={(rows) => setView({ rows })} />
                      <HintsCard id={data.id} />
                    </>
                  )}
                  <UsageCard id={id} period={view.period} onPeriod={(period) => setView({ period })} />
                  <SubscriptionsCard account={data} />
                  <ContactsCard account={data} />
                  <FactsCard account={data} />
                  {data.score === null ? null : (
                    <SimilarCard id={data.id} isAsked={view.similar} onAsk={() => setView({ similar: true })} />
                  )}
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, lg: 5 }}>
                <TimelineCard
                  id={id}
                  counts={data.counts}
                  tables={view.tables}
                  onTables={(tables) => setView({ tables })}
                />
              </Grid.Col>
            </Grid>
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
