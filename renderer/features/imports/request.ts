import type { FileMapping, ImportSummary } from '../../../shared/contract/index.ts';
import type { Decisions, StartFile } from './draft.ts';

/** How a check was asked: it can be repeated with another choice, and its files gone back to. */
export type ImportRequest = {
  readonly files: readonly (StartFile & { readonly mapping: FileMapping })[];
  readonly grants: readonly string[];
};

/** Null where it is no check, or where its files must be chosen again. */
export function requestOf({ request }: Pick<ImportSummary, 'request'>): ImportRequest | null {
  if (request === null) return null;
  const files = request.flatMap(({ grant, part, mapping, recipe }) =>
    grant === null ? [] : [{ grant, part, mapping, recipe }],
  );
  if (files.length < request.length) return null;
  return { files, grants: [...new Set(files.map(({ grant }) => grant))] };
}

/** What is decided on the import page once somebody goes back to it from a check: all that the check was asked. */
export function decisionsOf({ files }: ImportRequest, before: Decisions): Decisions {
  const decisions: Record<string, Decisions[string]> = { ...before };
  const byKey = Map.groupBy(files, ({ grant, part }) =>
    part === null || part === undefined ? grant : `${grant}#${part}`,
  );
  for (const [key, own] of byKey) {
    const [first] = own;
    if (first === undefined) continue;
    const mappings = own.map(({ mapping }) => mapping);
    // What the check was not asked about was left out of it.
    if (own.every(({ part }) => (part ?? null) !== null))
      decisions[first.grant] ??= { grant: first.grant, isLeftOut: true };
    const { isLeftOut: _taken, saved: _saved, ...kept } = before[key] ?? { grant: first.grant };
    const recipe = first.recipe ?? null;
    decisions[key] = { ...kept, mappings, ...(recipe === null ? {} : { saved: { recipe, mappings } }) };
  }
  return decisions;
}
