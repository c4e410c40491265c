import { Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { riskBands } from '../../../shared/contract/index.ts';
import type { PortfolioMonths, RiskBand } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { AnswerView } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { Chart } from '../../ui/chart.tsx';
import type { ChartClick, ChartTable } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Filters } from './filters.tsx';
import { messages } from './messages.ts';
import { monthsOption, shownBands } from './months-option.ts';
import { PageHead } from './page-head.tsx';
import { NoAccounts } from './tree-tab.tsx';
import { filterOf } from './view.ts';
import type { PortfolioView, SetPortfolioView } from './view.ts';

type TabProps = { readonly view: PortfolioView; readonly onView: SetPortfolioView };

/** What renews when, and how much of it is at risk. */
export function MonthsTab({ view, onView }: TabProps) {
  const t = useMessages(messages);
  const options = useApi().portfolio.months.queryOptions({
    input: { filter: filterOf(view) },
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const sheet = (answer: PortfolioMonths) => {
    const bands = shownBands(answer);
    return {
      name: t('sheetMonths'),
      columns: [t('month'), ...bands.flatMap((band) => [t(`band.${band}`), `${t(`band.${band}`)}: ${t('accounts')}`])],
      rows: answer.months.map(({ month, bands: own }) => [
        month,
        ...bands.flatMap((band) => {
          const part = own[riskBands.indexOf(band)];
          return [(part?.revenue.minor ?? 0) / 10 ** minorDigits(answer.currency), part?.accounts ?? 0];
        }),
      ]),
    };
  };
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
        isEmpty={({ accounts }) => accounts === 0}
        empty={<NoAccounts />}
      >
        {(answer) => <Picture answer={answer} onView={onView} />}
      </AnswerView>
    </Stack>
  );
}

function Picture({ answer, onView }: { readonly answer: PortfolioMonths; readonly onView: SetPortfolioView }) {
  const t = useMessages(messages);
  const format = useFormat();
  const { currency } = answer;
  const words = useMemo(
    () => ({
      band: (band: RiskBand): string => t(`band.${band}`),
      month: (month: string): string => format.month(`${month}-01`),
      money: (minor: number): string => format.moneyCompact({ minor, currency }),
    }),
    [t, format, currency],
  );
  const option = useCallback((tokens: ChartTokens) => monthsOption(answer, words, tokens), [answer, words]);
  const bands = shownBands(answer);
  const open = (row: number, band: RiskBand | undefined): void => {
    const month = answer.months[row]?.month;
    if (month !== undefined && band !== undefined) onView({ area: { of: 'month', month, band } }, { push: true });
  };
  const onClick = ({ dataIndex, seriesIndex }: ChartClick): void => open(dataIndex, bands[seriesIndex ?? 0]);
  const table: ChartTable = {
    columns: [t('month'), ...bands.map((band) => t(`band.${band}`))],
    rows: answer.months.map(({ month, bands: own }) => [
      words.month(month),
      ...bands.map((band) => {
        const part = own[riskBands.indexOf(band)];
        return `${format.money(part?.revenue ?? null)} (${format.integer(part?.accounts ?? 0)})`;
      }),
    ]),
    open: (row, column) => (column === 0 ? null : () => open(row, bands[column - 1])),
  };
  return (
    <Stack gap="xs">
      <Chart label={t('monthsLabel')} option={option} table={table} height={430} onClick={onClick} />
      {answer.missing === 0 ? null : (
        <Text size="xs" c="dimmed">
          {t('monthsMissing', { count: answer.missing })}
        </Text>
      )}
    </Stack>
  );
}
