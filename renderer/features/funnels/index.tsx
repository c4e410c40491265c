import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconFilter } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi, useHost } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { Definition } from '../../ui/definition.tsx';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { AccountsDrawer } from './accounts-drawer.tsx';
import { Bars } from './bars.tsx';
import styles from './funnel.module.css';
import { messages } from './messages.ts';
import { FunnelRule } from './rule.tsx';
import { questionOf, validateSearch } from './search.ts';
import type { FunnelQuestion, FunnelView } from './search.ts';
import { StepBuilder } from './step-builder.tsx';
import { Trace } from './trace.tsx';
import { WindowControls } from './window-controls.tsx';

export { validateSearch } from './search.ts';

type SetView = (change: Partial<FunnelView>, options?: { readonly push?: boolean }) => void;
/** An empty address starts with one step to be chosen. */
const firstSteps: string[][] = [[]];

export function FunnelPage() {
  const t = useMessages(messages);
  const api = useApi();
  const [view, setView] = useUrlState(validateSearch);
  const names = useQuery(api.events.names.queryOptions());
  const question = questionOf(view);
  const steps = view.steps.length === 0 ? firstSteps : view.steps;
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
            icon={<IconFilter size={26} stroke={1.6} />}
            title={t('noEventsTitle')}
            text={t('noEventsText')}
            action={
              <Button component={Link} to="/import">
                {t('noEventsAction')}
              </Button>
            }
          />
        }
      >
        {(data) => (
          <div className={styles.layout}>
            <Paper withBorder bg="var(--holdfast-surface)" p="md">
              <Stack gap="md">
                <StepBuilder
                  names={data.names}
                  steps={steps}
                  onChange={(next) => setView({ steps: next, step: undefined })}
                />
                <WindowControls view={view} onChange={setView} />
              </Stack>
            </Paper>
            {question === null ? (
              <Paper withBorder bg="var(--holdfast-surface)" p="md">
                <Empty
                  icon={<IconFilter size={26} stroke={1.6} />}
                  title={t('emptyTitle')}
                  text={t('emptyText')}
                  action={
                    <Button
                      variant="light"
                      onClick={() =>
                        setView({
                          steps: data.names.slice(0, 3).map(({ name }) => [name]),
                          from: undefined,
                          to: undefined,
                        })
                      }
                    >
                      {t('suggest')}
                    </Button>
                  }
                />
              </Paper>
            ) : (
              <Result question={question} view={view} setView={setView} />
            )}
          </div>
        )}
      </QueryView>
    </Stack>
  );
}

function Result({
  question,
  view,
  setView,
}: {
  readonly question: FunnelQuestion;
  readonly view: FunnelView;
  readonly setView: SetView;
}) {
  const t = useMessages(messages);
  const api = useApi();
  const host = useHost();
  const query = useQuery(api.funnels.run.queryOptions({ input: question, placeholderData: keepPreviousData }));
  const save = useMutation({
    mutationFn: async () => {
      const file = await host.client.funnels.exportFunnel(question);
      await host.saveExport(file.grant, file.name);
    },
  });
  return (
    <Stack gap="md" miw={0}>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <QueryView query={query} skeleton="table">
          {(result) => (
            <Stack gap="sm" style={query.isPlaceholderData ? { opacity: 0.6 } : undefined} aria-busy={query.isFetching}>
              <Group justify="space-between">
                <Definition
                  title={t('ruleTitle')}
                  rule={<FunnelRule question={question} />}
                  source={result.definition}
                />
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
              <Bars
                result={result}
                events={question.steps}
                onOpen={(step, which) => setView({ step, which }, { push: true })}
              />
              <Text size="xs" c="dimmed">
                {t('timeNote')}
              </Text>
              <AccountsDrawer question={question} result={result} view={view} onChange={setView} />
            </Stack>
          )}
        </QueryView>
      </Paper>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} mb="xs">
          {t('ruleTitle')}
        </Title>
        <FunnelRule question={question} />
      </Paper>
      <Trace question={question} account={view.trace} onChange={(trace) => setView({ trace })} />
    </Stack>
  );
}
