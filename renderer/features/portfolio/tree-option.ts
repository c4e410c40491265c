import type { PortfolioTree } from '../../../shared/contract/index.ts';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { rampStep } from './scatter-option.ts';

export type TreeWords = {
  readonly owner: (owner: string | null) => string;
  readonly segment: (segment: string | null) => string;
  readonly rest: (accounts: number) => string;
  readonly money: (major: number) => string;
  readonly risk: (risk: number | null) => string;
};

/** From here on the colour is at its end. */
export const mostRisk = 0.5;

type Node = {
  name: string;
  value: number;
  risk: number | null;
  /** What a click opens: an account, or a place in the groups. */
  key: string;
  itemStyle?: object;
  label?: object;
  children?: Node[];
};

const mean = (nodes: readonly Node[]): number | null => {
  const scored = nodes.filter(({ risk }) => risk !== null);
  const weight = scored.reduce((sum, { value }) => sum + value, 0);
  return weight === 0 ? null : scored.reduce((sum, { value, risk }) => sum + value * (risk ?? 0), 0) / weight;
};

/** Owner, segment, account; every node with its revenue and its risk, weighted by revenue. */
export function treeNodes(
  { groups, leaves }: Pick<PortfolioTree, 'groups' | 'leaves'>,
  words: TreeWords,
  tokens: ChartTokens,
): Node[] {
  const byGroup = Map.groupBy(leaves, ({ group }) => group);
  const colour = (risk: number | null): Pick<Node, 'itemStyle' | 'label'> => {
    const step = risk === null ? -1 : rampStep(risk, mostRisk, tokens.ramp.length);
    const isDark = tokens.dark ? step < 4 : step >= 4;
    return {
      itemStyle: { color: step < 0 ? tokens.neutral : tokens.ramp[step] },
      label: { color: step < 0 ? '#ffffff' : isDark ? '#ffffff' : '#10202e' },
    };
  };
  const inner = (key: string, name: string, children: Node[]): Node => ({
    name,
    key,
    children,
    value: children.reduce((sum, { value }) => sum + value, 0),
    risk: mean(children),
  });
  const segments = groups.map((group, place) => ({
    owner: group.owner,
    node: inner(
      `group ${place}`,
      words.segment(group.segment),
      (byGroup.get(place) ?? []).map(({ id, name, accounts, revenue, risk }) => ({
        name: name ?? words.rest(accounts),
        key: id === null ? `group ${place}` : `account ${id}`,
        value: revenue,
        risk,
        ...colour(risk),
      })),
    ),
  }));
  return [...Map.groupBy(segments, ({ owner }) => owner)]
    .map(([owner, own]) =>
      inner(
        `owner ${owner ?? ''}`,
        words.owner(owner),
        own.map(({ node }) => node),
      ),
    )
    .sort((a, b) => b.value - a.value);
}

export function treeOption(tree: PortfolioTree, words: TreeWords, tokens: ChartTokens): ChartOption {
  const heading = { show: true, height: 18, color: tokens.text, fontSize: 11, fontWeight: 600, overflow: 'truncate' };
  return {
    tooltip: {
      formatter: ({ data, treePathInfo }: { data: Node; treePathInfo: { name: string }[] }) =>
        `${treePathInfo
          .slice(1)
          .map(({ name }) => name)
          .join(' › ')}\n${words.money(data.value)}\n${words.risk(data.risk)}`,
    },
    series: [
      {
        type: 'treemap',
        data: treeNodes(tree, words, tokens),
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        label: { fontSize: 11, overflow: 'truncate' },
        upperLabel: heading,
        itemStyle: { borderColor: tokens.surface, gapWidth: 1, borderWidth: 0 },
        levels: [
          { itemStyle: { borderColor: tokens.surface, borderWidth: 0, gapWidth: 5 }, upperLabel: { show: false } },
          { itemStyle: { borderColor: tokens.line, borderWidth: 3, gapWidth: 3 }, upperLabel: heading },
          {
            itemStyle: { borderColor: tokens.line, borderWidth: 2, gapWidth: 1 },
            upperLabel: { ...heading, height: 16, fontWeight: 400, color: tokens.muted },
          },
          { itemStyle: { gapWidth: 0 } },
        ],
      },
    ],
  };
}
