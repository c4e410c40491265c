import { Button, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { PortfolioTree } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { accountPath } from '../../app/account-id.ts';
import { AnswerView } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { Chart } from '../../ui/chart.tsx';
import type { ChartClick, ChartTable } from '../../ui/chart.tsx';
import { useChartTokens } from '../../ui/chart-theme.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { Filters } from './filters.tsx';
import { messages } from './messages.ts';
import { PageHead } from './page-head.tsx';
import { mostRisk, treeOption } from './tree-option.ts';
import type { TreeWords } from './tree-option.ts';
import { filterOf } from './view.ts';
import type { PortfolioView, SetPortfolioView } from './view.ts';

type TabProps = { readonly view: PortfolioView; readonly onView: SetPortfolioView };

/** Owner, segment, account: the area is revenue, the colour risk. */
export function TreeTab({ view, onView }: TabProps) {
  const t = useMessages(messages);
  const api = useApi();
  const options = api.portfolio.tree.queryOptions({
    input: { filter: filterOf(view) },
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const words = useTreeWords(query.data?.currency ?? 'XXX');
  const sheet = (tree: PortfolioTree) => ({
    name: t('sheetGroups'),
    columns: [t('owner'), t('segment'), t('accounts'), t('revenue'), t('atRisk'), t('risk')],
    rows: tree.groups.map(({ owner, segment, accounts, revenue, atRisk, risk }) => {
      const major = (minor: number): number => minor / 10 ** minorDigits(tree.currency);
      return [words.owner(owner), words.segment(segment), accounts, major(revenue.minor), major(atRisk.minor), risk];
    }),
  });
  return (
    <Stack gap="sm">
      <PageHead
        definition={query.data?.definition}
        exportOf={() => (query.data === undefined ? null : { name: t('title'), sheets: [sheet(query.data)] })}
      />
      <Filters view={view} onView={onView} />
      <AnswerView
        query={query}
        queryKey={options.queryKey}
        isEmpty={({ leaves }) => leaves.length === 0}
        empty={<NoAccounts />}
      >
        {(tree) => <Picture tree={tree} words={words} onView={onView} />}
      </AnswerView>
    </Stack>
  );
}

type PictureProps = { readonly tree: PortfolioTree; readonly words: TreeWords; readonly onView: SetPortfolioView };

function Picture({ tree, words, onView }: PictureProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const navigate = useNavigate();
  const option = useCallback((tokens: ChartTokens) => treeOption(tree, words, tokens), [tree, words]);
  const openGroup = (place: number): void => {
    const group = tree.groups[place];
    if (group !== undefined)
      onView({ area: { of: 'group', owner: group.owner, segment: group.segment } }, { push: true });
  };
  const onClick = ({ data }: ChartClick): void => {
    const key = typeof data === 'object' && data !== null && 'key' in data ? String(data.key) : '';
    if (key.startsWith('account ')) void navigate({ to: accountPath(key.slice('account '.length)) });
    else if (key.startsWith('group ')) openGroup(Number(key.slice('group '.length)));
    else if (key.startsWith('owner ')) {
      const owner = key.slice('owner '.length);
      onView({ area: { of: 'group', owner: owner === '' ? null : owner } }, { push: true });
    }
  };
  const table: ChartTable = {
    columns: [t('owner'), t('segment'), t('accounts'), t('revenue'), t('atRisk'), t('risk')],
    rows: tree.groups.map(({ owner, segment, accounts, revenue, atRisk, risk }) => [
      words.owner(owner),
      words.segment(segment),
      format.integer(accounts),
      format.money(revenue),
      format.money(atRisk),
      format.percent(risk),
    ]),
    open: (row, column) => (column === 2 ? () => openGroup(row) : null),
  };
  return (
    <Stack gap="xs">
      <Chart
        label={t('treeLabel')}
        option={option}
        table={table}
        height={500}
        onClick={onClick}
        controls={
          <Group gap="md" wrap="nowrap">
            <Scale />
            <Text size="xs" c="dimmed" truncate>
              {t('treeNote')}
            </Text>
          </Group>
        }
      />
      {tree.missing === 0 ? null : (
        <Text size="xs" c="dimmed">
          {t('treeMissing', { count: tree.missing })}
        </Text>
      )}
    </Stack>
  );
}

/** What the colours mean. */
function Scale() {
  const t = useMessages(messages);
  const format = useFormat();
  const tokens = useChartTokens();
  const steps = tokens.ramp.slice(1);
  const square = (colour: string) => (
    <span style={{ width: 18, height: 12, background: colour, display: 'inline-block' }} aria-hidden="true" />
  );
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="xs">{t('scale')}</Text>
      <Text size="xs">{format.percent(0, 0)}</Text>
      <Group gap={0} wrap="nowrap">
        {steps.map((colour) => (
          <span key={colour} style={{ display: 'inline-flex' }}>
            {square(colour)}
          </span>
        ))}
      </Group>
      <Text size="xs">≥ {format.percent(mostRisk, 0)}</Text>
      {square(tokens.neutral)}
      <Text size="xs" style={{ whiteSpace: 'nowrap' }}>
        {t('scaleNone')}
      </Text>
    </Group>
  );
}

function useTreeWords(currency: string): TreeWords {
  const t = useMessages(messages);
  const format = useFormat();
  return useMemo(
    () => ({
      owner: (owner: string | null): string => owner ?? t('nobody'),
      segment: (segment: string | null): string => segment ?? t('noSegment'),
      rest: (accounts: number): string => t('restAccounts', { count: accounts }),
      money: (major: number): string =>
        format.money({ minor: Math.round(major * 10 ** minorDigits(currency)), currency }),
      risk: (risk: number | null): string => `${t('risk')}: ${risk === null ? t('scaleNone') : format.percent(risk)}`,
    }),
    [t, format, currency],
  );
}

export function NoAccounts() {
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
