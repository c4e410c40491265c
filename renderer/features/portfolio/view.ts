import { z } from 'zod';
import { portfolioArea, portfolioColour, portfolioX, portfolioY } from '../../../shared/contract/index.ts';
import type { ChartArea } from '../../ui/chart.tsx';

export const tabs = ['scatter', 'tree', 'months'] as const;

/** The picture as it stands in the address. */
export const portfolioView = z.object({
  tab: z.enum(tabs).default('scatter'),
  owner: z.string().optional(),
  segment: z.string().optional(),
  plan: z.string().optional(),
  inSegment: z.number().int().positive().optional(),
  x: portfolioX.default('revenue'),
  y: portfolioY.default('risk'),
  size: z.enum(['none', 'revenue', 'seats']).default('seats'),
  colour: portfolioColour.default('segment'),
  log: z.boolean().default(true),
  /** The part of it whose accounts are shown. */
  area: portfolioArea.optional(),
});
export type PortfolioView = z.output<typeof portfolioView>;
export type SetPortfolioView = (change: Partial<PortfolioView>, options?: { readonly push?: boolean }) => void;

export const filterOf = ({ owner, segment, plan, inSegment }: PortfolioView) => ({
  owner: owner === undefined ? [] : [owner],
  segment: segment === undefined ? [] : [segment],
  plan: plan === undefined ? [] : [plan],
  ...(inSegment === undefined ? {} : { inSegment }),
});

const mostCorners = 80;

/** A drawn shape with so few corners that it fits into an address. */
export function cornersOf(area: ChartArea): [number, number][] {
  const step = Math.max(1, Math.ceil(area.length / mostCorners));
  const short = (value: number): number => Number(value.toPrecision(5));
  const kept = area.filter((_, at) => at % step === 0).map(([x, y]): [number, number] => [short(x), short(y)]);
  return kept.length >= 3 ? kept : area.map(([x, y]): [number, number] => [short(x), short(y)]);
}
