import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';

/** What each section of the recipe editor is given. */
export type EditProps = {
  readonly mapping: FileMapping;
  readonly onMapping: (mapping: FileMapping) => void;
};
export type EditColumnsProps = EditProps & {
  readonly preview: FilePreview;
  /** Names of the file's columns and of those that the mapping makes. */
  readonly columns: readonly string[];
};
