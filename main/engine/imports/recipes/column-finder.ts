import { HoldfastError } from '../../../../shared/domain/errors.ts';

/** @throws invalid_input from what it gives, where the file does not have the column */
export function columnFinder(header: readonly string[], name: string): (column: string) => number {
  const positions = new Map(header.map((column, index) => [column, index]));
  return (column) => {
    const index = positions.get(column);
    if (index !== undefined) return index;
    const shown = header.length > 40 ? `${header.slice(0, 40).join(', ')}, …` : header.join(', ');
    throw new HoldfastError(
      'invalid_input',
      `${name} has no column "${column}", which its mapping uses. Its columns are: ${shown}.`,
      { file: name, column },
    );
  };
}
