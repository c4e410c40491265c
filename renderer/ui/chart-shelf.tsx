import { createContext, useContext, useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { ChartTokens } from './chart-theme.ts';
import type { ChartOption } from './chart-defaults.ts';

/** A chart that is on the page, as it can be drawn again for a file. */
export type ShelvedChart = {
  readonly label: string;
  readonly height: number;
  readonly option: (tokens: ChartTokens) => ChartOption;
  /** The element it stands in; its width is that of the drawing. Null: it has none of its own. */
  readonly element: () => HTMLElement | null;
};

export type ChartShelf = {
  /** Answers with how to take it off again. */
  put(chart: () => ShelvedChart | null): () => void;
  /** From the top of the page to its bottom. */
  charts(): readonly ShelvedChart[];
};

function createShelf(): ChartShelf {
  const entries = new Set<() => ShelvedChart | null>();
  return {
    put(chart) {
      entries.add(chart);
      return () => void entries.delete(chart);
    },
    charts: () =>
      [...entries]
        .map((entry) => entry())
        .filter((chart) => chart !== null)
        .sort(byPlace),
  };
}

function byPlace(a: ShelvedChart, b: ShelvedChart): number {
  const one = a.element();
  const other = b.element();
  if (one === null || other === null) return 0;
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

const ShelfContext = createContext<ChartShelf>(createShelf());

/** Around the pages: what of them can be saved as a picture. */
export function ChartShelfProvider({ children }: { readonly children: ReactNode }) {
  const shelf = useMemo(() => createShelf(), []);
  return <ShelfContext value={shelf}>{children}</ShelfContext>;
}

export function useChartShelf(): ChartShelf {
  return useContext(ShelfContext);
}

/**
 * Makes something savable as a picture. Charts do it by themselves; a page calls it for what it draws without one, e.g. a
 * table that is a heat map, with an option that draws the same. `null` = nothing to save just now.
 */
export function useShelvedChart(chart: ShelvedChart | null): void {
  const shelf = useChartShelf();
  const isThere = chart !== null;
  const latest = useRef(chart);
  useEffect(() => {
    latest.current = chart;
  });
  useEffect(() => (isThere ? shelf.put(() => latest.current) : undefined), [isThere, shelf]);
}
