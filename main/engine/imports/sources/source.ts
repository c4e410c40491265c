/** One source table: a file, or a part of it: a sheet of a workbook, a member of an archive. */
export type SourceRef = {
  readonly path: string;
  /** What people call the file; its path never reaches them. */
  readonly name: string;
  readonly part: string | null;
};

export type SourcePart = {
  /** null where the file is one table. */
  readonly part: string | null;
};

/** How people call a source table in sentences: `book.xlsx, sheet "2025"`. */
export function sourceLabel({ name, part }: Pick<SourceRef, 'name' | 'part'>): string {
  return part === null ? name : `${name}, ${part}`;
}
