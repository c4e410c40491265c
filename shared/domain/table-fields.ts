import { activityFields } from './activity-fields.ts';
import { customerFields } from './customer-fields.ts';
import { revenueFields } from './revenue-fields.ts';
import type { Field, TableName } from './table-types.ts';

/** The fields of each canonical table. Synonyms cover the default export headers of common tools, English and Spanish. */
export const fieldsOfTables: Record<TableName, readonly Field[]> = {
  ...customerFields,
  ...revenueFields,
  ...activityFields,
};
