import type { FileMapping, Finding, TableTotals } from '../../../../shared/contract/index.ts';
import { cancelled } from '../../../../shared/domain/errors.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import type { SourceRef } from '../sources/index.ts';
import type { WorkContext } from '../../threads/index.ts';
import type { EventStage } from './stage-events.ts';
import type { RowStage } from './row-stage.ts';
import type { Staging } from './staging.ts';

export type RecipeRef = { readonly name: string; readonly revision: number };
export type ImportFile = SourceRef & { readonly mapping: FileMapping; readonly recipe: RecipeRef | null };

export type StageRequest = {
  readonly task: 'stage';
  readonly workspace: string;
  readonly key: Uint8Array;
  readonly staging: string;
  readonly files: readonly ImportFile[];
  /** Epoch seconds at which the import counts as known. */
  readonly now: number;
};

export type StagedFile = {
  readonly name: string;
  readonly part: string | null;
  readonly header: readonly string[];
  readonly recipe: RecipeRef | null;
  readonly table: TableName;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  readonly mapping: string;
};
export type StageResult = {
  readonly files: readonly StagedFile[];
  readonly totals: Partial<Record<TableName, TableTotals>>;
  readonly findings: readonly Finding[];
  /** The data that the difference was made against; a commit onto other data would be wrong. */
  readonly dataVersion: number;
  /** Imports whose rows this one brought again unchanged. */
  readonly confirms: readonly number[];
  /** Imports of whose rows values live on in rows of this one. */
  readonly carries: readonly number[];
  /** table → field → rows that changed in it */
  readonly changedFields: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

/** What one staging gathers on its way. */
export type StagingRun = {
  readonly staging: Staging;
  readonly rows: RowStage;
  readonly events: EventStage;
  readonly context: WorkContext;
  /** The key of the workspace's pseudonyms. */
  readonly pseudonyms: Uint8Array;
  readonly totals: Partial<Record<TableName, TableTotals>>;
  readonly findings: Finding[];
  readonly repeated: Partial<Record<TableName, string[]>>;
  readonly confirms: Set<number>;
  readonly carries: Set<number>;
  /** Files that an import holds already, with that import. */
  readonly known: string[];
};

/** Shares of the progress bar, by the time that they take: where reading, checking and writing end. */
export const progressParts = { reading: 0.85, checking: 0.92, writing: 0.97 };

export function stopCheck(context: WorkContext): () => void {
  return () => {
    if (context.shouldStop()) throw cancelled('The import');
  };
}
