import { Anchor, Button, Group, Table } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { init } from 'echarts/core';
import type { EChartsType } from 'echarts/core';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { withDefaults } from './chart-defaults.ts';
import type { ChartOption } from './chart-defaults.ts';
import { useShelvedChart } from './chart-shelf.tsx';
import { useChartTokens } from './chart-theme.ts';
import type { ChartTokens } from './chart-theme.ts';
import { useMessages } from './messages.ts';
import { uiMessages } from './texts.ts';

export { axisStyle } from './chart-defaults.ts';
export type { ChartOption } from './chart-defaults.ts';
/** The same figures as words: the first column heads each row. */
export type ChartTable = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a figure opens, e.g. the accounts behind it: for those who cannot click into a canvas. Columns count the first. */
  readonly open?: (row: number, column: number) => (() => void) | null;
};
/** What is drawn on a chart to choose a part of it. */
export type ChartBrush = 'polygon' | 'rect';
/** Corners in units of the axes. */
export type ChartArea = readonly (readonly [x: number, y: number])[];
export type ChartClick = {
  readonly name: string;
  readonly seriesName: string | undefined;
  readonly seriesIndex: number | undefined;
  readonly dataIndex: number;
  /** The entry of the series' data, as the option has it. */
  readonly data: unknown;
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
  /** What the pointer draws; the option needs a part `brush`. */
  readonly brush?: ChartBrush | null;
  readonly onArea?: (area: ChartArea) => void;
};

/** A chart on a canvas, and the same figures as a table for those who cannot or would not read it. */
export function Chart({ label, option, table, height = 260, onClick, controls, brush = null, onArea }: ChartProps) {
  const t = useMessages(uiMessages);
  const [asTable, setAsTable] = useState(false);
  const figure = useRef<HTMLElement>(null);
  useShelvedChart({ label, height, option, element: () => figure.current });
  return (
    <figure ref={figure} style={{ margin: 0, minWidth: 0 }} aria-label={label}>
      <Group justify="space-between" mb={4} gap="xs" wrap="nowrap">
        <div style={{ minWidth: 0 }}>{controls}</div>
        <Button
          style={{ flex: 'none' }}
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
        <Canvas label={label} option={option} height={height} onClick={onClick} brush={brush} onArea={onArea} />
      )}
    </figure>
  );
}

type CanvasProps = {
  readonly label: string;
  readonly option: ChartProps['option'];
  readonly height: number;
  readonly onClick: ChartProps['onClick'];
  readonly brush: ChartBrush | null;
  readonly onArea: ChartProps['onArea'];
};

function Canvas({ label, option, height, onClick, brush, onArea }: CanvasProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const tokens = useChartTokens();
  const still = useReducedMotion() ?? false;
  const whole = useMemo(() => withDefaults(option(tokens), tokens, still), [option, tokens, still]);
  const clicked = useEffectEvent((click: ChartClick) => onClick?.(click));
  const drawn = useEffectEvent((area: ChartArea) => onArea?.(area));

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
        data: event.data,
      }),
    );
    instance.on('brushEnd', (event) => {
      const area = areaOf((event as { areas?: readonly BrushedArea[] }).areas?.[0]);
      if (area !== null) drawn(area);
    });
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

  useEffect(() => {
    if (brush !== null)
      chart.current?.dispatchAction({
        type: 'takeGlobalCursor',
        key: 'brush',
        brushOption: { brushType: brush, brushMode: 'single' },
      });
  }, [brush, whole]);

  return <div ref={element} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}

type BrushedArea = { readonly brushType: string; readonly coordRange?: readonly (readonly number[])[] };

/** Null for an area that is none: a click without a drag. */
function areaOf(area: BrushedArea | undefined): ChartArea | null {
  const range = area?.coordRange;
  if (area === undefined || range === undefined) return null;
  if (area.brushType !== 'rect') {
    const corners = range.flatMap(([x, y]) => (x === undefined || y === undefined ? [] : [[x, y] as const]));
    return corners.length < 3 ? null : corners;
  }
  const [[left, right] = [], [bottom, top] = []] = range;
  if (left === undefined || right === undefined || bottom === undefined || top === undefined) return null;
  return [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
}

function Figure({ text, open }: { readonly text: string; readonly open: (() => void) | null }) {
  if (open === null) return text;
  return (
    <Anchor component="button" type="button" fz="inherit" underline="always" onClick={open}>
      {text}
    </Anchor>
  );
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
                    <Figure text={cell} open={table.open?.(rowIndex, index) ?? null} />
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
