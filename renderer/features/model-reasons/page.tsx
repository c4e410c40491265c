import { Grid, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { AccountSetDrawer, useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { ModelTabs } from '../../app/model-tabs.tsx';
import { useUrlState } from '../../app/search.ts';
import { fromWireError } from '../../../shared/contract/index.ts';
import type { Ranking } from '../../../shared/contract/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { DependenceCard } from './dependence-card.tsx';
import { FeatureRanking } from './feature-ranking.tsx';
import { messages } from './messages.ts';
import { ShuffleRanking } from './shuffle-ranking.tsx';
import { themeName } from './theme-name.ts';
import { ThemeRanking } from './theme-ranking.tsx';
import { openedSet, reasonsView } from './view.ts';
import type { OnView, ReasonsView } from './view.ts';

/** What drives the scores of the whole book: themes, features, and how each works. */
export function ReasonsPage() {
  const t = useMessages(messages);
  const [view, setView] = useUrlState(reasonsView);
  const query = useQuery(useApi().explanations.ranking.queryOptions({ input: {} }));
  const isUnscored = query.error !== null && fromWireError(query.error).code === 'not_found';
  return (
    <ModelTabs>
      {isUnscored ? (
        <Empty heading={1} title={t('unscored')} text={t('unscoredText')} />
      ) : (
        <QueryView
          query={query}
          skeleton="page"
          isEmpty={(data) => data.customers === 0}
          empty={<Empty heading={1} title={t('unscored')} text={t('unscoredText')} />}
        >
          {(ranking) => <Reasons ranking={ranking} view={view} onView={setView} />}
        </QueryView>
      )}
    </ModelTabs>
  );
}

type ReasonsProps = { readonly ranking: Ranking; readonly view: ReasonsView; readonly onView: OnView };

function Reasons({ ranking, view, onView }: ReasonsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const feature = ranking.features.find((row) => row.feature === view.feature) ?? ranking.features[0];
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" size="sm" component="div">
            {t('lead', {
              model: ranking.model.name,
              count: ranking.customers,
              day: format.day(ranking.asOf),
            })}{' '}
            <Definition title={t('title')} rule={t(ranking.model.exact ? 'rule' : 'ruleSampled')} width={440} />
          </Text>
        </div>
        <Choice
          label={t('by')}
          value={view.by}
          data={[
            { value: 'parts', label: t('byParts') },
            { value: 'shuffle', label: t('byShuffle') },
          ]}
          onChange={(by) => onView({ by })}
        />
      </Group>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack gap="md">
            {view.by === 'parts' ? (
              <>
                <ThemeRanking ranking={ranking} view={view} onView={onView} />
                <FeatureRanking ranking={ranking} view={view} chosen={feature?.feature ?? null} onView={onView} />
              </>
            ) : (
              <ShuffleRanking ranking={ranking} chosen={feature?.feature ?? null} onView={onView} />
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          {feature === undefined ? null : <DependenceCard key={feature.feature} feature={feature} />}
        </Grid.Col>
      </Grid>
      <OpenedAccounts ranking={ranking} view={view} onView={onView} />
    </Stack>
  );
}

function OpenedAccounts({ ranking, view, onView }: ReasonsProps) {
  const t = useMessages(messages);
  const text = useLanguageText();
  const set = openedSet(view);
  const feature = ranking.features.find((row) => row.feature === set?.feature);
  const name = feature === undefined ? themeName(set?.theme ?? '') : text(feature.description);
  return (
    <AccountSetDrawer
      set={set}
      title={t(`accounts.${view.side}`, { name })}
      subtitle={t('accounts.lead')}
      onClose={() => onView({ open: undefined })}
    />
  );
}
