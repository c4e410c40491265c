import { fileMapping, recipe } from '../../../../../shared/contract/index.ts';
import type { FileMapping, Recipe } from '../../../../../shared/contract/index.ts';
import type { StoredValue } from '../../understand/values.ts';
import { compileMapping } from '../compile-mapping.ts';
import { rowNumber } from '../row-batch.ts';
import { compileTransform } from '../transform.ts';

type Given = Partial<Omit<FileMapping, 'columns'>> & Pick<FileMapping, 'table'>;

/** A mapping from `column: field` pairs; a field may carry `find`, formats and privacy. */
export function mappingOf(
  { table, ...rest }: Given,
  columns: Readonly<Record<string, string | null | Partial<FileMapping['columns'][number]>>>,
): FileMapping {
  return fileMapping.parse({
    table,
    columns: Object.entries(columns).map(([column, field]) =>
      typeof field === 'object' && field !== null ? { column, field: null, ...field } : { column, field },
    ),
    ...rest,
  });
}

export function recipeOf(name: string, files: Recipe['files'], revision = 1): Recipe {
  return recipe.parse({ format: 'holdfast-recipe', version: 2, name, revision, files });
}

export type Outcome = {
  row: number;
  stored?: Record<string, StoredValue>;
  refusal?: string;
  raw?: string[];
  filtered?: true;
};

export const testPseudonyms = new Uint8Array(32).fill(7);

/** What becomes of a file's rows, as the sinks do it. The first row is number 2. */
export function outcomes(mapping: FileMapping, header: string[], rows: string[][]): Outcome[] {
  const transform = compileTransform(mapping, header, 'file.csv', testPseudonyms);
  const plan = compileMapping(mapping, transform.header, 'file.csv');
  const batch = transform.apply(
    rows.map((cells) => [...cells]),
    2,
    new Set(),
  );
  const values: StoredValue[] = plan.table.fields.map(() => null);
  return batch.rows.map((cells, index): Outcome => {
    const row = rowNumber(batch, index);
    const shape = batch.refusals.get(index);
    if (!shape && !plan.keeps(cells)) return { row, filtered: true };
    const refusal = shape ?? plan.read(cells, values);
    if (refusal) return { row, refusal: `${refusal.column ?? ''}: ${refusal.reason}`, raw: [...batch.raw[index]!] };
    const stored = Object.fromEntries(
      plan.table.fields.flatMap(({ name }, position) =>
        values[position] === null ? [] : [[name, values[position] ?? null]],
      ),
    );
    const attributes = plan.attributesOf(cells);
    const knownAt = plan.knownAtOf(cells);
    return {
      row,
      stored: {
        ...stored,
        ...(attributes === '{}' ? {} : { attributes }),
        ...(knownAt === null ? {} : { known_at: knownAt }),
      },
    };
  });
}
