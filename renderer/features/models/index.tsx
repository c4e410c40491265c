import { Alert, Badge, Group, Select, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconBrain } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ModelCard } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { Features } from './features.tsx';
import { Limits } from './limits.tsx';
import { messages } from './messages.ts';
import { Performance } from './performance.tsx';
import { LabelRuleForm } from './rule-form.tsx';
import { RunButtons, RunState, useRuns } from './runs.tsx';
import type { Runs } from './runs.tsx';
import { validateSearch } from './search.ts';
import type { ModelView } from './search.ts';

export { validateSearch } from './search.ts';

export function ModelPage() {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const [view, setView] = useUrlState(validateSearch);
  const runs = useRuns();
  const champion = useQuery(api.models.champion.queryOptions());
  const list = useQuery(api.models.list.queryOptions());
  const other = useQuery(
    api.models.card.queryOptions({
      input: { id: view.id ?? '' },
      enabled: view.id !== undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const hasModel = champion.data?.card !== null && champion.data?.card !== undefined;
  const models = list.data ?? [];
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" maw={640}>
            {t('lead')}
          </Text>
        </div>
        {hasModel ? <RunButtons runs={runs} hasModel /> : null}
      </Group>
      <RunState runs={runs} />
      <QueryView query={champion} skeleton="page">
        {({ card, scoredAt, churnsKnown }) =>
          card === null ? (
            <Stack gap="lg">
              <Empty
                icon={<IconBrain size={26} stroke={1.6} />}
                title={t('emptyTitle')}
                text={
                  <>
                    {t('emptyText')} {t('churnsKnown', { count: churnsKnown, n: format.integer(churnsKnown) })}.
                  </>
                }
                action={<RunButtons runs={runs} hasModel={false} />}
              />
              <LabelRuleForm runs={runs} modelRule={null} />
            </Stack>
          ) : (
            <Stack gap="md">
              {card.status === 'baseline' ? (
                <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />} title={t('baselineTitle')}>
                  {churnsKnown === 0
                    ? t('baselineText_zero')
                    : t('baselineText', { count: churnsKnown, n: format.integer(churnsKnown) })}
                </Alert>
              ) : null}
              {models.length > 1 ? (
                <Select
                  label={t('choose')}
                  w={420}
                  allowDeselect={false}
                  data={models.map((model) => ({
                    value: model.id,
                    label: `${model.name} · ${t(`status_${model.status}`)} · ${format.instant(model.createdAt)}`,
                  }))}
                  value={view.id ?? card.id}
                  onChange={(id) => setView({ id: id === null || id === card.id ? undefined : id })}
                />
              ) : null}
              {view.id === undefined || view.id === card.id ? (
                <Card card={card} inUse scoredAt={scoredAt} runs={runs} view={view} setView={setView} />
              ) : (
                <QueryView query={other} skeleton="page">
                  {(chosen) => (
                    <Card card={chosen} inUse={false} scoredAt={null} runs={runs} view={view} setView={setView} />
                  )}
                </QueryView>
              )}
            </Stack>
          )
        }
      </QueryView>
    </Stack>
  );
}

type CardProps = {
  readonly card: ModelCard;
  readonly inUse: boolean;
  /** Null for a model that is not in use. */
  readonly scoredAt: string | null;
  readonly runs: Runs;
  readonly view: ModelView;
  readonly setView: (change: Partial<ModelView>) => void;
};

function Card({ card, inUse, scoredAt, runs, view, setView }: CardProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const language = useLanguage();
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Text fw={650} size="lg">
          {card.name}
        </Text>
        <Badge color={inUse ? 'harbour' : 'gray'} variant="light">
          {t(`status_${card.status}`)}
        </Badge>
        <Text size="sm" c="dimmed">
          {t(`kind_${card.kind}`)} · {t('createdAt', { when: format.instant(card.createdAt) })} ·{' '}
          {t('horizon', { count: card.horizonDays })}
          {inUse
            ? ` · ${scoredAt === null ? t('neverScored') : t('scoredAt', { when: format.instant(scoredAt) })}`
            : ''}
        </Text>
      </Group>
      {/* The baseline tells why it is in use, which is no news where another model is. */}
      {inUse || card.status !== 'baseline' ? (
        <Text size="sm" maw={860}>
          {card.why[language]}
        </Text>
      ) : null}
      <Tabs
        value={view.tab}
        onChange={(tab) => setView({ tab: validateSearch.shape.tab.parse(tab ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('tabs')} mb="md">
          <Tabs.Tab value="performance">{t('tabPerformance')}</Tabs.Tab>
          <Tabs.Tab value="features">{t('tabFeatures')}</Tabs.Tab>
          <Tabs.Tab value="rule">{t('tabRule')}</Tabs.Tab>
          <Tabs.Tab value="limits">{t('tabLimits')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="performance">
          <Performance card={card} />
        </Tabs.Panel>
        <Tabs.Panel value="features">
          <Features card={card} find={view.find} onFind={(find) => setView({ find })} />
        </Tabs.Panel>
        <Tabs.Panel value="rule">
          <LabelRuleForm runs={runs} modelRule={card.labelRule} />
        </Tabs.Panel>
        <Tabs.Panel value="limits">
          <Limits card={card} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
