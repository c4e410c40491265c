import { Anchor, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconChecks } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { HomeAnswer, HomeRow } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { DayInput, useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { useUndo } from '../../app/undo.tsx';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ShowMore } from '../../ui/show-more.tsx';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { Controls } from './controls.tsx';
import styles from './home.module.css';
import { messages } from './messages.ts';
import { NewsList } from './news-list.tsx';
import { Notices } from './notices.tsx';
import { Totals } from './totals.tsx';
import { useLook } from './use-look.ts';
import { homeView, isFiltered, noFilter, sinceWays, toAsk } from './view.ts';
import type { HomeView, SetHomeView } from './view.ts';

const pageSize = 50;

/** What changed since one last looked, an account a line, those most worth a look first. */
export function HomePage() {
  const api = useApi();
  const { told } = useUndo();
  const [view, setView] = useUrlState(homeView);
  const ask = toAsk(view);
  const query = useInfiniteQuery({
    ...api.home.changed.infiniteOptions({
      input: (cursor: string | null) => ({ ...ask, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
    placeholderData: keepPreviousData,
  });
  const first = query.data?.pages[0];
  useLook(first !== undefined && first.accounts > 0);
  const onSuccess = ({ change }: { readonly change: Parameters<typeof told>[0] }) => told(change);
  const seen = useMutation(api.home.seen.mutationOptions({ onSuccess }));
  const close = useMutation(api.home.close.mutationOptions({ onSuccess }));
  const failure = seen.error ?? close.error;
  return (
    <div className={styles.page}>
      <Head answer={first} view={view} onView={setView} isClosing={close.isPending} onClose={() => close.mutate({})} />
      {failure === null ? null : <ErrorState error={failure} />}
      <QueryView query={query} skeleton="page" isEmpty={() => first?.accounts === 0} empty={<NoData />}>
        {({ pages }) => {
          const [page] = pages;
          if (page === undefined) return null;
          const rows = pages.flatMap((one) => one.rows);
          const notices = page.notices.filter(({ isSeen }) => !isSeen);
          return (
            <>
              <Totals answer={page} direction={view.direction} onView={setView} />
              {page.scores === null ? <NoModel /> : null}
              <Notices
                notices={notices}
                onSeen={({ key, text }) =>
                  seen.mutate({ subjects: [{ accountId: null, name: text.en.slice(0, 400), keys: [key] }] })
                }
              />
              <Controls view={view} onView={(change) => setView({ ...change, row: undefined })} answer={page} />
              {rows.length === 0 ? (
                <Nothing answer={page} view={view} onView={setView} />
              ) : (
                <List
                  rows={rows}
                  view={view}
                  total={page.total}
                  query={query}
                  onSeen={({ id, name, news }) =>
                    seen.mutate({ subjects: [{ accountId: id, name, keys: news.map(({ key }) => key) }] })
                  }
                />
              )}
            </>
          );
        }}
      </QueryView>
    </div>
  );
}

type HeadProps = {
  readonly answer: HomeAnswer | undefined;
  readonly view: HomeView;
  readonly onView: SetHomeView;
  readonly isClosing: boolean;
  readonly onClose: () => void;
};

function Head({ answer, view, onView, isClosing, onClose }: HeadProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  return (
    <Group justify="space-between" gap="xs" align="flex-start">
      <div>
        <Group gap="sm" align="baseline">
          <Title order={1}>{t('title')}</Title>
          {answer === undefined || answer.accounts === 0 ? null : (
            <>
              <Text size="sm" aria-live="polite">
                {t('count', { count: answer.total })}
                {answer.hidden === 0 ? '' : ` · ${t('hidden', { count: answer.hidden })}`}
              </Text>
              <Definition
                title={t('rules')}
                rule={say(answer.definition.words)}
                facts={answer.rules.map(({ kind, words }) => [t(`rule.${kind}`), say(words)])}
                source={answer.definition}
                width={620}
              />
            </>
          )}
        </Group>
        {answer === undefined || answer.accounts === 0 ? null : (
          <Text size="xs" c="dimmed">
            {t(`told.${answer.since.of}`, {
              when: answer.since.at === null ? '' : format.instant(answer.since.at),
              from: format.day(answer.since.from),
              asOf: format.day(answer.asOf),
            })}
          </Text>
        )}
      </div>
      <Group gap="xs" align="flex-end">
        <Select
          size="xs"
          w={184}
          aria-label={t('since')}
          data={sinceWays.map((value) => ({ value, label: t(`since.${value}`) }))}
          value={view.since}
          onChange={(value) => {
            const since = sinceWays.find((way) => way === value) ?? 'visit';
            onView({ since, row: undefined, ...(since === 'day' ? { day: view.day ?? answer?.since.from } : {}) });
          }}
          allowDeselect={false}
        />
        {view.since === 'day' ? (
          <DayInput label={t('day')} value={view.day} onChange={(day) => onView({ day })} />
        ) : null}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconChecks size={15} />}
          title={t('closeHint')}
          loading={isClosing}
          disabled={answer === undefined || answer.accounts === 0}
          onClick={onClose}
        >
          {t('closeAll')}
        </Button>
      </Group>
    </Group>
  );
}

type ListProps = {
  readonly rows: readonly HomeRow[];
  readonly view: HomeView;
  readonly total: number;
  readonly query: Parameters<typeof ShowMore>[0]['query'];
  readonly onSeen: (row: HomeRow) => void;
};

function List({ rows, view, total, query, onSeen }: ListProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const navigate = useNavigate();
  // The row is remembered in this page's address first, so that coming back finds it.
  const open = useCallback(
    async ({ id }: HomeRow): Promise<void> => {
      await navigate({
        to: '.',
        search: (search: Record<string, unknown>) => ({ ...search, row: id }),
        replace: true,
        resetScroll: false,
      } as never);
      await navigate({ to: accountPath(id) });
    },
    [navigate],
  );
  return (
    <Stack gap="xs">
      <NewsList rows={rows} initial={view.row} onOpen={(row) => void open(row)} onSeen={onSeen} />
      <Group justify="space-between">
        <Text size="xs" c="dimmed" data-no-print>
          {t('keys')}
        </Text>
        <ShowMore
          shown={t('shown', { shown: format.integer(rows.length), total: format.integer(total) })}
          more={t('more')}
          query={query}
        />
      </Group>
    </Stack>
  );
}

function NoModel() {
  const t = useMessages(messages);
  return (
    <Text size="sm" c="dimmed">
      {t('noModel')}{' '}
      <Anchor component={Link} to="/model" inherit underline="always">
        {t('train')}
      </Anchor>
    </Text>
  );
}

function NoData() {
  const t = useMessages(messages);
  return (
    <Empty
      title={t('noDataTitle')}
      text={t('noDataText')}
      action={
        <Button component={Link} to="/import">
          {t('noDataAction')}
        </Button>
      }
    />
  );
}

/** Why there is nothing to see, and what would show more. */
function Nothing({
  answer,
  view,
  onView,
}: {
  readonly answer: HomeAnswer;
  readonly view: HomeView;
  readonly onView: SetHomeView;
}) {
  const t = useMessages(messages);
  if (isFiltered(view)) {
    return (
      <Empty
        title={t('noMatchTitle')}
        text={t('noMatchText')}
        action={<Button onClick={() => onView(noFilter)}>{t('clear')}</Button>}
      />
    );
  }
  if (answer.hidden > 0) {
    return (
      <Empty
        icon={<IconChecks size={26} stroke={1.6} />}
        title={t('allSeenTitle')}
        text={t('allSeenText')}
        action={
          <Button variant="default" onClick={() => onView({ hidden: true })}>
            {t('allSeenShow')}
          </Button>
        }
      />
    );
  }
  return (
    <Empty
      icon={<IconChecks size={26} stroke={1.6} />}
      title={t('noneTitle')}
      text={t('noneText')}
      action={
        <Group gap="xs" justify="center">
          {view.since === 'd30' ? null : <Button onClick={() => onView({ since: 'd30' })}>{t('noneLonger')}</Button>}
          <Button component={Link} to="/import" variant="default">
            {t('noneImport')}
          </Button>
        </Group>
      }
    />
  );
}
