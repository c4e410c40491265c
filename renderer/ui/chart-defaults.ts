import {
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  SankeyChart,
  ScatterChart,
  TreemapChart,
} from 'echarts/charts';
import {
  BrushComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { use as register } from 'echarts/core';
import type { EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import type { ChartTokens } from './chart-theme.ts';

register([
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  SankeyChart,
  ScatterChart,
  TreemapChart,
  BrushComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
  // For pictures that are saved.
  SVGRenderer,
]);

export type ChartOption = EChartsCoreOption;

/** What every chart shares: no HTML tooltips (strict CSP), the text colour of the scheme, no motion where it is not wanted. */
export function withDefaults(option: ChartOption, tokens: ChartTokens, still: boolean): ChartOption {
  const tooltip = typeof option['tooltip'] === 'object' ? option['tooltip'] : {};
  return {
    animation: !still,
    animationDuration: 250,
    color: [...tokens.series],
    textStyle: {
      color: tokens.text,
      // Single quotes: drawn as SVG it stands inside double ones, as it is.
      fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
      fontSize: 12,
    },
    ...option,
    ...(Array.isArray(option['series']) ? { series: option['series'].map(withFullPoints) } : {}),
    tooltip: {
      confine: true,
      backgroundColor: tokens.surface,
      borderColor: tokens.line,
      textStyle: { color: tokens.text, fontSize: 12 },
      ...tooltip,
      renderMode: 'richText',
    },
  };
}

/** The usual point of a line is a ring filled with white, which glares on dark. */
function withFullPoints(series: object): object {
  return 'type' in series && series.type === 'line' ? { symbol: 'circle', ...series } : series;
}

/** The look of an axis, to spread into `xAxis` and `yAxis`. */
export function axisStyle(tokens: ChartTokens) {
  return {
    axisLine: { lineStyle: { color: tokens.line } },
    axisTick: { show: false },
    axisLabel: { color: tokens.muted, fontSize: 11 },
    splitLine: { lineStyle: { color: tokens.line, opacity: 0.7 } },
    nameTextStyle: { color: tokens.muted, fontSize: 11 },
  };
}
