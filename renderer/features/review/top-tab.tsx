import { Alert, Button, Group, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TopAnswer } from '../../../shared/contract/index.ts';
import { SaveFileMenu, useLanguageText } from '../../app/analysis/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { topMessages } from './top-messages.ts';
import { SaveTop } from './save-top.tsx';
import { TopFigures } from './top-figures.tsx';
import { TopGroups, TopList } from './top-list.tsx';
import { filterOf } from './view.ts';
import type { ReviewView } from './view.ts';

type TopTabProps = { readonly view: ReviewView; readonly onView: (change: Partial<ReviewView>) => void };

/** The team's capacity and the price of an action in; what it covers, what it has to save and the list out. */
export function TopTab({ view, onView }: TopTabProps) {
  const t = useMessages(topMessages);
  const say = useLanguageText();
  const format = useFormat();
  const { client } = useHost();
  const ask = {
    filter: filterOf(view),
    capacity: view.capacity,
    per: view.per,
    cost: view.cost ?? null,
    saveRate: view.saveRate ?? null,
  };
  const query = useQuery(useApi().decisions.top.queryOptions({ input: ask, placeholderData: keepPreviousData }));
  const answer = query.data;
  const currency = answer?.covered[0]?.currency ?? 'XXX';
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap={6} wrap="nowrap">
            <Title order={2}>{t('top.title')}</Title>
            {answer === undefined ? null : (
              <Definition
                title={t('top.title')}
                rule={say(answer.words)}
                facts={[[t('top.scored'), format.day(answer.asOf)]]}
                width={520}
              />
            )}
          </Group>
          <Text c="dimmed" size="sm">
            {t('top.lead')}
          </Text>
        </div>
        <Group gap={6} wrap="nowrap">
          <FilterMenu view={view} onChange={onView} />
          <SaveFileMenu make={(format) => client.decisions.exportTop({ ...ask, format })} />
          {answer === undefined ? null : <SaveTop answer={answer} />}
          <Button size="xs" onClick={() => onView({ tab: 'review', size: view.capacity, at: undefined, end: false })}>
            {t('top.start')}
          </Button>
        </Group>
      </Group>
      <Group align="flex-end" gap="sm">
        <Amount
          label={t('top.capacity')}
          value={view.capacity}
          max={500}
          min={1}
          digits={0}
          onValue={(capacity) => capacity !== undefined && onView({ capacity })}
        />
        <Choice
          label={t('top.per')}
          value={view.per}
          data={[
            { value: 'week', label: t('top.week') },
            { value: 'month', label: t('top.month') },
          ]}
          onChange={(per) => onView({ per })}
        />
        <Amount
          label={t('top.cost', { currency: currency === 'XXX' ? '¤' : currency })}
          value={view.cost}
          digits={2}
          onValue={(cost) => onView({ cost })}
        />
        <Amount
          label={t('top.saveRate')}
          value={view.saveRate === undefined ? undefined : 100 * view.saveRate}
          max={100}
          digits={1}
          onValue={(rate) => onView({ saveRate: rate === undefined ? undefined : rate / 100 })}
        />
      </Group>
      <QueryView
        query={query}
        skeleton="page"
        isEmpty={({ rows }) => rows.length === 0}
        empty={<Empty title={t('top.none')} text={t('top.noneText')} />}
      >
        {(found) => (
          <>
            <TopFigures answer={found} />
            <Verdict answer={found} />
            <TopList answer={found} />
            <TopGroups answer={found} />
          </>
        )}
      </QueryView>
    </Stack>
  );
}

type AmountProps = {
  readonly label: string;
  readonly value: number | undefined;
  readonly min?: number;
  readonly max?: number;
  readonly digits: number;
  readonly onValue: (value: number | undefined) => void;
};

/** A number that is asked for when somebody has stopped typing. */
function Amount({ label, value, min = 0, max = 1e12, digits, onValue }: AmountProps) {
  const [typed, setTyped] = useState<string | number>(value ?? '');
  const tell = useDebouncedCallback((next: string | number) => {
    const number = next === '' ? undefined : Number(next);
    if (number === undefined || (number >= min && number <= max)) onValue(number);
  }, 300);
  return (
    <NumberInput
      label={label}
      value={typed}
      min={min}
      max={max}
      decimalScale={digits}
      allowNegative={false}
      hideControls
      w={230}
      onChange={(next) => {
        setTyped(next);
        tell(next);
      }}
    />
  );
}

/** What an assumption comes to; without one, what one in ten would. */
function Verdict({ answer: { covered, cost, saved, rows } }: { readonly answer: TopAnswer }) {
  const t = useMessages(topMessages);
  const format = useFormat();
  const [sum, ...others] = covered;
  if (sum === undefined || others.length > 0) return null;
  const tenth = { minor: Math.round(sum.minor / 10), currency: sum.currency };
  return (
    <Alert variant="light" py="xs" color={saved !== null && saved.net.minor < 0 ? 'orange' : 'harbour'}>
      <Text size="sm">
        {saved !== null
          ? t('top.saved', {
              share: format.percent(saved.rate),
              money: format.money(saved.revenue),
              net: format.money(saved.net),
              paying: format.integer(saved.paying),
              total: format.integer(rows.length),
            })
          : cost === null
            ? t('top.ifTen', { money: format.money(tenth) })
            : t('top.ifTenNet', {
                money: format.money(tenth),
                net: format.money({ ...tenth, minor: tenth.minor - cost.total.minor }),
              })}
      </Text>
    </Alert>
  );
}
