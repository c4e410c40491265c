import type { InputMapping, ModelDraft, ModelImport, ModelTarget } from '../../../shared/contract/index.ts';

/** What a person has decided so far about a model file. */
export type ImportForm = {
  readonly name: string;
  readonly target: ModelTarget;
  readonly horizonDays: number | null;
  readonly columns: readonly InputMapping[];
  readonly output: {
    readonly name: string;
    readonly column: number | null;
    readonly reading: ModelImport['output']['reading'] | null;
  };
};

export function formOf(draft: ModelDraft): ImportForm {
  const first = draft.outputs.find((one) => one.name === draft.output?.name) ?? draft.outputs[0];
  return {
    name: draft.name,
    target: 'churn',
    horizonDays: null,
    columns: draft.columns.map(({ input, place, feature, missing }) => ({ input, place, feature, missing })),
    output: draft.output ?? { name: first?.name ?? '', column: first?.column ?? null, reading: first?.reading ?? null },
  };
}

/** The request, or null where something is still to be said. */
export function requestOf(form: ImportForm, grants: readonly string[]): ModelImport | null {
  const { name, target, horizonDays, columns, output } = form;
  const { column, reading } = output;
  if (name.trim() === '' || column === null || reading === null || columns.every(({ feature }) => feature === null))
    return null;
  return {
    grants: [...grants],
    name: name.trim(),
    target,
    columns: [...columns],
    output: { name: output.name, column, reading },
    ...(horizonDays === null ? {} : { horizonDays }),
  };
}

/** A column that is the same for every account needs a value; one of a feature goes back to what was proposed. */
export function withFeature(
  column: InputMapping,
  feature: string | null,
  proposed: InputMapping['missing'],
): InputMapping {
  if (feature === null)
    return {
      ...column,
      feature,
      missing: column.missing.kind === 'value' ? column.missing : { kind: 'value', value: 0 },
    };
  return { ...column, feature, missing: column.feature === null ? proposedFor(proposed) : column.missing };
}

const proposedFor = (proposed: InputMapping['missing']): InputMapping['missing'] =>
  proposed.kind === 'value' ? { kind: 'usual' } : proposed;
