import { Grid, Group, Select, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DriftAnswer, RealisedAnswer } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { ModelTabs } from '../../app/model-tabs.tsx';
import { useUrlState } from '../../app/search.ts';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { FeatureTable } from './feature-table.tsx';
import { messages } from './messages.ts';
import { OpenOutcomes } from './open-outcomes.tsx';
import { Realised } from './realised.tsx';
import { Schedule } from './schedule.tsx';
import { SpreadCard } from './spread-card.tsx';
import { Verdict } from './verdict.tsx';
import { driftView } from './view.ts';
import type { DriftView, OnView } from './view.ts';

/** Whether the book is still what the model learned from, and what came of its scores. */
export function DriftPage() {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const [view, setView] = useUrlState(driftView);
  const input = view.model === undefined ? {} : { model: view.model };
  const drift = useQuery(api.modelWatch.drift.queryOptions({ input, placeholderData: keepPreviousData }));
  const realised = useQuery(api.modelWatch.realised.queryOptions({ input, placeholderData: keepPreviousData }));
  const models = useQuery(api.models.list.queryOptions()).data ?? [];
  return (
    <ModelTabs>
      <Stack gap="md">
        <Group justify="space-between" align="flex-end">
          <div>
            <Title order={1}>
              {t('title')} <Definition title={t('title')} rule={t('rule')} width={520} />
            </Title>
            <Text c="dimmed" maw={720}>
              {t('lead')}
            </Text>
          </div>
          {models.length > 1 ? (
            <Select
              label={t('model')}
              w={300}
              allowDeselect={false}
              data={models.map((model) => ({
                value: model.id,
                label: `${model.name} · ${t(`target_${model.target}`)} · ${format.instantDay(model.createdAt)}`,
              }))}
              value={view.model ?? drift.data?.model?.id ?? null}
              onChange={(model) => setView({ model: model ?? undefined, feature: undefined })}
            />
          ) : null}
        </Group>
        <QueryView query={drift} skeleton="page">
          {(answer) =>
            answer.model === null ? (
              <Empty title={t('noModel')} text={t('noModelText')} action={<Link to="/model">{t('toModel')}</Link>} />
            ) : (
              <Watched drift={answer} realised={realised} view={view} onView={setView} />
            )
          }
        </QueryView>
        <Schedule />
      </Stack>
    </ModelTabs>
  );
}

type WatchedProps = {
  readonly drift: DriftAnswer;
  readonly realised: ReturnType<typeof useQuery<RealisedAnswer>>;
  readonly view: DriftView;
  readonly onView: OnView;
};

function Watched({ drift, realised, view, onView }: WatchedProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  const format = useFormat();
  const { report } = drift;
  const judged = realised.data;
  const features = report?.features ?? [];
  const chosen = features.find(({ name }) => name === view.feature) ?? features[0];
  return (
    <>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Verdict
            title={t('driftTitle')}
            state={t(`drift_${report === null ? drift.state : report.verdict}`)}
            tone={report === null ? 'none' : driftTones[report.verdict]}
            text={say(drift.why)}
            facts={
              report === null
                ? null
                : t('driftFacts', { day: format.day(report.asOf), version: format.integer(report.dataVersion) })
            }
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <QueryView query={realised} skeleton="lines">
            {(answer) => (
              <Verdict
                title={t('realisedTitle')}
                state={t(`realised_${answer.verdict ?? answer.state}`)}
                tone={answer.verdict === null ? 'none' : answer.verdict === 'as-promised' ? 'good' : 'bad'}
                text={say(answer.why)}
                facts={
                  answer.dataUntil === null
                    ? null
                    : t('driftFacts', {
                        day: format.day(answer.dataUntil),
                        version: format.integer(answer.dataVersion),
                      })
                }
              />
            )}
          </QueryView>
        </Grid.Col>
      </Grid>
      {drift.history.length === 0 ? null : (
        <Text size="sm" c="dimmed">
          {t('earlier')}{' '}
          {drift.history
            .slice(0, earlierShown)
            .map((each) => `${format.day(each.asOf)}: ${t(`drift_${each.verdict}`)}`)
            .join(' · ')}
        </Text>
      )}
      {report === null || chosen === undefined ? null : (
        <Grid gap="md">
          <Grid.Col span={{ base: 12, lg: 8 }}>
            <FeatureTable report={report} chosen={chosen.name} order={view.order} onView={onView} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 4 }}>
            <SpreadCard
              key={chosen.name}
              name={say(chosen.description)}
              isShare={chosen.unit === 'share'}
              figures={chosen}
              importance={chosen.importance}
            />
            {report.score === null || report.scoresThen === null ? (
              <Text size="sm" c="dimmed">
                {t('scores')}: {t('scoresFirst')}
              </Text>
            ) : (
              <SpreadCard
                name={t('scores')}
                isShare
                figures={report.score}
                importance={null}
                against={t('scoresSince', { day: format.day(report.scoresThen) })}
                height={170}
              />
            )}
          </Grid.Col>
        </Grid>
      )}
      {judged === undefined || judged.runs.length === 0 ? null : <Realised answer={judged} />}
      {judged === undefined || judged.open.length === 0 ? null : <OpenOutcomes open={judged.open} />}
    </>
  );
}

const earlierShown = 6;

const driftTones = {
  steady: 'good',
  watch: 'some',
  alarm: 'bad',
  'no-reference': 'none',
  'no-customers': 'none',
} as const;
