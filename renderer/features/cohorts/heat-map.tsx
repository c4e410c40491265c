import { Box, Group, Text } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { RetentionGrid, RetentionQuestion } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import type { CellWords } from './cell-words.ts';
import { hasCell, isShareMeasure, isTold, largestValue, moveBy, shadeAt, stepOf } from './grid.ts';
import type { Cohort, Measure, Position } from './grid.ts';
import { isIn, spanInView } from './grid-window.ts';
import styles from './heat-map.module.css';
import { messages } from './messages.ts';

type HeatMapProps = {
  readonly grid: RetentionGrid;
  readonly question: RetentionQuestion;
  readonly words: CellWords;
  readonly selected: { readonly cohort: string; readonly index: number } | null;
  readonly onOpen: (cohort: string, index: number) => void;
};

/** Height of a row and the gap below it, in px. */
const rowPitch = 30;
const gap = 2;
const digitWidth = 7.7;
const cellPadding = 6;

/**
 * Retention as a table whose cells are coloured by share; one cell is in the tab order, arrows move between them. Two years
 * of days are a quarter of a million cells, so only those near the view are drawn.
 */
export function HeatMap({ grid, question, words, selected, onOpen }: HeatMapProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const body = useRef<HTMLTableSectionElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const view = useElementSize();
  const scrollerRef = useMergedRef(scroller, view.ref);
  const [scrolled, setScrolled] = useState({ top: 0, left: 0 });
  const [focusWanted, setFocusWanted] = useState(false);
  const [active, setActive] = useState<Position>({ row: 0, column: 0 });
  const lengths = grid.cohorts.map((cohort) => cohort.values.length);
  const current: Position = {
    row: Math.min(active.row, lengths.length - 1),
    column: Math.min(active.column, Math.max(0, (lengths[Math.min(active.row, lengths.length - 1)] ?? 1) - 1)),
  };
  const width = grid.columns.length;
  const longest = useMemo(() => longestCell(grid, words), [grid, words]);
  const cellWidth = Math.ceil(longest * digitWidth + cellPadding);
  const columnPitch = cellWidth + gap;
  const rows = spanInView({ offset: scrolled.top, size: view.height }, grid.cohorts.length, rowPitch);
  const columns = spanInView({ offset: scrolled.left, size: view.width }, width, columnPitch);
  const periods = Array.from({ length: columns.end - columns.first }, (_, index) => columns.first + index);
  const shownCohorts = grid.cohorts
    .slice(rows.first, rows.end)
    .map((cohort, index) => ({ cohort, row: rows.first + index }));
  // Where the current cell is scrolled away, the first one that is drawn is the way in by Tab.
  const tabStop: Position =
    isIn(rows, current.row) && isIn(columns, current.column) ? current : { row: rows.first, column: columns.first };

  // A far cell is only drawn after the scroll, so the focus waits for it.
  useEffect(() => {
    if (!focusWanted) return;
    const cell = body.current?.querySelector<HTMLElement>(`[data-cell="${current.row}-${current.column}"]`);
    if (cell === null || cell === undefined) {
      scroller.current?.scrollTo({ top: current.row * rowPitch, left: current.column * columnPitch });
      return;
    }
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    setFocusWanted(false);
  }, [focusWanted, current.row, current.column, columnPitch, scrolled]);

  const open = (cohort: Cohort, column: number): void => {
    if (isTold(cohort, column)) onOpen(cohort.cohort, column);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const cohort = grid.cohorts[current.row];
    if ((event.key === 'Enter' || event.key === ' ') && cohort !== undefined) {
      event.preventDefault();
      open(cohort, current.column);
      return;
    }
    const next = moveBy(event.key, current, lengths, event.ctrlKey || event.metaKey);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    setFocusWanted(true);
  };

  const drawCell = (cohort: Cohort, row: number, column: number) => {
    if (!hasCell(cohort, column)) return <td key={column} role="gridcell" aria-colindex={column + 3} />;
    const shade = shadeAt(grid, cohort, column, question.measure);
    const complete = cohort.complete[column] === true;
    const label = words.cellLong(cohort, column);
    const isSelected = selected?.cohort === cohort.cohort && selected.index === column;
    return (
      <td
        key={column}
        role="gridcell"
        aria-colindex={column + 3}
        aria-label={label}
        aria-selected={isSelected}
        title={label}
        className={`${styles.cell} ${shade === null ? '' : styles.step}`}
        data-step={shade === null ? undefined : stepOf(shade)}
        data-none={!isTold(cohort, column) || undefined}
        data-cell={`${row}-${column}`}
        data-incomplete={complete ? undefined : true}
        data-selected={isSelected || undefined}
        tabIndex={row === tabStop.row && column === tabStop.column ? 0 : -1}
        onFocus={() => setActive({ row, column })}
        onClick={() => open(cohort, column)}
      >
        {words.cell(cohort, column)}
      </td>
    );
  };

  return (
    <div
      ref={scrollerRef}
      className={styles.scroller}
      role="region"
      aria-label={t('tableLabel')}
      tabIndex={-1}
      onScroll={({ currentTarget }) => {
        const top = Math.floor(currentTarget.scrollTop / rowPitch) * rowPitch;
        const left = Math.floor(currentTarget.scrollLeft / columnPitch) * columnPitch;
        setScrolled((old) => (old.top === top && old.left === left ? old : { top, left }));
      }}
    >
      <Box
        component="table"
        className={styles.table}
        __vars={{ '--cell-width': `${cellWidth}px` }}
        role="grid"
        aria-label={t('tableLabel')}
        aria-describedby="retention-help"
        aria-rowcount={grid.cohorts.length + 2}
        aria-colcount={width + 2}
      >
        <thead>
          <tr role="row" aria-rowindex={1}>
            <th scope="col" role="columnheader">
              {t('cohort')}
            </th>
            <th scope="col" role="columnheader">
              {t('size')}
            </th>
            <ColumnGap cells={columns.first} pitch={columnPitch} />
            {periods.map((index) => (
              <th key={index} scope="col" role="columnheader" aria-colindex={index + 3} title={words.columnLong(index)}>
                {words.column(index)}
              </th>
            ))}
            <ColumnGap cells={width - columns.end} pitch={columnPitch} />
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          <tr role="row" aria-rowindex={2} className={styles.average}>
            <th
              scope="row"
              role="rowheader"
              className={styles.rowHead}
              title={t(question.average === 'simple' ? 'averageNoteSimple' : 'averageNote')}
            >
              {t('average')}
            </th>
            <td role="gridcell" className={styles.size}>
              {format.integer(grid.definition.sample)}
            </td>
            <ColumnGap cells={columns.first} pitch={columnPitch} />
            {periods.map((index) => (
              <td key={index} role="gridcell" aria-colindex={index + 3} className={styles.averageCell}>
                {words.average(index)}
              </td>
            ))}
            <ColumnGap cells={width - columns.end} pitch={columnPitch} />
          </tr>
          <RowGap cells={rows.first} />
          {shownCohorts.map(({ cohort, row }) => (
            <tr key={cohort.cohort} role="row" aria-rowindex={row + 3}>
              <th scope="row" role="rowheader" className={styles.rowHead}>
                {words.cohort(cohort.cohort)}
              </th>
              <td role="gridcell" className={styles.size}>
                {cohort.size === null ? '·' : format.integer(cohort.size)}
              </td>
              <ColumnGap cells={columns.first} pitch={columnPitch} />
              {periods.map((index) => drawCell(cohort, row, index))}
              <ColumnGap cells={width - columns.end} pitch={columnPitch} />
            </tr>
          ))}
          <RowGap cells={grid.cohorts.length - rows.end} />
        </tbody>
      </Box>
    </div>
  );
}

