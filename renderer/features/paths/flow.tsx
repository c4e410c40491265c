import { useCallback } from 'react';
import type { ContractOutputs, PathQuestion } from '../../../shared/contract/index.ts';
import { Chart } from '../../ui/chart.tsx';
import type { ChartClick, ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

export type PathAnswer = ContractOutputs['paths']['run'];
export type PathNode = PathAnswer['nodes'][number];

/** What a node is called: its event, the others together, or the end of paths. */
export function useNodeName(): (node: Pick<PathNode, 'event' | 'kind'>) => string {
  const t = useMessages(messages);
  return useCallback(
    ({ event, kind }) => (kind === 'event' ? (event === '*' ? t('anyEvent') : (event ?? '')) : t(kind)),
    [t],
  );
}

export function useStepName(): (step: number, direction: PathQuestion['direction']) => string {
  const t = useMessages(messages);
  return useCallback(
    (step, direction) =>
      step === 0 ? t(direction === 'after' ? 'anchorStep' : 'anchorStepBefore') : t('stepN', { step }),
    [t],
  );
}

type FlowProps = {
  readonly answer: PathAnswer;
  readonly direction: PathQuestion['direction'];
  readonly steps: number;
  readonly onOpen: (node: PathNode) => void;
};

/** The steps as columns of nodes, the ways between them as bands; paths before an event end at the right. */
export function Flow({ answer, direction, steps, onOpen }: FlowProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const nodeName = useNodeName();
  const stepName = useStepName();
  const { nodes, links, entered } = answer;
  const isAfter = direction === 'after';

  const option = useCallback(
    (tokens: ChartTokens): ChartOption => ({
      tooltip: { trigger: 'item' },
      series: [
        {
          type: 'sankey',
          left: 8,
          right: 150,
          top: 8,
          bottom: 8,
          nodeWidth: 14,
          nodeGap: 8,
          layoutIterations: 0,
          draggable: false,
          emphasis: { focus: 'adjacency' },
          label: { color: tokens.text, fontSize: 11, width: 150, overflow: 'truncate' },
          lineStyle: { color: isAfter ? 'source' : 'target', opacity: tokens.dark ? 0.35 : 0.25 },
          data: nodes.map((node, index) => ({
            name: String(index),
            depth: isAfter ? node.step : steps - node.step,
            value: node.count,
            label: { formatter: `${nodeName(node)} ${format.integer(node.count)}` },
            tooltip: {
              formatter: `${stepName(node.step, direction)}: ${nodeName(node)}\n${format.integer(node.count)} (${format.percent(node.count / entered)})`,
            },
            itemStyle: { color: colourOf(node, nodes, tokens), borderWidth: 0 },
          })),
          links: links.map(({ from, to, count }) => ({
            source: String(isAfter ? from : to),
            target: String(isAfter ? to : from),
            value: count,
            tooltip: {
              formatter: `${nodeName(nodes[from]!)} ${isAfter ? '→' : '←'} ${nodeName(nodes[to]!)}\n${format.integer(count)}`,
            },
          })),
        },
      ],
    }),
    [nodes, links, entered, direction, isAfter, steps, nodeName, stepName, format],
  );

  const open = (node: PathNode | undefined): void => {
    if (node !== undefined) onOpen(node);
  };
  return (
    <Chart
      label={t('chartLabel')}
      option={option}
      height={420}
      onClick={(click: ChartClick) => open(/^\d+$/.test(click.name) ? nodes[Number(click.name)] : undefined)}
      table={{
        columns: [t('event'), t('stepN', { step: '' }).trim(), t('count'), t('share')],
        rows: nodes.map((node) => [
          nodeName(node),
          stepName(node.step, direction),
          format.integer(node.count),
          format.percent(node.count / entered),
        ]),
        open: (row, column) => (column === 2 ? () => open(nodes[row]) : null),
      }}
    />
  );
}

/** One colour an event, the same in every step; what is no event is grey. */
function colourOf(node: PathNode, nodes: readonly PathNode[], tokens: ChartTokens): string {
  if (node.kind !== 'event') return tokens.neutral;
  const names = [...new Set(nodes.filter(({ kind }) => kind === 'event').map(({ event }) => event))];
  return tokens.series[names.indexOf(node.event) % tokens.series.length] ?? tokens.neutral;
}
