import { createSortedRowModel, rowSortingFeature, sortFn_basic, tableFeatures, useTable } from '@tanstack/react-table';
import type { ColumnDef } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useMessages } from './messages.ts';
import styles from './table.module.css';
import { uiMessages } from './texts.ts';

export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  /** Longer words for the header, told by a tooltip and to screen readers. */
  readonly hint?: string;
  /** Least width in px, and the share of the width left over (0: fixed). */
  readonly width: number;
  readonly grow?: number;
  /** Numbers stand at the end. */
  readonly align?: 'start' | 'end';
  readonly cell: (row: Row) => ReactNode;
  /** What a table that sorts by itself sorts by. With `onSort` the server sorts, and `sortable` says where. */
  readonly value?: (row: Row) => string | number | null;
  readonly sortable?: boolean;
  /** The direction of the first click; numbers start with the highest, words with the lowest. */
  readonly firstSort?: 'ascending' | 'descending';
};

export type Sort = { readonly id: string; readonly descending: boolean };

type DataTableProps<Row extends object> = {
  /** What the table is, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sort?: Sort | null;
  /** Given: sorting is the server's. Absent: the rows at hand are sorted here. */
  readonly onSort?: (sort: Sort) => void;
  /** Enter, double click on a row, or click on its first cell's link. */
  readonly onOpen?: (row: Row) => void;
  readonly rowHeight?: number;
  /** CSS height of the scrolling box; it shrinks to its rows where they are fewer. */
  readonly height?: string | number;
  /** All rows there are, where only some are at hand. */
  readonly total?: number;
  readonly hasMore?: boolean;
  readonly loadingMore?: boolean;
  readonly onMore?: () => void;
  /** The row that has the focus when the table appears, e.g. the one that was opened before. */
  readonly initialKey?: string;
  /** Another list begins when this changes: the table goes back to its top. */
  readonly resetKey?: string;
  /** The table is what the page is about: arrows and j/k reach it from anywhere on the page. */
  readonly pageKeys?: boolean;
};

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});
const noSort: readonly { id: string; desc: boolean }[] = [];

function compareValues(a: string | number | null, b: string | number | null): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}