/** Characters of the longest cell, a star included: of the first or the last ones, where figures are largest. */
function longestCell(grid: RetentionGrid, words: CellWords): number {
  return grid.cohorts.reduce(
    (longest, cohort) =>
      Math.max(longest, words.cell(cohort, 0).length + 1, words.cell(cohort, cohort.values.length - 1).length + 1),
    6,
  );
}

/** Stands for the cells of a row that are not drawn on one side. */
function ColumnGap({ cells, pitch }: { readonly cells: number; readonly pitch: number }) {
  return cells === 0 ? null : <td role="presentation" style={{ minWidth: cells * pitch - gap }} />;
}

/** Stands for the rows that are not drawn above or below. */
function RowGap({ cells }: { readonly cells: number }) {
  return cells === 0 ? null : (
    <tr role="presentation">
      <td role="presentation" style={{ height: cells * rowPitch - gap }} />
    </tr>
  );
}

type LegendProps = { readonly grid: RetentionGrid; readonly measure: Measure; readonly words: CellWords };

/** The colours of the scale: from nobody to everybody, or to the largest mean. */
export function Legend({ grid, measure, words }: LegendProps) {
  const t = useMessages(messages);
  const isShare = isShareMeasure(measure);
  return (
    <Group gap={6} aria-hidden="true">
      <Text size="xs" c="dimmed">
        {t(`legend_${measure}`)}: {isShare ? t('legendLow') : words.figure(0)}
      </Text>
      <Group gap={1}>
        {Array.from({ length: 10 }, (_, step) => (
          <div key={step} className={`${styles.swatch} ${styles.step}`} data-step={step} />
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {isShare ? t(measure === 'revenue' ? 'legendHighOrMore' : 'legendHigh') : words.figure(largestValue(grid))}
      </Text>
    </Group>
  );
}
