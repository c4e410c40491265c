import { useMemo } from 'react';
import type { RefObject } from 'react';
import type { RetentionGrid, RetentionQuestion } from '../../../shared/contract/index.ts';
import { axisStyle } from '../../ui/chart.tsx';
import { useShelvedChart } from '../../ui/chart-shelf.tsx';
import type { ShelvedChart } from '../../ui/chart-shelf.tsx';
import type { CellWords } from './cell-words.ts';
import { hasCell, shadeAt } from './grid.ts';

/** Wider grids have no room for figures in their cells. */
const mostLabelledColumns = 26;
const rowHeight = 24;
/** A picture of more rows than this would be a metre long. */
const mostRows = 120;

type PictureProps = {
  readonly grid: RetentionGrid;
  readonly question: RetentionQuestion;
  readonly words: CellWords;
  readonly label: string;
  readonly averageName: string;
  /** Where the heat map stands. */
  readonly place: RefObject<HTMLElement | null>;
};

/** The heat map as a chart, so that it can be saved as a picture: the same cells, words and colours. */
export function useHeatMapPicture({ grid, question, words, label, averageName, place }: PictureProps): void {
  const chart = useMemo((): ShelvedChart | null => {
    if (grid.cohorts.length === 0) return null;
    const shown = grid.cohorts.slice(0, mostRows);
    const names = [averageName, ...shown.map(({ cohort, size }) => `${words.cohort(cohort)} (${size ?? '·'})`)];
    const isLabelled = grid.columns.length <= mostLabelledColumns;
    const cells = shown.flatMap((cohort, row) =>
      grid.columns.flatMap((_, column) =>
        hasCell(cohort, column)
          ? [
              {
                at: [column, row + 1] as const,
                shade: shadeAt(grid, cohort, column, question.measure),
                text: words.cell(cohort, column),
              },
            ]
          : [],
      ),
    );
    const averages = grid.average.flatMap((value, column) =>
      value === null ? [] : [{ at: [column, 0] as const, shade: null, text: words.average(column) }],
    );
    return {
      label,
      height: (names.length + 2) * rowHeight,
      element: () => place.current,
      option: (tokens) => ({
        grid: { left: 140, right: 8, top: 28, bottom: 8 },
        xAxis: {
          ...axisStyle(tokens),
          type: 'category',
          position: 'top',
          data: grid.columns.map((_, column) => words.column(column)),
        },
        yAxis: { ...axisStyle(tokens), type: 'category', inverse: true, data: names },
        visualMap: { show: false, min: 0, max: 1, dimension: 2, inRange: { color: [...tokens.ramp] } },
        series: [
          {
            type: 'heatmap',
            data: [...averages, ...cells].map(({ at, shade, text }) => ({
              value: [...at, shade ?? 0],
              itemStyle: {
                borderColor: tokens.surface,
                borderWidth: 1,
                ...(shade === null ? { color: tokens.surface } : {}),
              },
              label: {
                show: isLabelled,
                formatter: text,
                fontSize: 10,
                color: shade !== null && shade >= 0.6 ? '#ffffff' : tokens.text,
                fontWeight: at[1] === 0 ? 'bold' : 'normal',
              },
            })),
          },
        ],
      }),
    };
  }, [grid, question, words, label, averageName, place]);
  useShelvedChart(chart);
}
