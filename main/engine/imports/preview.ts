import type { FileMapping, FilePreview, Recipe } from '../../../shared/contract/index.ts';
import { isHoldfastError, toHoldfastError } from '../../../shared/domain/errors.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { proposedReading, toldReading } from './preview-readings.ts';
import type { Source, Told } from './preview-readings.ts';
import { profileSource } from './profile-source.ts';
import { readingOf, recognise } from './recognise.ts';
import { partsOf } from './sources/index.ts';
import type { FileHead, ReadingOptions, SourceRef } from './sources/index.ts';
import { guessTable } from './understand/match.ts';
import { columnPreview } from './understand/profile.ts';

/** A file to look at, and what a person said about its source tables: by key, see `previewKey`. */
export type PreviewFile = {
  readonly path: string;
  readonly name: string;
  readonly grant?: string;
  /** The table of a source table. */
  readonly as?: Readonly<Record<string, TableName>>;
  /** Mappings to check instead of the proposal. */
  readonly mappings?: Readonly<Record<string, readonly FileMapping[]>>;
  readonly options?: Readonly<Record<string, ReadingOptions>>;
};

export type PreviewOptions = {
  /** Reads each file to its end, so that the evidence is of every row. */
  readonly scan?: boolean;
  /** The key of the workspace's pseudonyms; null where no workspace is open. */
  readonly pseudonyms?: Uint8Array | null;
  readonly shouldStop?: () => boolean;
};

/** Names a source table within a preview. */
function previewKey(grant: string, part: string | null): string {
  return part === null ? grant : `${grant}#${part}`;
}

/**
 * Reads a file's source tables and proposes how each becomes rows. What is wrong stands in `problem`.
 * @throws cancelled
 */
export async function previewFile(
  file: PreviewFile,
  recipes: readonly Recipe[],
  options: PreviewOptions = {},
): Promise<FilePreview[]> {
  try {
    const parts = await partsOf(file.path, file.name);
    const previews: FilePreview[] = [];
    for (const { part } of parts) previews.push(await previewPart(file, part, recipes, options));
    return previews;
  } catch (error) {
    return [unreadablePreview(file, null, error)];
  }
}

async function previewPart(
  file: PreviewFile,
  part: string | null,
  recipes: readonly Recipe[],
  options: PreviewOptions,
): Promise<FilePreview> {
  const key = previewKey(file.grant ?? '', part);
  const ref: SourceRef = { path: file.path, name: file.name, part };
  const given = file.mappings?.[key];
  try {
    const chosen = { ...readingOf(given?.[0]), ...file.options?.[key] };
    const { head, matches } = await recognise(ref, chosen, given ? [] : recipes);
    const seen = await profileSource(ref, head, options);
    const told: Told[] = given
      ? given.map((mapping) => ({ mapping, recipe: null, origin: 'person' }))
      : matches.map(({ mapping, recipe }) => ({ mapping, recipe, origin: 'recipe' }));
    return describe(file, { ref, head, seen, pseudonyms: options.pseudonyms ?? null }, told);
  } catch (error) {
    return unreadablePreview(file, part, error);
  }
}

function describe(file: PreviewFile, source: Source, told: readonly Told[]): FilePreview {
  const { ref, head } = source;
  const { profiles, rows, isWhole } = source.seen;
  const key = previewKey(file.grant ?? '', ref.part);
  const asked: readonly Told[] = told.length > 0 ? told : [{ mapping: null, recipe: null, origin: 'proposal' }];
  const guess = guessTable(ref.part ?? ref.name, profiles, file.as?.[key]);
  return {
    key,
    grant: file.grant ?? '',
    name: file.name,
    part: ref.part,
    size: head.size,
    kind: head.dialect.kind,
    encoding: head.dialect.encoding,
    delimiter: head.dialect.delimiter,
    headerRow: head.dialect.headerRow,
    sampledRows: rows,
    isWhole,
    estimatedRows: isWhole ? rows : estimatedRows(head),
    columns: profiles.map(columnPreview),
    readings: asked.map((one) =>
      one.mapping ? toldReading(source, one.mapping, one) : proposedReading(source, guess),
    ),
    problem: null,
  };
}

function estimatedRows(head: FileHead): number {
  return head.bytes === 0 ? head.count : Math.max(head.count, Math.round(head.size / head.bytes));
}

function unreadablePreview(file: PreviewFile, part: string | null, error: unknown): FilePreview {
  if (isHoldfastError(error) && error.code === 'cancelled') throw error;
  return {
    key: previewKey(file.grant ?? '', part),
    grant: file.grant ?? '',
    name: file.name,
    part,
    size: 0,
    kind: 'text',
    encoding: 'utf-8',
    delimiter: ',',
    headerRow: 1,
    sampledRows: 0,
    isWhole: false,
    estimatedRows: 0,
    columns: [],
    readings: [],
    problem: toHoldfastError(error).message,
  };
}
