import { riskBands } from '../../../shared/contract/index.ts';
import type { PortfolioMonths, RiskBand } from '../../../shared/contract/index.ts';
import { axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';

export type MonthWords = {
  readonly band: (band: RiskBand) => string;
  readonly month: (month: string) => string;
  /** Minor units. */
  readonly money: (minor: number) => string;
};

/** One hue from little to much keeps its order for every kind of colour vision; grey is no degree of risk. */
export const bandColour = (band: RiskBand, tokens: ChartTokens): string =>
  ({ low: tokens.ramp[1], medium: tokens.ramp[3], high: tokens.ramp[5], none: tokens.neutral })[band] ?? tokens.neutral;

/** The bands that any month has, in their order. */
export const shownBands = ({ months }: Pick<PortfolioMonths, 'months'>): readonly RiskBand[] =>
  riskBands.filter((band, place) => band !== 'none' || months.some(({ bands }) => (bands[place]?.accounts ?? 0) > 0));

export function monthsOption(answer: PortfolioMonths, words: MonthWords, tokens: ChartTokens): ChartOption {
  return {
    grid: { left: 62, right: 12, top: 34, bottom: 28 },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: tokens.text, fontSize: 12 } },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: words.money },
    xAxis: { ...axisStyle(tokens), type: 'category', data: answer.months.map(({ month }) => words.month(month)) },
    yAxis: {
      ...axisStyle(tokens),
      type: 'value',
      axisLabel: { color: tokens.muted, fontSize: 11, formatter: words.money },
    },
    series: shownBands(answer).map((band) => ({
      type: 'bar',
      stack: 'month',
      name: words.band(band),
      barMaxWidth: 46,
      itemStyle: { color: bandColour(band, tokens), borderColor: tokens.line, borderWidth: 0.5 },
      data: answer.months.map(({ bands }) => bands[riskBands.indexOf(band)]?.revenue.minor ?? 0),
    })),
  };
}
