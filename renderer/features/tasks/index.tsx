import { Button, Chip, Group, SegmentedControl, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { IconDownload, IconSearch, IconUserShare } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { z } from 'zod';
import type { TaskFilter } from '../../../shared/contract/index.ts';
import { PersonCallout } from '../../app/account-parts/person-callout.tsx';
import { NewTask } from '../../app/account-parts/task-form.tsx';
import { useMe } from '../../app/account-parts/use-me.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { TaskList } from './task-list.tsx';

/** The view of the tasks as it stands in the address. */
const tasksView = z.object({
  who: z.enum(['mine', 'all', 'nobody']).default('mine'),
  /** Of everyone's: those of this person. */
  person: z.string().optional(),
  by: z.enum(['due', 'account']).default('due'),
  done: z.boolean().default(false),
  search: z.coerce.string().max(200).default(''),
  account: z.coerce.string().optional(),
});
type TasksView = z.output<typeof tasksView>;

const pageSize = 200;
const whoseTasks = ['mine', 'all', 'nobody'] as const;

function toFilter({ who, person, done, search, account }: TasksView, me: string): TaskFilter {
  const assignee = who === 'mine' ? me : who === 'nobody' ? null : person;
  return {
    search,
    ...(assignee === undefined ? {} : { assignee }),
    ...(account === undefined ? {} : { accountId: account }),
    ...(done ? {} : { state: 'open' as const }),
  };
}

/** What is to be done, by whom and by when. */
export function TasksPage() {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const host = useHost();
  const me = useMe();
  const [view, setView] = useUrlState(tasksView);
  const [isRuleOpen, setIsRuleOpen] = useState(false);
  const newTask = useRef<HTMLInputElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const filter = toFilter(view, me.name);
  const people = useQuery(api.tasks.people.queryOptions({ enabled: view.who === 'all' })).data ?? [];
  const tasks = useInfiniteQuery({
    ...api.tasks.list.infiniteOptions({
      input: (cursor: string | null) => ({ ...filter, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
    placeholderData: keepPreviousData,
  });
  const exporting = useMutation({
    mutationFn: async () => {
      const file = await host.client.tasks.export(filter);
      return (await host.saveExport(file.grant, file.name)) ? file.name : null;
    },
    onSuccess: (name) => {
      if (name !== null) notifications.show({ message: t('exported', { name }), withBorder: true });
    },
  });
  useHotkeys([
    ['n', () => newTask.current?.focus()],
    ['/', () => searchField.current?.focus()],
  ]);
  const counts = tasks.data?.pages[0]?.counts;
  const isNarrow = view.search.trim() !== '' || view.account !== undefined || view.person !== undefined;

  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="sm" align="baseline">
          <Title order={1}>{t('title')}</Title>
          {counts === undefined ? null : (
            <Text size="sm" aria-live="polite">
              {t('open', { count: counts.open })}
              {counts.overdue === 0 ? '' : ` · ${t('late', { count: counts.overdue })}`}
            </Text>
          )}
        </Group>
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconUserShare size={14} />}
            onClick={() => setIsRuleOpen(true)}
          >
            {t('rule')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => exporting.mutate()}
            loading={exporting.isPending}
          >
            {t('export')}
          </Button>
        </Group>
      </Group>
      <PersonCallout />
      <NewTask fieldRef={newTask} />
      <Group gap="xs" align="center">
        <SegmentedControl
          size="xs"
          aria-label={t('who')}
          value={view.who}
          data={whoseTasks.map((value) => ({ value, label: t(`who.${value}`) }))}
          onChange={(who) => setView({ who, person: undefined })}
        />
        {view.who === 'all' ? (
          <Select
            size="xs"
            w={170}
            aria-label={t('person')}
            searchable
            data={[
              { value: '', label: t('anyone') },
              ...people.map(({ name }) => ({ value: `p:${name}`, label: name })),
            ]}
            value={view.person === undefined ? '' : `p:${view.person}`}
            onChange={(value) => setView({ person: value?.startsWith('p:') === true ? value.slice(2) : undefined })}
            allowDeselect={false}
            limit={100}
          />
        ) : null}
        <SegmentedControl
          size="xs"
          aria-label={t('by')}
          value={view.by}
          data={[
            { value: 'due', label: t('by.due') },
            { value: 'account', label: t('by.account') },
          ]}
          onChange={(by) => setView({ by })}
        />
        <TextInput
          ref={searchField}
          size="xs"
          w={190}
          type="search"
          aria-label={t('search')}
          placeholder={`${t('search')}  /`}
          leftSection={<IconSearch size={14} />}
          value={view.search}
          onChange={(event) => setView({ search: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <Chip size="xs" variant="light" checked={view.done} onChange={(done) => setView({ done })}>
          {t('showDone')}
          {counts === undefined ? '' : ` ${format.integer(counts.done)}`}
        </Chip>
        {isNarrow ? (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => setView({ search: '', account: undefined, person: undefined })}
          >
            {t('clear')}
          </Button>
        ) : null}
      </Group>
      {exporting.error === null ? null : <ErrorState error={exporting.error} onRetry={() => exporting.mutate()} />}
      <QueryView
        query={tasks}
        skeleton="lines"
        isEmpty={(data) => data.pages[0]?.rows.length === 0}
        empty={
          isNarrow ? (
            <Empty title={t('noMatch')} text={t('noMatchText')} />
          ) : (
            <Empty title={t('empty')} text={t('emptyText')} />
          )
        }
      >
        {(data) => (
          <TaskList
            tasks={data.pages.flatMap((page) => page.rows)}
            today={data.pages[0]?.today ?? ''}
            by={view.by}
            showAssignee={view.who === 'all'}
            hasMore={tasks.hasNextPage}
            isLoadingMore={tasks.isFetchingNextPage}
            onMore={() => void tasks.fetchNextPage()}
          />
        )}
      </QueryView>
      <Text size="xs" c="dimmed">
        {t('keys')}
      </Text>
      <RuleDialog isOpen={isRuleOpen} onClose={() => setIsRuleOpen(false)} />
    </Stack>
  );
}
