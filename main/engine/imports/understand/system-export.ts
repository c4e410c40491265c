import type { AccountFinder } from '../../../../shared/contract/index.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';

/** A file that a well-known system exports by default, recognised by its header. Words as `normaliseHeader` gives them. */
export type SystemExport = {
  readonly source: string;
  readonly table: TableName;
  /** Of each list one must be there. */
  readonly must: readonly (readonly string[])[];
  /** Names that few other systems use; `needs` of them must be there. */
  readonly marks: readonly string[];
  readonly needs: number;
  /** Field → its headers, the best first. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Headers that lead to the account where no column holds its id, the surest first. */
  readonly lookups?: readonly Lookup[];
};

type Lookup = { readonly header: string; readonly find: AccountFinder };

/** `id | case id` */
export function names(text: string): string[] {
  return text.split('|').map((name) => name.trim().replaceAll(/\s+/g, ' '));
}

/** One line a field: `ticket_id: id | case id`. */
export function fieldNames(text: string): Record<string, string[]> {
  return Object.fromEntries(linesOf(text).map(([field, headers]) => [field, names(headers)]));
}

/** One line a way to the account: `name: account name`. */
export function lookupNames(text: string): Lookup[] {
  return linesOf(text).map(([find, header]) => ({ find: find as AccountFinder, header }));
}

function linesOf(text: string): [string, string][] {
  return text
    .trim()
    .split('\n')
    .map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    });
}
