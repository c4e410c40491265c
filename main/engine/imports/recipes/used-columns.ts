import type { FileMapping } from '../../../../shared/contract/index.ts';

/** Columns that a recipe uses without making a field of them: as they stand, or only their domain. */
export function usedColumns(mapping: FileMapping): { asCells: Set<string>; asDomains: Set<string> } {
  const { keepWhere, derive, unpivot } = mapping;
  const asCells = new Set(keepWhere.map(({ column }) => column));
  const asDomains = new Set<string>();
  for (const derivation of derive) {
    if (derivation.how === 'join') for (const column of derivation.columns) asCells.add(column);
    else (derivation.how === 'domain' ? asDomains : asCells).add(derivation.column);
  }
  for (const column of unpivot?.columns ?? []) asCells.add(column);
  return { asCells, asDomains };
}

/** Columns of a file that its recipe does not speak of at all: they are left out, and told. */
export function unknownColumns(mapping: FileMapping, header: readonly string[]): string[] {
  const { asCells, asDomains } = usedColumns(mapping);
  const spoken = new Set([...mapping.columns.map(({ column }) => column), ...asCells, ...asDomains]);
  return header.filter((column) => !spoken.has(column));
}
