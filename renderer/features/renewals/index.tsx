import { Alert, Button, Group, Select, Stack, Switch, Tabs, Text, TextInput, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { renewalCall } from '../../../shared/contract/index.ts';
import { PersonCallout } from '../../app/account-parts/person-callout.tsx';
import { SaveFileMenu, SegmentSelect, useLanguageText } from '../../app/analysis/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { OwnerSelect } from '../../app/owner-select.tsx';
import { useUrlState } from '../../app/search.ts';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { AccuracyTab } from './accuracy-tab.tsx';
import { CalendarTab } from './calendar-tab.tsx';
import { RenewalDetails } from './details.tsx';
import { ForecastTab } from './forecast-tab.tsx';
import { messages } from './messages.ts';
import { monthsFrom, renewalsView, tabs, toFilter } from './view.ts';
import type { RenewalsView } from './view.ts';

/** What is due to be renewed, what is expected of it, and how well that was foretold before. */
export function RenewalsPage() {
  const t = useMessages(messages);
  const say = useLanguageText();
  const api = useApi();
  const { client } = useHost();
  const [view, setView] = useUrlState(renewalsView);
  const searchField = useRef<HTMLInputElement>(null);
  const filter = toFilter(view);
  const forecast = useQuery({
    ...api.renewals.forecast.queryOptions({ input: { filter, by: view.by } }),
    placeholderData: keepPreviousData,
  });
  useHotkeys([['/', () => searchField.current?.focus()]]);
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap={6} wrap="nowrap">
            <Title order={1}>{t('title')}</Title>
            {forecast.data === undefined ? null : (
              <Definition
                title={t('title')}
                rule={say(forecast.data.definition.words)}
                source={forecast.data.definition}
                width={520}
              />
            )}
          </Group>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        <SaveFileMenu
          make={(format) => client.renewals.export({ filter, order: view.order, descending: view.descending, format })}
        />
      </Group>
      <PersonCallout />
      <ModelNews asOf={forecast.data?.asOf ?? null} modelAsOf={forecast.data?.modelAsOf} />
      <Tabs value={view.tab} onChange={(tab) => setView({ tab: tab as RenewalsView['tab'] })} keepMounted={false}>
        <Tabs.List aria-label={t('tabs')} mb="sm">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={view.tab}>
          <Stack gap="sm">
            {view.tab === 'accuracy' ? null : (
              <Filters view={view} asOf={forecast.data?.asOf ?? null} searchField={searchField} onView={setView} />
            )}
            {view.tab === 'calendar' ? <CalendarTab view={view} onView={setView} /> : null}
            {view.tab === 'forecast' ? <ForecastTab view={view} query={forecast} onView={setView} /> : null}
            {view.tab === 'accuracy' ? <AccuracyTab segment={view.segment} /> : null}
          </Stack>
        </Tabs.Panel>
      </Tabs>
      <RenewalDetails
        of={view.account === undefined || view.day === undefined ? null : { account: view.account, day: view.day }}
        start={view.say ?? null}
        onClose={() => setView({ account: undefined, day: undefined, say: undefined })}
      />
    </Stack>
  );
}

/** @param props.modelAsOf undefined while it is asked for */
function ModelNews({
  asOf,
  modelAsOf,
}: {
  readonly asOf: string | null;
  readonly modelAsOf: string | null | undefined;
}) {
  const t = useMessages(messages);
  const format = useFormat();
  if (modelAsOf === undefined || asOf === null || modelAsOf === asOf) return null;
  return (
    <Alert variant="light" py={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {modelAsOf === null ? t('noModel') : t('modelOld', { model: format.day(modelAsOf), data: format.day(asOf) })}
        </Text>
        <Button component={Link} to="/survival" search={{ tab: 'renewals' } as never} size="compact-sm" variant="light">
          {t('askModel')}
        </Button>
      </Group>
    </Alert>
  );
}

const everything = 'all:';
const spans = [3, 6, 12, 18, 24, 36];

type FiltersProps = {
  readonly view: RenewalsView;
  readonly asOf: string | null;
  readonly searchField: React.RefObject<HTMLInputElement | null>;
  readonly onView: (change: Partial<RenewalsView>) => void;
};

function Filters({ view, asOf, searchField, onView }: FiltersProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const owners =
    useQuery(useApi().renewals.list.queryOptions({ input: { limit: 1, filter: { months: 36, short: true } } })).data
      ?.owners ?? [];
  const all = { value: everything, label: t('all') };
  const chosen = (value: string | null): string | undefined =>
    value === null || value === everything ? undefined : value;
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        size="xs"
        ref={searchField}
        label={t('search')}
        w={150}
        leftSection={<IconSearch size={15} />}
        value={view.search}
        onChange={(event) => onView({ search: event.currentTarget.value })}
      />
      <Select
        size="xs"
        label={t('months')}
        w={108}
        allowDeselect={false}
        value={String(view.months)}
        data={spans.map((count) => ({ value: String(count), label: t('monthsCount', { count }) }))}
        onChange={(value) => onView({ months: Number(value ?? 12) })}
      />
      <Select
        size="xs"
        label={t('month')}
        w={108}
        allowDeselect={false}
        value={view.month ?? everything}
        data={[
          all,
          ...(asOf === null ? [] : monthsFrom(asOf, view.months)).map((month) => ({
            value: month,
            label: format.month(month),
          })),
        ]}
        onChange={(value) => onView({ month: chosen(value) })}
      />
      <OwnerSelect
        label={t('owner')}
        texts={{ all: t('all'), nobody: t('nobody') }}
        width={140}
        owners={owners}
        owner={view.owner}
        onOwner={(owner) => onView({ owner })}
      />
      <SegmentSelect size="xs" value={view.segment} onChange={(segment) => onView({ segment })} />
      <Select
        size="xs"
        label={t('callFilter')}
        w={108}
        allowDeselect={false}
        value={view.call ?? everything}
        data={[
          all,
          ...([...renewalCall.options, 'unsaid'] as const).map((value) => ({ value, label: t(`call.${value}`) })),
        ]}
        onChange={(value) => onView({ call: chosen(value) as RenewalsView['call'] })}
      />
      <Select
        size="xs"
        label={t('only')}
        w={160}
        allowDeselect={false}
        value={view.only ?? everything}
        data={[all, ...(['owed', 'differ'] as const).map((value) => ({ value, label: t(`only.${value}`) }))]}
        onChange={(value) => onView({ only: chosen(value) as RenewalsView['only'] })}
      />
      <Switch
        size="xs"
        mb={6}
        label={t('short')}
        checked={view.short}
        onChange={(event) => onView({ short: event.currentTarget.checked })}
      />
    </Group>
  );
}
