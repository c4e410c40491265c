import { Table } from '@mantine/core';
import styles from './table-models.module.css';

type FigureTableProps = {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** A small table of figures: the first column names the row, the others are numbers. */
export function FigureTable({ label, columns, rows }: FigureTableProps) {
  return (
    <Table.ScrollContainer minWidth={560} maxHeight={420}>
      <Table fz="sm" verticalSpacing={4} aria-label={label} stickyHeader className={styles.figures ?? ''}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((name, place) => (
              <Table.Th key={name} scope="col" ta={place === 0 ? 'left' : 'right'}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={index}>
              <Table.Th scope="row" fw={500}>
                {row[0]}
              </Table.Th>
              {row.slice(1).map((cell, place) => (
                <Table.Td key={place} ta="right">
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
