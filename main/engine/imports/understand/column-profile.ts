import type { ColumnPreview, DateFormat } from '../../../../shared/contract/index.ts';
import type { ContentKind } from './content.ts';

/** What the values seen of a column are. */
export type ColumnProfile = ColumnPreview & {
  /** Rows seen, blank ones included, and whether the file has no more. */
  readonly rows: number;
  readonly isWhole: boolean;
  /** Different values by filled rows, up to where they are counted: 1 where none comes again. */
  readonly distinctShare: number;
  /** What the values look like besides their type. */
  readonly content: ContentKind | null;
  /** How plain numbers could be dates: only where header or field says that they are. */
  readonly numericDates: DateFormat[];
  /** Some value has a time of day and no zone. */
  readonly lacksZone: boolean;
  readonly hasNegative: boolean;
  readonly isPlainInteger: boolean;
};
