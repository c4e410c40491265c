/** A plain table as text. `columns[c][row]`; blanks are null. */
export interface Table {
  /** The file's name, for messages. */
  file: string;
  header: string[];
  columns: (string | null)[][];
}

export function rowCount(table: Table): number {
  return table.columns[0]?.length ?? 0;
}

/** What a table is called: its file without the ending. */
export function nameOf({ file }: Pick<Table, 'file'>): string {
  return file.replace(/\.[^.]+$/, '');
}
