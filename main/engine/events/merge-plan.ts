import { uniteTexts } from './dictionary.ts';
import type { PropertyColumn } from './segment.ts';
import { sharedCodes, sharedFloat32, sharedUint16, sharedUint32 } from './segment.ts';

/** What has to be known of a source of rows before they are merged. */
export interface MergeSource {
  /** One for each stretch of rows; several may be equal where accounts were made one. */
  readonly accounts: readonly string[];
  readonly offsets: Uint32Array;
  readonly names: readonly string[];
  readonly hasQuantity: boolean;
  readonly properties: readonly { readonly key: string; readonly values: readonly string[] }[];
}

/** Where the rows of one source go, and what becomes of its codes. */
export interface MergeTarget {
  readonly offsets: Uint32Array;
  /** starts[account of the source] = row where its events go. */
  readonly starts: Uint32Array;
  readonly names: Uint32Array;
  /** By key; index 0 = missing. */
  readonly properties: ReadonlyMap<string, Uint32Array>;
}

/** Merged columns that wait for their rows, in shared memory so that several threads can fill them. */
export interface MergePlan {
  readonly accounts: readonly string[];
  readonly offsets: Uint32Array;
  readonly seconds: Uint32Array;
  readonly names: readonly string[];
  readonly name: Uint16Array;
  readonly quantity: Float32Array | null;
  readonly properties: readonly PropertyColumn[];
  /** In the order of the sources. */
  readonly targets: readonly MergeTarget[];
}

/**
 * Lays out what `mergeSegments` would give: rows of an account by source, then as they stand in it. Once they are filled in, each account is
 * sorted by instant, stably.
 */
export function planMerge(sources: readonly MergeSource[]): MergePlan {
  const accounts = uniteTexts(sources.map((source) => source.accounts));
  const names = uniteTexts(sources.map((source) => source.names));
  const offsets = sharedUint32(accounts.union.length + 1);
  sources.forEach((source, index) => {
    const position = accounts.positions[index]!;
    for (let account = 0; account < position.length; account++)
      offsets[position[account]! + 1]! += source.offsets[account + 1]! - source.offsets[account]!;
  });
  for (let account = 0; account < accounts.union.length; account++) offsets[account + 1]! += offsets[account]!;
  const rows = offsets[accounts.union.length]!;

  const next = offsets.slice();
  const starts = sources.map((source, index) => {
    const position = accounts.positions[index]!;
    const start = sharedUint32(position.length);
    for (let account = 0; account < position.length; account++) {
      const target = position[account]!;
      start[account] = next[target]!;
      next[target]! += source.offsets[account + 1]! - source.offsets[account]!;
    }
    return start;
  });

  const properties = planProperties(sources, rows);
  const withQuantity = sources.filter((source) => source.hasQuantity).length;
  const quantity = withQuantity > 0 ? sharedFloat32(rows) : null;
  if (withQuantity < sources.length) quantity?.fill(Number.NaN);
  return {
    accounts: accounts.union,
    offsets,
    seconds: sharedUint32(rows),
    names: names.union,
    name: sharedUint16(rows),
    quantity,
    properties: properties.columns,
    targets: sources.map((source, index) => ({
      offsets: source.offsets,
      starts: starts[index]!,
      names: names.positions[index]!,
      properties: properties.recodes[index]!,
    })),
  };
}

function planProperties(
  sources: readonly MergeSource[],
  rows: number,
): { columns: PropertyColumn[]; recodes: Map<string, Uint32Array>[] } {
  const recodes = sources.map(() => new Map<string, Uint32Array>());
  const keys = new Set(sources.flatMap((source) => source.properties.map(({ key }) => key)));
  const columns = [...keys].sort().map((key): PropertyColumn => {
    const lists = sources.map((source) => source.properties.find((property) => property.key === key)?.values ?? []);
    const { union, positions } = uniteTexts(lists);
    positions.forEach((position, index) => {
      const recode = new Uint32Array(position.length + 1);
      for (let code = 0; code < position.length; code++) recode[code + 1] = position[code]! + 1;
      recodes[index]!.set(key, recode);
    });
    return { key, values: union, codes: sharedCodes(union.length, rows) };
  });
  return { columns, recodes };
}
