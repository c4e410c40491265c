import { Button, Group, Table } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use as register } from 'echarts/core';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useChartTokens } from './chart-theme.ts';
import type { ChartTokens } from './chart-theme.ts';
import { useMessages } from './messages.ts';
import { uiMessages } from './texts.ts';

register([
  BarChart,
  LineChart,
  ScatterChart,
  CustomChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  MarkLineComponent,
  MarkAreaComponent,
  DataZoomComponent,
  CanvasRenderer,
]);

export type ChartOption = EChartsCoreOption;
/** The same figures as words: the first column heads each row. */
export type ChartTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
export type ChartClick = {
  readonly name: string;
  readonly seriesName: string | undefined;
  readonly seriesIndex: number | undefined;
  readonly dataIndex: number;
};

type ChartProps = {
  /** What the chart shows, in a sentence: the name that screen readers tell. */
  readonly label: string;
  readonly option: (tokens: ChartTokens) => ChartOption;
  readonly table: ChartTable;
  readonly height?: number;
  readonly onClick?: (click: ChartClick) => void;
  /** Beside the switch between chart and table. */
  readonly controls?: ReactNode;
};

/** What every chart shares: no HTML tooltips (strict CSP), the text colour of the scheme, no motion where it is not wanted. */
function withDefaults(option: ChartOption, tokens: ChartTokens, still: boolean): ChartOption {
  const tooltip = typeof option['tooltip'] === 'object' ? option['tooltip'] : {};
  return {
    animation: !still,
    animationDuration: 250,
    color: [...tokens.series],
    textStyle: {
      color: tokens.text,
      fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
      fontSize: 12,
    },
    ...option,
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

/** A chart on a canvas, and the same figures as a table for those who cannot or would not read it. */
export function Chart({ label, option, table, height = 260, onClick, controls }: ChartProps) {
  const t = useMessages(uiMessages);
  const [asTable, setAsTable] = useState(false);
  return (
    <figure style={{ margin: 0 }} aria-label={label}>
      <Group justify="space-between" mb={4} gap="xs">
        <div>{controls}</div>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={asTable ? <IconChartBar size={14} /> : <IconTable size={14} />}
          aria-pressed={asTable}
          onClick={() => setAsTable((value) => !value)}
        >
          {asTable ? t('showChart') : t('showTable')}
        </Button>
      </Group>
      {asTable ? (
        <FiguresTable label={label} table={table} height={height} />
      ) : (
        <Canvas label={label} option={option} height={height} onClick={onClick} />
      )}
    </figure>
  );
}

type CanvasProps = {
  readonly label: string;
  readonly option: ChartProps['option'];
  readonly height: number;
  readonly onClick: ChartProps['onClick'];
};

function Canvas({ label, option, height, onClick }: CanvasProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const tokens = useChartTokens();
  const still = useReducedMotion() ?? false;
  const whole = useMemo(() => withDefaults(option(tokens), tokens, still), [option, tokens, still]);
  const clicked = useEffectEvent((click: ChartClick) => onClick?.(click));

  useEffect(() => {
    if (element.current === null) return undefined;
    const instance = init(element.current, null, { renderer: 'canvas' });
    chart.current = instance;
    instance.on('click', (event) =>
      clicked({
        name: event.name,
        seriesName: event.seriesName,
        seriesIndex: event.seriesIndex,
        dataIndex: event.dataIndex ?? 0,
      }),
    );
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      instance.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(whole, { notMerge: true });
  }, [whole]);

  return <div ref={element} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}

function FiguresTable({
  label,
  table,
  height,
}: {
  readonly label: string;
  readonly table: ChartTable;
  readonly height: number;
}) {
  return (
    <Table.ScrollContainer
      minWidth={0}
      maxHeight={height}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}
    >
      <Table fz="xs" verticalSpacing={4} stickyHeader style={{ whiteSpace: 'nowrap' }}>
        <Table.Thead style={{ background: 'var(--holdfast-surface-raised)' }}>
          <Table.Tr>
            {table.columns.map((column, index) => (
              <Table.Th key={column} scope="col" ta={index === 0 ? 'left' : 'right'}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.rows.map((row, rowIndex) => (
            <Table.Tr key={rowIndex}>
              {row.map((cell, index) =>
                index === 0 ? (
                  <Table.Th key={index} scope="row" fw={500}>
                    {cell}
                  </Table.Th>
                ) : (
                  <Table.Td key={index} ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
                    {cell}
                  </Table.Td>
                ),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
