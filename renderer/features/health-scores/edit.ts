import type {
  HealthDefinition,
  HealthMeasure,
  HealthMeasureRule,
  HealthPillar,
  HealthRules,
  HealthScale,
  HealthScaleBand,
} from '../../../shared/contract/index.ts';

export const emptyDefinition: HealthDefinition = {
  format: 'holdfast-health',
  formatVersion: 1,
  pillars: [],
  exceptions: [],
  variants: [],
};

/** The rules of a variant, or the main ones where there is no such. */
export function rulesOf(definition: HealthDefinition, set: number): HealthRules {
  const { pillars, exceptions } = definition.variants[set] ?? definition;
  return { pillars, exceptions };
}

export function withRules(definition: HealthDefinition, set: number, rules: HealthRules): HealthDefinition {
  if (definition.variants[set] === undefined) return { ...definition, ...rules };
  return { ...definition, variants: replaced(definition.variants, set, { ...definition.variants[set], ...rules }) };
}

export const replaced = <Item>(items: readonly Item[], at: number, item: Item): Item[] =>
  items.map((old, index) => (index === at ? item : old));
export const without = <Item>(items: readonly Item[], at: number): Item[] => items.filter((_, index) => index !== at);

/** The item one place further up (-1) or down (1). */
export function moved<Item>(items: readonly Item[], at: number, by: -1 | 1): Item[] {
  const [here, there] = [items[at], items[at + by]];
  if (here === undefined || there === undefined) return [...items];
  return items.map((item, index) => (index === at ? there : index === at + by ? here : item));
}

/** The share of its whole that each weight is. */
export function sharesOf(parts: readonly { readonly weight: number }[]): number[] {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  return parts.map(({ weight }) => (sum > 0 ? weight / sum : 0));
}

/** Which measures a rule set has already; each stands once. */
export const measuresIn = (pillars: readonly HealthPillar[]): Set<string> =>
  new Set(pillars.flatMap(({ measures }) => measures.map(({ measure }) => measure)));

const tidy = (value: number): number => Number(value.toPrecision(2));

/** How a measure earns points until somebody says otherwise: on a line over the book, or by none, one, more. */
export function usualScale({ spread, helps }: Pick<HealthMeasure, 'spread' | 'helps'>): HealthScale {
  const [low, high] = spread === null ? [0, 0] : [tidy(spread.p5), tidy(spread.p95)];
  if (low !== high)
    return helps === 'less'
      ? { kind: 'linear', zero: high, hundred: low }
      : { kind: 'linear', zero: low, hundred: high };
  const border = low + 1;
  const [first, last]: [0 | 100, 0 | 100] = helps === 'less' ? [100, 0] : [0, 100];
  return bandsFrom([border], [first, last]);
}

export const newMeasure = (measure: HealthMeasure): HealthMeasureRule => ({
  measure: measure.id,
  weight: 20,
  scale: usualScale(measure),
});

export type Points = HealthScaleBand['points'];

/** Bands side by side: ascending borders, and the points of each band, of which there is one more. */
export function bandsFrom(borders: readonly number[], points: readonly Points[]): HealthScale {
  const ends = [null, ...borders, null];
  return {
    kind: 'bands',
    bands: points.map((own, index) => ({ from: ends[index] ?? null, to: ends[index + 1] ?? null, points: own })),
  };
}

/** The other way round; gaps and overlaps are closed at the upper border. */
export function bordersOf(bands: readonly HealthScaleBand[]): { borders: number[]; points: Points[] } {
  const sorted = [...bands].sort((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity));
  return {
    borders: sorted.slice(1).map(({ from }, index) => from ?? sorted[index]?.to ?? 0),
    points: sorted.map(({ points }) => points),
  };
}

/** The other kind of scale, with the same ends. */
export function otherKind(scale: HealthScale): HealthScale {
  if (scale.kind === 'linear') {
    const { zero, hundred } = scale;
    const third = (hundred - zero) / 3;
    const borders = [tidy(zero + third), tidy(zero + 2 * third)].sort((a, b) => a - b);
    return bandsFrom(borders, zero < hundred ? [0, 50, 100] : [100, 50, 0]);
  }
  const { borders, points } = bordersOf(scale.bands);
  const [low, high] = [borders[0] ?? 0, borders.at(-1) ?? 1];
  const [least, most] = low === high ? [low - 1, high + 1] : [low, high];
  const falls = (points[0] ?? 0) > (points.at(-1) ?? 0);
  return falls ? { kind: 'linear', zero: most, hundred: least } : { kind: 'linear', zero: least, hundred: most };
}

/** One band more, beyond the last border; with the points of the last band. */
export function withBand(scale: Extract<HealthScale, { kind: 'bands' }>): HealthScale {
  const { borders, points } = bordersOf(scale.bands);
  const last = borders.at(-1);
  const step = borders.length > 1 ? last! - borders.at(-2)! : 1;
  return bandsFrom([...borders, last === undefined ? 1 : last + step], [...points, points.at(-1) ?? 50]);
}

/** One band less; its neighbour takes its values. */
export function withoutBand(scale: Extract<HealthScale, { kind: 'bands' }>, at: number): HealthScale {
  const { borders, points } = bordersOf(scale.bands);
  return bandsFrom(without(borders, Math.min(at, borders.length - 1)), without(points, at));
}
