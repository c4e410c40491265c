import { Checkbox, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { portfolioColour, portfolioX, portfolioY } from '../../../shared/contract/index.ts';
import type { PortfolioScatter } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { accountPath } from '../../app/account-id.ts';
import { AnswerView } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { Chart } from '../../ui/chart.tsx';
import type { ChartArea, ChartBrush, ChartClick, ChartTable } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { PageHead } from './page-head.tsx';
import { Ranges } from './ranges.tsx';
import { scatterOption } from './scatter-option.ts';
import type { ScatterWords } from './scatter-option.ts';
import { NoAccounts } from './tree-tab.tsx';
import { Filters } from './filters.tsx';
import { cornersOf, filterOf } from './view.ts';
import type { PortfolioView, SetPortfolioView } from './view.ts';

type TabProps = { readonly view: PortfolioView; readonly onView: SetPortfolioView };

/** Each account by revenue and risk, with the lasso. */
export function ScatterTab({ view, onView }: TabProps) {
  const t = useMessages(messages);
  const api = useApi();
  const { x, y, size, colour, log } = view;
  const options = api.portfolio.scatter.queryOptions({
    input: { filter: filterOf(view), x, y, size, colour, logX: log },
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const words = useScatterWords(view, query.data);
  return (
    <Stack gap="sm">
      <PageHead
        definition={query.data?.definition}
        exportOf={() =>
          query.data === undefined ? null : { name: t('title'), sheets: [sheetOf(query.data, words, t)] }
        }
      />
      <Group gap="xs" align="flex-end">
        <Filters view={view} onView={onView} />
        <Pick
          label={t('axisX')}
          values={portfolioX.options}
          name={(value) => t(`x.${value}`)}
          value={x}
          onPick={(next) => onView({ x: next, area: undefined })}
        />
        <Pick
          label={t('axisY')}
          values={portfolioY.options}
          name={(value) => t(`y.${value}`)}
          value={y}
          onPick={(next) => onView({ y: next, area: undefined })}
        />
        <Pick
          label={t('size')}
          values={['seats', 'revenue', 'none'] as const}
          name={(value) => t(`size.${value}`)}
          value={size}
          onPick={(next) => onView({ size: next })}
        />
        <Pick
          label={t('colour')}
          values={portfolioColour.options}
          name={(value) => t(`colour.${value}`)}
          value={colour}
          onPick={(next) => onView({ colour: next })}
        />
        <Checkbox
          size="xs"
          mb={7}
          label={t('log')}
          checked={log}
          onChange={(event) => onView({ log: event.currentTarget.checked, area: undefined })}
        />
      </Group>
      <AnswerView
        query={query}
        queryKey={options.queryKey}
        isEmpty={({ points, bins }) => points.length === 0 && bins.length === 0}
        empty={<NoPoints answer={query.data} y={y} />}
      >
        {(answer) => <Picture answer={answer} view={view} words={words} onView={onView} />}
      </AnswerView>
    </Stack>
  );
}

type PickProps<Value extends string> = {
  readonly label: string;
  readonly values: readonly Value[];
  readonly name: (value: Value) => string;
  readonly value: Value;
  readonly onPick: (value: Value) => void;
};

function Pick<Value extends string>({ label, values, name, value, onPick }: PickProps<Value>) {
  return (
    <Select
      size="xs"
      w={132}
      label={label}
      data={values.map((one) => ({ value: one, label: name(one) }))}
      value={value}
      onChange={(chosen) => {
        const found = values.find((one) => one === chosen);
        if (found !== undefined) onPick(found);
      }}
      allowDeselect={false}
    />
  );
}

const rowsTold = 500;

type PictureProps = TabProps & { readonly answer: PortfolioScatter; readonly words: ScatterWords };

function Picture({ answer, view, words, onView }: PictureProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const navigate = useNavigate();
  const [brush, setBrush] = useState<ChartBrush>('polygon');
  const { x, y, log } = view;
  const option = useCallback(
    (tokens: ChartTokens) => scatterOption(answer, { log, y }, words, tokens),
    [answer, log, y, words],
  );
  const onArea = (area: ChartArea): void =>
    onView({ area: { of: 'polygon', x, y, logX: log, corners: cornersOf(area) } }, { push: true });
  const openAccount = (id: string): void => void navigate({ to: accountPath(id) });
  const onClick = ({ seriesIndex, dataIndex }: ChartClick): void => {
    const point = answer.points.filter(({ colour }) => colour === seriesIndex)[dataIndex];
    if (point !== undefined) openAccount(point.id);
  };
  const sorted = answer.points.toSorted((a, b) => b.x - a.x).slice(0, rowsTold);
  const table: ChartTable =
    answer.bins.length > 0
      ? {
          columns: [words.x, words.y, t('accounts')],
          rows: answer.bins.map((bin) => [
            `${words.xValue(bin.x0)} – ${words.xValue(bin.x1)}`,
            `${words.yValue(bin.y0)} – ${words.yValue(bin.y1)}`,
            format.integer(bin.accounts),
          ]),
          open: (row) => () => onView({ area: fieldOf(answer, row, view) }, { push: true }),
        }
      : {
          columns: [t('account'), words.x, words.y, t('colour')],
          rows: sorted.map((point) => [
            point.name,
            words.xValue(point.x),
            words.yValue(point.y),
            words.group(point.colour),
          ]),
          open: (row, column) => (column === 1 ? () => openAccount(sorted[row]?.id ?? '') : null),
        };
  const notes = [
    ...(answer.bins.length > 0 ? [t('binned', { count: answer.accounts - answer.missing })] : []),
    ...(answer.missing > 0 ? [t('missing', { count: answer.missing })] : []),
    ...(answer.points.length > rowsTold ? [t('tableCut', { count: rowsTold })] : []),
  ];
  return (
    <Stack gap="xs">
      <Chart
        label={t('scatterLabel', { x: words.x, y: words.y })}
        option={option}
        table={table}
        height={430}
        brush={brush}
        onArea={onArea}
        onClick={onClick}
        controls={
          <Group gap="xs" wrap="nowrap">
            <SegmentedControl
              size="xs"
              aria-label={t('select')}
              value={brush}
              data={[
                { value: 'polygon', label: t('lasso') },
                { value: 'rect', label: t('rectangle') },
              ]}
              onChange={(value) => setBrush(value === 'rect' ? 'rect' : 'polygon')}
            />
            <Text size="xs" c="dimmed" truncate>
              {t('lassoHint')}
            </Text>
          </Group>
        }
      />
      {notes.length === 0 ? null : (
        <Text size="xs" c="dimmed">
          {notes.join(' ')}
        </Text>
      )}
      <Ranges
        key={`${x} ${y}`}
        x={x}
        y={y}
        currency={answer.currency}
        onArea={(area) => onView({ area }, { push: true })}
      />
    </Stack>
  );
}

function fieldOf(answer: PortfolioScatter, row: number, { x, y }: PortfolioView): PortfolioView['area'] {
  const bin = answer.bins[row];
  return bin === undefined
    ? undefined
    : { of: 'ranges', [x]: { from: bin.x0, to: bin.x1 }, [y]: { from: bin.y0, to: bin.y1 } };
}

function useScatterWords({ x, y, colour }: PortfolioView, answer: PortfolioScatter | undefined): ScatterWords {
  const t = useMessages(messages);
  const format = useFormat();
  const currency = answer?.currency ?? 'XXX';
  const colours = answer?.colours;
  // One object as long as nothing changes, so that the chart is not drawn again, and what was drawn on it stays.
  return useMemo(
    () => ({
      x: x === 'revenue' ? t('x.revenue') : t('x.seats'),
      y: t(`y.${y}`),
      group: (place: number): string => colours?.[place]?.value ?? t(colour === 'none' ? 'everyone' : 'others'),
      xValue: (value: number): string =>
        x === 'revenue'
          ? format.moneyCompact({ minor: Math.round(value * 10 ** minorDigits(currency)), currency })
          : format.compact(value),
      yValue: (value: number): string => (y === 'risk' ? format.percent(value, 0) : format.decimal(value)),
      field: (accounts: number): string => t('fieldAccounts', { count: accounts }),
    }),
    [t, format, x, y, colour, colours, currency],
  );
}

function NoPoints({ answer, y }: { readonly answer: PortfolioScatter | undefined; readonly y: PortfolioView['y'] }) {
  const t = useMessages(messages);
  if (answer === undefined || answer.accounts === 0) return <NoAccounts />;
  const isUnscored = y === 'risk' ? !answer.scored : !answer.hasHealth;
  return <Empty title={t('noneTitle')} text={t(!isUnscored ? 'noneText' : y === 'risk' ? 'noScores' : 'noHealth')} />;
}

function sheetOf(
  answer: PortfolioScatter,
  words: ScatterWords,
  t: (key: 'sheetPoints' | 'sheetFields' | 'id' | 'account' | 'colour' | 'size' | 'accounts' | 'from' | 'to') => string,
) {
  if (answer.bins.length > 0) {
    return {
      name: t('sheetFields'),
      columns: [
        `${words.x}, ${t('from')}`,
        `${words.x}, ${t('to')}`,
        `${words.y}, ${t('from')}`,
        `${words.y}, ${t('to')}`,
        t('accounts'),
      ],
      rows: answer.bins.map(({ x0, x1, y0, y1, accounts }) => [x0, x1, y0, y1, accounts]),
    };
  }
  return {
    name: t('sheetPoints'),
    columns: [t('id'), t('account'), words.x, words.y, t('size'), t('colour')],
    rows: answer.points.map(({ id, name, x, y, size, colour }) => [
      id,
      name,
      x,
      y,
      size,
      answer.colours[colour]?.value ?? nothing,
    ]),
  };
}
