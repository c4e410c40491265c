import { Alert, Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconListDetails, IconPlus, IconSearch, IconShieldCheck } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { riskStage, riskView } from '../../../shared/contract/index.ts';
import { PersonCallout } from '../../app/account-parts/person-callout.tsx';
import { riskMessages } from '../../app/account-parts/risk-messages.ts';
import { SaveFileMenu, SegmentSelect, useLanguageText } from '../../app/analysis/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { OwnerSelect } from '../../app/owner-select.tsx';
import { useUrlState } from '../../app/search.ts';
import { Choice } from '../../ui/choice.tsx';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { RiskBoard } from './board.tsx';
import { RiskDetails } from './details.tsx';
import { messages } from './messages.ts';
import { NewRisk } from './new-risk.tsx';
import { ReasonsDrawer } from './reasons.tsx';
import { RiskTable } from './register.tsx';
import { Suggestions } from './suggestions.tsx';
import { Totals } from './totals.tsx';
import { risksView, toAsk } from './view.ts';
import type { RisksView } from './view.ts';

const pageSize = 200;

/** The risk register: who is worked on, by whom, and what is at stake. */
export function RisksPage() {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const api = useApi();
  const { client } = useHost();
  const [view, setView] = useUrlState(risksView);
  const [isOpening, setIsOpening] = useState(false);
  const [isReasons, setIsReasons] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const ask = toAsk(view);
  const query = useInfiniteQuery({
    ...api.risks.list.infiniteOptions({
      input: (cursor: string | null) => ({ ...ask, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
    placeholderData: keepPreviousData,
  });
  const first = query.data?.pages[0];
  useHotkeys([
    ['n', () => setIsOpening(true)],
    ['/', () => searchField.current?.focus()],
    ['b', () => setView({ show: view.show === 'table' ? 'board' : 'table' })],
  ]);
  const open = (risk: number): void => setView({ risk }, { push: true });
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        <Group gap={6} wrap="nowrap">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconListDetails size={15} />}
            onClick={() => setIsReasons(true)}
          >
            {t('reasons')}
          </Button>
          <SaveFileMenu make={(format) => client.risks.export({ ...ask, format })} />
          <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setIsOpening(true)}>
            {r('open')}
          </Button>
        </Group>
      </Group>
      <PersonCallout />
      <Suggestions />
      <Totals totals={first?.totals ?? null} view={view} onStage={(stage) => setView({ stage })} />
      <Filters view={view} owners={first?.owners ?? []} searchField={searchField} onView={setView} />
      {view.account === undefined ? null : (
        <Alert py={6} variant="light">
          <Group gap="xs">
            <Text size="sm">{t('onlyAccount')}</Text>
            <Button size="compact-xs" variant="subtle" onClick={() => setView({ account: undefined })}>
              {t('showAll')}
            </Button>
          </Group>
        </Alert>
      )}
      <QueryView
        query={query}
        skeleton="table"
        isEmpty={({ pages }) => (pages[0]?.total ?? 0) === 0}
        empty={
          <Empty
            icon={<IconShieldCheck size={26} stroke={1.6} />}
            title={t('emptyTitle')}
            text={t('emptyText')}
            action={<Button onClick={() => setIsOpening(true)}>{r('open')}</Button>}
          />
        }
      >
        {({ pages }) => {
          const risks = pages.flatMap(({ rows }) => rows);
          const total = pages[0]?.total ?? 0;
          return view.show === 'board' ? (
            <RiskBoard risks={risks} total={total} stage={view.stage} onOpen={open} />
          ) : (
            <RiskTable
              risks={risks}
              total={total}
              view={view}
              onOpen={open}
              onSort={({ id, descending }) => setView({ sort: id as RisksView['sort'], descending })}
              hasMore={query.hasNextPage}
              isLoadingMore={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          );
        }}
      </QueryView>
      <Text size="xs" c="dimmed">
        {t('keys')}
      </Text>
      <RiskDetails id={view.risk ?? null} onClose={() => setView({ risk: undefined })} />
      <NewRisk opened={isOpening} onClose={() => setIsOpening(false)} />
      <ReasonsDrawer opened={isReasons} onClose={() => setIsReasons(false)} />
    </Stack>
  );
}

type FiltersProps = {
  readonly view: RisksView;
  readonly owners: readonly string[];
  readonly searchField: React.RefObject<HTMLInputElement | null>;
  readonly onView: (change: Partial<RisksView>) => void;
};

const everything = 'all:';
const duties = ['overdue', 'week', 'month', 'none'] as const;
const groups = ['none', 'stage', 'owner', 'reason'] as const;

function Filters({ view, owners, searchField, onView }: FiltersProps) {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const say = useLanguageText();
  const reasons = useQuery(useApi().risks.reasons.queryOptions()).data ?? [];
  const all = { value: everything, label: t('all') };
  const chosen = (value: string | null): string | undefined =>
    value === null || value === everything ? undefined : value;
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        size="xs"
        ref={searchField}
        label={t('search')}
        w={170}
        leftSection={<IconSearch size={15} />}
        value={view.search}
        onChange={(event) => onView({ search: event.currentTarget.value })}
      />
      <Select
        size="xs"
        label={r('stage')}
        w={140}
        allowDeselect={false}
        value={view.stage}
        data={[
          { value: 'open', label: t('stageOpen') },
          { value: 'all', label: t('stageAll') },
          ...riskStage.options.map((value) => ({ value, label: r(`stage.${value}`) })),
        ]}
        onChange={(value) => onView({ stage: (value ?? 'open') as RisksView['stage'] })}
      />
      <OwnerSelect
        label={r('owner')}
        texts={{ all: t('all'), nobody: r('nobody') }}
        width={120}
        owners={owners}
        owner={view.owner}
        onOwner={(owner) => onView({ owner })}
      />
      <Select
        size="xs"
        label={r('reason')}
        w={130}
        allowDeselect={false}
        value={view.reason === undefined ? everything : String(view.reason)}
        data={[all, ...reasons.map(({ id, name }) => ({ value: String(id), label: say(name) }))]}
        onChange={(value) => onView({ reason: chosen(value) === undefined ? undefined : Number(value) })}
      />
      <Select
        size="xs"
        label={r('due')}
        w={110}
        allowDeselect={false}
        value={view.due ?? everything}
        data={[all, ...duties.map((value) => ({ value, label: t(`due.${value}`) }))]}
        onChange={(value) => onView({ due: chosen(value) as RisksView['due'] })}
      />
      <Select
        size="xs"
        label={t('view')}
        w={160}
        allowDeselect={false}
        value={view.view ?? everything}
        data={[all, ...riskView.options.map((value) => ({ value, label: r(`view.${value}`) }))]}
        onChange={(value) => onView({ view: chosen(value) as RisksView['view'] })}
      />
      <SegmentSelect size="xs" value={view.segment} onChange={(segment) => onView({ segment })} />
      {view.show === 'board' ? null : (
        <Select
          size="xs"
          label={t('group')}
          w={130}
          allowDeselect={false}
          value={view.group}
          data={groups.map((value) => ({ value, label: t(`group.${value}`) }))}
          onChange={(value) => onView({ group: (value ?? 'none') as RisksView['group'] })}
        />
      )}
      <Choice
        label={t('show')}
        value={view.show}
        data={[
          { value: 'table', label: t('show.table') },
          { value: 'board', label: t('show.board') },
        ]}
        onChange={(show) => onView({ show })}
      />
    </Group>
  );
}
