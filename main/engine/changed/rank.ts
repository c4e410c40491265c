import type { HomeRow, NewsItem, NewsKind } from '../../../shared/contract/index.ts';

/**
 * What news counts for where no change of the probability is known, in points of probability: a stated order, not an
 * estimate.
 */
export const newsWeights = {
  score: 0.05,
  cliff: 0.05,
  contact: 0.04,
  ticket: 0.03,
  renewal: 0.02,
  task: 0.01,
} as const satisfies Record<NewsKind, number>;

/** @param annual revenue a year in the base currency, minor units; null where it is not known */
export function rankOf(
  annual: number | null,
  change: number | null,
  news: readonly Pick<NewsItem, 'kind'>[],
  currency: string,
): HomeRow['rank'] {
  const by = change === null ? 'weight' : 'score';
  const weight = change === null ? Math.max(...news.map(({ kind }) => newsWeights[kind])) : Math.abs(change);
  return { by, weight, amount: annual === null ? null : { minor: Math.round(annual * weight), currency } };
}

type Ranked = Pick<HomeRow, 'id' | 'rank' | 'news'>;

/** With an amount and a known change first, then with a stated weight, then those without revenue; the largest first in each. */
export function byRank(a: Ranked, b: Ranked): number {
  return (
    group(a) - group(b) ||
    (b.rank.amount?.minor ?? 0) - (a.rank.amount?.minor ?? 0) ||
    b.rank.weight - a.rank.weight ||
    bad(b) - bad(a) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

const group = ({ rank }: Ranked): number => (rank.amount === null ? 2 : rank.by === 'score' ? 0 : 1);
const bad = ({ news }: Ranked): number => news.filter(({ isBad }) => isBad).length;

/** The gravest first: bad before good, then by weight, then the latest. */
export function byGravity(a: NewsItem, b: NewsItem): number {
  return (
    Number(b.isBad) - Number(a.isBad) ||
    newsWeights[b.kind] - newsWeights[a.kind] ||
    (b.day ?? '').localeCompare(a.day ?? '') ||
    (a.key < b.key ? -1 : 1)
  );
}
