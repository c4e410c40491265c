import { Table, UnstyledButton } from '@mantine/core';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import styles from './figures-table.module.css';

export type Figure = {
  readonly text: string;
  /** What opens when the figure is chosen; absent: it is only read. */
  readonly onOpen?: (() => void) | undefined;
  /** What a screen reader says of it, where the figure alone is not enough. */
  readonly label?: string | undefined;
};

type FiguresTableProps = {
  /** What the table shows, in a few words. */
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly head: string; readonly figures: readonly Figure[] }[];
  readonly height?: number;
};

/** Figures of which each can be opened; one stop for the Tab key, the arrows move inside. */
export function FiguresTable({ label, columns, rows, height = 320 }: FiguresTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [place, setPlace] = useState<readonly [number, number] | null>(null);
  const firstOpen = firstOpening(rows);
  const stop = place !== null && rows[place[0]]?.figures[place[1]]?.onOpen !== undefined ? place : firstOpen;

  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || stop === null) return;
    event.preventDefault();
    const [down, right] = step;
    let [row, column] = stop;
    do {
      row += down;
      column += right;
    } while (rows[row]?.figures[column] !== undefined && rows[row]?.figures[column]?.onOpen === undefined);
    if (rows[row]?.figures[column]?.onOpen === undefined) return;
    setPlace([row, column]);
    body.current?.querySelector<HTMLElement>(`[data-place="${row} ${column}"]`)?.focus();
  };

  return (
    <Table.ScrollContainer
      minWidth={0}
      maxHeight={height}
      scrollAreaProps={{ viewportProps: { role: 'region', 'aria-label': label } }}
    >
      <Table fz="sm" verticalSpacing={3} stickyHeader highlightOnHover className={styles.table} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, index) => (
              <Table.Th key={index} scope="col" ta={index === 0 ? 'left' : 'right'}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody ref={body} onKeyDown={move}>
          {rows.map(({ head, figures }, row) => (
            <Table.Tr key={row}>
              <Table.Th scope="row" fw={500}>
                {head}
              </Table.Th>
              {figures.map(({ text, onOpen, label: said }, column) => (
                <Table.Td key={column} ta="right">
                  {onOpen === undefined ? (
                    text
                  ) : (
                    <UnstyledButton
                      className={styles.figure}
                      data-place={`${row} ${column}`}
                      tabIndex={stop?.[0] === row && stop[1] === column ? 0 : -1}
                      aria-label={said === undefined ? undefined : `${said}: ${text}`}
                      onFocus={() => setPlace([row, column])}
                      onClick={onOpen}
                    >
                      {text}
                    </UnstyledButton>
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const steps: Readonly<Record<string, readonly [down: number, right: number] | undefined>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

function firstOpening(rows: FiguresTableProps['rows']): readonly [number, number] | null {
  for (const [row, { figures }] of rows.entries()) {
    const column = figures.findIndex(({ onOpen }) => onOpen !== undefined);
    if (column >= 0) return [row, column];
  }
  return null;
}
