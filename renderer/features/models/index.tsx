import { Alert, Badge, Group, Select, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconBrain } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { modelTarget } from '../../../shared/contract/index.ts';
import type { Bilingual, ModelCard } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { ModelTabs } from '../../app/model-tabs.tsx';
import { useUrlState } from '../../app/search.ts';
import { Choice } from '../../ui/choice.tsx';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { CardExport } from './card-export.tsx';
import { Features } from './features.tsx';
import { Limits } from './limits.tsx';
import { messages } from './messages.ts';
import { Parts } from './parts.tsx';
import { Performance } from './performance.tsx';
import { registryMessages } from './registry-messages.ts';
import { LabelRuleForm } from './rule-form.tsx';
import { RunButtons, RunState, useRuns } from './runs.tsx';
import type { Runs } from './runs.tsx';
import { validateSearch } from './search.ts';
import type { ModelView } from './search.ts';
import { Versions } from './versions.tsx';

export { validateSearch } from './search.ts';

export function ModelPage() {
  const t = useMessages(messages);
  const words = useMessages(registryMessages);
  const format = useFormat();
  const api = useApi();
  const [view, setView] = useUrlState(validateSearch);
  const { target } = view;
  const runs = useRuns(target);
  const champion = useQuery(api.models.champion.queryOptions({ input: { target } }));
  const list = useQuery(api.models.list.queryOptions());
  const other = useQuery(
    api.models.card.queryOptions({
      input: { id: view.id ?? '' },
      enabled: view.id !== undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const hasModel = champion.data?.card !== null && champion.data?.card !== undefined;
  const models = (list.data ?? []).filter((model) => model.target === target);
  return (
    <ModelTabs>
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
        <Group align="flex-end" gap="lg">
          <Choice
            label={words('target')}
            value={target}
            data={modelTarget.options.map((value) => ({ value, label: words(`target_${value}`) }))}
            onChange={(next) => setView({ target: next, id: undefined })}
          />
          {hasModel && models.length > 1 ? (
            <Select
              label={t('choose')}
              w={420}
              allowDeselect={false}
              data={models.map((model) => ({
                value: model.id,
                label: `${model.name} · ${t(`status_${model.status}`)} · ${format.instant(model.createdAt)}`,
              }))}
              value={view.id ?? champion.data?.card?.id ?? null}
              onChange={(id) => setView({ id: id === null || id === champion.data?.card?.id ? undefined : id })}
            />
          ) : null}
        </Group>
        <RunState runs={runs} />
        <QueryView query={champion} skeleton="page">
          {({ card, scoredAt, churnsKnown, outcome }) =>
            card === null ? (
              <NoModel runs={runs} churnsKnown={churnsKnown} outcome={outcome} />
            ) : (
              <Stack gap="md">
                {card.status === 'baseline' ? (
                  <Alert
                    color="orange"
                    variant="light"
                    icon={<IconAlertTriangle size={18} />}
                    title={t('baselineTitle')}
                  >
                    {churnsKnown === 0
                      ? t('baselineText_zero')
                      : t('baselineText', { count: churnsKnown, n: format.integer(churnsKnown) })}
                  </Alert>
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
    </ModelTabs>
  );
}

/** What can be done where the target has no model in use; what was trained waits among the versions. */
type NoModelProps = { readonly runs: Runs; readonly churnsKnown: number; readonly outcome: Bilingual | null };

function NoModel({ runs, churnsKnown, outcome }: NoModelProps) {
  const t = useMessages(messages);
  const words = useMessages(registryMessages);
  const format = useFormat();
  const language = useLanguage();
  const [, setView] = useUrlState(validateSearch);
  const { target } = runs;
  if (target === 'churn')
    return (
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
    );
  return (
    <Stack gap="lg">
      <Empty
        icon={<IconBrain size={26} stroke={1.6} />}
        title={words(`emptyTitle_${target}`)}
        text={`${words(`emptyText_${target}`)} ${outcome?.[language] ?? ''}`}
        action={<RunButtons runs={runs} hasModel={false} />}
      />
      <Versions target={target} shown="" onShow={(id) => setView({ id })} runs={runs} />
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
  const words = useMessages(registryMessages);
  const format = useFormat();
  const language = useLanguage();
  const tabs = [
    ['performance', 'tabPerformance'],
    ['parts', 'tabParts'],
    ['versions', 'tabVersions'],
    ['features', 'tabFeatures'],
    ...(card.target === 'churn' ? ([['rule', 'tabRule']] as const) : []),
    ['limits', 'tabLimits'],
  ] as const;
  return (
    <Stack gap="md">
      <Group gap="sm" justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="sm">
          <Text fw={650} size="lg">
            {card.name}
          </Text>
          <Badge color={inUse ? 'harbour' : 'gray'} variant="light">
            {t(`status_${card.status}`)}
          </Badge>
          <Text size="sm" c="dimmed">
            {t(`kind_${card.kind}`)} · {t('createdAt', { when: format.instant(card.createdAt) })} ·{' '}
            {words(`foretells_${card.target}`, { days: card.horizonDays })}
            {inUse
              ? ` · ${scoredAt === null ? t('neverScored') : t('scoredAt', { when: format.instant(scoredAt) })}`
              : ''}
          </Text>
        </Group>
        <CardExport id={card.id} />
      </Group>
      {/* The baseline tells why it is in use, which is no news where another model is. */}
      {inUse || card.status !== 'baseline' ? (
        <Text size="sm" maw={860}>
          {card.why[language]}
        </Text>
      ) : null}
      {card.outcome === undefined ? null : (
        <Text size="sm" c="dimmed" maw={860}>
          {card.outcome[language]}
        </Text>
      )}
      <Tabs
        value={view.tab}
        onChange={(tab) => setView({ tab: validateSearch.shape.tab.parse(tab ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('tabs')} mb="md">
          {tabs.map(([value, text]) => (
            <Tabs.Tab key={value} value={value}>
              {t(text)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="performance">
          <Performance card={card} top={view.top} onTop={(top) => setView({ top })} />
        </Tabs.Panel>
        <Tabs.Panel value="parts">
          <Parts parts={card.segments ?? []} find={view.find} onFind={(find) => setView({ find })} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <Versions target={card.target} shown={card.id} onShow={(id) => setView({ id })} runs={runs} />
        </Tabs.Panel>
        <Tabs.Panel value="features">
          <Features card={card} find={view.find} onFind={(find) => setView({ find })} runs={runs} />
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
