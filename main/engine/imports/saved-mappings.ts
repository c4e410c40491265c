import type { FileMapping, MappingFile } from '../../../shared/contract/index.ts';

/** The saved mapping for a file, by name pattern (`*` stands for anything) or by the columns it must have. */
export function savedMappingFor(
  name: string,
  header: readonly string[],
  saved: readonly MappingFile[],
): FileMapping | null {
  const columns = new Set(header);
  for (const { files } of saved) {
    for (const entry of files) {
      const { match, ...mapping } = entry;
      if (match.name === undefined && match.header === undefined) continue;
      const isNamed = match.name === undefined || namePattern(match.name).test(name);
      const hasColumns = match.header === undefined || match.header.every((column) => columns.has(column));
      if (isNamed && hasColumns) return mapping;
    }
  }
  return null;
}

function namePattern(pattern: string): RegExp {
  const escaped = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 'i');
}