/**
 * A table of any length: only the rows in view are drawn. Arrows and j/k move, Home/End jump, Enter opens, a click on a
 * header sorts. Screen readers hear row and column with their numbers.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    onSort,
    onOpen,
    rowHeight = 44,
    height = '60vh',
    hasMore = false,
    loadingMore = false,
    onMore,
    initialKey,
    resetKey,
    pageKeys = false,
  } = props;
  const t = useMessages(uiMessages);
  const scroller = useRef<HTMLDivElement>(null);
  const [ownSort, setOwnSort] = useState<Sort | null>(props.sort ?? null);
  const sort = onSort === undefined ? ownSort : (props.sort ?? null);
  const [active, setActive] = useState(() =>
    initialKey === undefined
      ? 0
      : Math.max(
          0,
          rows.findIndex((row) => rowKey(row) === initialKey),
        ),
  );
  const [focusWanted, setFocusWanted] = useState(
    () => initialKey !== undefined && rows.some((row) => rowKey(row) === initialKey),
  );

  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: (row: Row) => column.value?.(row) ?? undefined,
        enableSorting: column.sortable ?? column.value !== undefined,
        sortUndefined: 'last' as const,
        sortFn: (a, b, id) => compareValues(a.getValue(id), b.getValue(id)),
      })) satisfies ColumnDef<typeof features, Row>[],
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const sorting = useMemo(() => (sort === null ? [...noSort] : [{ id: sort.id, desc: sort.descending }]), [sort]);
  const table = useTable({
    features,
    columns: definitions,
    data,
    state: { sorting },
    manualSorting: onSort !== undefined,
    getRowId: (row) => rowKey(row),
    onSortingChange: () => undefined,
  });
  const model = table.getRowModel().rows;

  const virtualizer = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => model[index]?.id ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;

  useEffect(() => {
    if (hasMore && !loadingMore && onMore !== undefined && lastShown >= model.length - 20) onMore();
  }, [hasMore, loadingMore, onMore, lastShown, model.length]);

  const [shownKey, setShownKey] = useState(resetKey);
  if (resetKey !== shownKey) {
    setShownKey(resetKey);
    setActive(0);
  }
  const firstKey = useRef(resetKey);
  useEffect(() => {
    if (firstKey.current === resetKey) return;
    firstKey.current = resetKey;
    scroller.current?.scrollTo({ top: 0 });
  }, [resetKey]);

  const current = Math.min(active, Math.max(0, model.length - 1));

  const focusRow = useCallback(
    (index: number) => {
      setActive(index);
      setFocusWanted(true);
      virtualizer.scrollToIndex(index);
    },
    [virtualizer],
  );

  // The row may only be drawn after the scroll, so the focus waits for it.
  useEffect(() => {
    if (!focusWanted) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-row="${current}"]`);
    if (element) {
      element.focus({ preventScroll: true });
      setFocusWanted(false);
    }
  }, [focusWanted, current, items]);

  // On the first drawing the row that was left is brought back into view.
  useEffect(() => {
    if (initialKey !== undefined) virtualizer.scrollToIndex(active, { align: 'center' });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const enterFromPage = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (!['ArrowDown', 'ArrowUp', 'j', 'k'].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (
      document.activeElement !== null &&
      document.activeElement !== document.body &&
      document.activeElement.id !== 'content'
    )
      return;
    event.preventDefault();
    focusRow(current);
  });
  useEffect(() => {
    if (!pageKeys) return undefined;
    document.addEventListener('keydown', enterFromPage);
    return () => document.removeEventListener('keydown', enterFromPage);
  }, [pageKeys]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.getAttribute('role') !== 'row') return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      j: current + 1,
      ArrowUp: current - 1,
      k: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: model.length - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      focusRow(Math.max(0, Math.min(model.length - 1, next)));
      return;
    }
    const row = model[current];
    if (event.key === 'Enter' && row !== undefined && onOpen !== undefined) {
      event.preventDefault();
      onOpen(row.original);
    }
  };

  const changeSort = (column: Column<Row>) => {
    const next: Sort = {
      id: column.id,
      descending:
        sort?.id === column.id
          ? !sort.descending
          : (column.firstSort ?? (column.align === 'end' ? 'descending' : 'ascending')) === 'descending',
    };
    if (onSort === undefined) setOwnSort(next);
    else onSort(next);
    scroller.current?.scrollTo({ top: 0 });
    setActive(0);
  };

  const template = columns
    .map((column) => (column.grow === 0 ? `${column.width}px` : `minmax(${column.width}px, ${column.grow ?? 1}fr)`))
    .join(' ');
  const minWidth = columns.reduce((sum, column) => sum + column.width, 0);
  const total = props.total ?? model.length;

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ maxHeight: height }}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-busy={loadingMore}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head} style={{ minWidth }}>
        <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: template }}>
          {columns.map((column, index) => {
            const sortable = definitions[index]?.enableSorting ?? false;
            const sorted = sort?.id === column.id;
            const icon = !sorted ? (
              <IconArrowsSort size={13} className={styles.sortIdle} />
            ) : sort.descending ? (
              <IconArrowDown size={13} />
            ) : (
              <IconArrowUp size={13} />
            );
            return (
              <div
                key={column.id}
                role="columnheader"
                aria-colindex={index + 1}
                aria-sort={sortable ? (sorted ? (sort.descending ? 'descending' : 'ascending') : 'none') : undefined}
                className={styles.headCell}
                data-align={column.align}
                title={column.hint}
              >
                {sortable ? (
                  <button
                    type="button"
                    className={styles.sortButton}
                    data-align={column.align}
                    data-sorted={sorted || undefined}
                    onClick={() => changeSort(column)}
                  >
                    <span className={styles.headText}>{column.header}</span>
                    {icon}
                  </button>
                ) : (
                  <span className={styles.headText}>{column.header}</span>
                )}
              </div>
            );
          })}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize(), minWidth }}>
        {items.map((item) => {
          const row = model[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={row.id}
              role="row"
              aria-rowindex={item.index + 2}
              data-row={item.index}
              data-open={onOpen !== undefined || undefined}
              tabIndex={item.index === current ? 0 : -1}
              className={styles.bodyRow}
              style={{ gridTemplateColumns: template, height: item.size, transform: `translateY(${item.start}px)` }}
              onFocus={() => setActive(item.index)}
              onDoubleClick={onOpen === undefined ? undefined : () => onOpen(row.original)}
            >
              {columns.map((column, index) => (
                <div
                  key={column.id}
                  role="gridcell"
                  aria-colindex={index + 1}
                  className={styles.cell}
                  data-align={column.align}
                >
                  {column.cell(row.original)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {loadingMore ? (
        <div role="status" className={styles.more}>
          {t('loadingMore')}
        </div>
      ) : null}
    </div>
  );
}
