import type { ContractOutputs } from '../../../shared/contract/index.ts';
import type { Paths } from './find-paths.ts';

type Answer = ContractOutputs['paths']['run'];
export type PathNode = Answer['nodes'][number];

const rest = -2;
const end = -1;
const mostWholePaths = 20;

/** Which events each step tells one by one: the most frequent ones, by name code. */
export function branchesOf(paths: Paths, steps: number, branches: number): Set<number>[] {
  return Array.from({ length: steps }, (_, step) => {
    const counts = new Map<number, number>();
    for (let unit = 0; unit < paths.size; unit++) {
      const code = paths.codes[unit * steps + step]!;
      if (code !== end) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([one, many], [other, few]) => few - many || one - other);
    return new Set(sorted.slice(0, branches).map(([code]) => code));
  });
}

/** Where a unit stands in a step: an event that is told, `rest`, `end` (its path ended right before), null after that. */
function placeOf(paths: Paths, steps: number, told: readonly Set<number>[], unit: number, step: number): number | null {
  const code = paths.codes[unit * steps + step]!;
  if (code !== end) return told[step]!.has(code) ? code : rest;
  return step === 0 || paths.codes[unit * steps + step - 1] !== end ? end : null;
}

/** The steps as nodes and links: what goes into a node of an event comes out of it again, as an event, the rest or an end. */
export function treeOf(
  paths: Paths,
  steps: number,
  branches: number,
  names: readonly string[],
  anchor: string,
): Pick<Answer, 'nodes' | 'links' | 'top'> {
  const told = branchesOf(paths, steps, branches);
  const nodes: { step: number; event: string | null; kind: PathNode['kind']; count: number }[] = [
    { step: 0, event: anchor, kind: 'event', count: paths.size },
  ];
  const positions: Map<number, number>[] = [];
  for (let step = 0; step < steps; step++) {
    const counts = new Map<number, number>();
    for (let unit = 0; unit < paths.size; unit++) {
      const place = placeOf(paths, steps, told, unit, step);
      if (place !== null) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    // Events first, by count; then the rest, then the ends.
    const rank = (place: number): number => (place >= 0 ? 0 : place === rest ? 1 : 2);
    const sorted = [...counts].sort(
      ([one, many], [other, few]) => rank(one) - rank(other) || few - many || one - other,
    );
    positions.push(new Map(sorted.map(([place], index) => [place, nodes.length + index])));
    for (const [place, count] of sorted) {
      const kind = place >= 0 ? 'event' : place === rest ? 'rest' : 'end';
      nodes.push({ step: step + 1, event: place >= 0 ? names[place]! : null, kind, count });
    }
  }
  return { nodes, links: linksOf(paths, steps, told, positions), top: wholePaths(paths, steps, names) };
}

function linksOf(
  paths: Paths,
  steps: number,
  told: readonly Set<number>[],
  positions: readonly Map<number, number>[],
): Answer['links'] {
  const counts = new Map<string, { from: number; to: number; count: number }>();
  for (let unit = 0; unit < paths.size; unit++) {
    let from = 0;
    for (let step = 0; step < steps; step++) {
      const place = placeOf(paths, steps, told, unit, step);
      if (place === null) break;
      const to = positions[step]!.get(place)!;
      const key = `${from}>${to}`;
      const link = counts.get(key);
      if (link === undefined) counts.set(key, { from, to, count: 1 });
      else link.count += 1;
      from = to;
    }
  }
  return [...counts.values()].sort((one, other) => one.from - other.from || one.to - other.to);
}

function wholePaths(paths: Paths, steps: number, names: readonly string[]): Answer['top'] {
  const counts = new Map<string, number>();
  for (let unit = 0; unit < paths.size; unit++) {
    const codes = paths.codes.slice(unit * steps, (unit + 1) * steps).filter((code) => code !== end);
    const key = codes.join(',');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1))
    .slice(0, mostWholePaths)
    .map(([key, count]) => ({
      events: key === '' ? [] : key.split(',').map((code) => names[Number(code)]!),
      count,
      share: count / paths.size,
    }));
}

/** Positions of the accounts at a node, ascending, each once however many of its contacts stand there. */
export function accountsAt(
  paths: Paths,
  steps: number,
  branches: number,
  names: readonly string[],
  node: Pick<PathNode, 'step' | 'event' | 'kind'>,
): number[] {
  if (node.step === 0) return [...new Set(paths.account)];
  const told = branchesOf(paths, steps, branches);
  const wanted = node.kind === 'event' ? names.indexOf(node.event ?? '') : node.kind === 'rest' ? rest : end;
  const found = new Set<number>();
  for (let unit = 0; unit < paths.size; unit++) {
    if (placeOf(paths, steps, told, unit, node.step - 1) === wanted) found.add(paths.account[unit]!);
  }
  return [...found];
}
