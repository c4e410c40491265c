import type { ContractInputs, FileMapping, FilePreview, Reading, Recipe } from '../../../shared/contract/index.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { isUnreadable } from './readiness.ts';
import type { DraftReading, DraftTable } from './readiness.ts';

export type ReadingOptions = NonNullable<NonNullable<ContractInputs['imports']['preview']['options']>[string]>;
export type StartFile = ContractInputs['imports']['start']['files'][number];

/** What a person decided about a source table. All of it may still be the engine's proposal. */
export type Decision = {
  readonly grant: string;
  readonly table?: TableName;
  /** One a reading. */
  readonly mappings?: readonly FileMapping[];
  readonly options?: ReadingOptions;
  readonly isLeftOut?: boolean;
  /** The recipe that these mappings were saved as; it speaks for them until one is changed. */
  readonly saved?: { readonly recipe: NonNullable<StartFile['recipe']>; readonly mappings: readonly FileMapping[] };
  /** The profile of the whole file, once somebody had it read. */
  readonly whole?: Pick<FilePreview, 'columns' | 'sampledRows' | 'isWhole' | 'estimatedRows'>;
};
/** By key of the preview; by the grant alone for every part of a file that has no decision of its own. */
export type Decisions = Readonly<Record<string, Decision>>;

export function decisionOf(decisions: Decisions, { key, grant }: Pick<FilePreview, 'key' | 'grant'>): Decision {
  return decisions[key] ?? decisions[grant] ?? { grant };
}

/** Whether two states of the decisions say the same about a file: entries that did not change are the same objects. */
export function saysTheSame(now: Decisions, then: Decisions, grant: string): boolean {
  const of = (decisions: Decisions) => Object.values(decisions).filter((decision) => decision.grant === grant);
  const [left, right] = [of(now), of(then)];
  return left.length === right.length && left.every((decision) => right.includes(decision));
}

/** What the engine is asked about one file: everything that was decided about its source tables. */
export function previewInput(grant: string, decisions: Decisions): ContractInputs['imports']['preview'] {
  const own = Object.entries(decisions).filter(([, decision]) => decision.grant === grant);
  return {
    grants: [grant],
    mappings: pick(own, ({ mappings }) => (mappings === undefined ? undefined : [...mappings])),
    tables: pick(own, ({ table }) => table),
    options: pick(own, ({ options }) => options),
  };
}

function pick<Value>(
  own: readonly (readonly [string, Decision])[],
  of: (decision: Decision) => Value | undefined,
): Record<string, Value> {
  const chosen: Record<string, Value> = {};
  for (const [key, decision] of own) {
    const value = of(decision);
    if (value !== undefined) chosen[key] = value;
  }
  return chosen;
}

/** A source table as it stands now: the last preview under what was decided since. */
export function draftTable(preview: FilePreview, decision: Decision | undefined): DraftTable {
  const shown = decision?.whole === undefined ? preview : { ...preview, ...decision.whole };
  return {
    preview: shown,
    readings: readingsNow(preview, decision),
    isLeftOut: decision?.isLeftOut === true,
  };
}

function readingsNow(preview: FilePreview, decision: Decision | undefined): DraftReading[] {
  if (decision?.mappings !== undefined)
    return decision.mappings.map((mapping, index) => ({ mapping, reading: preview.readings[index] }));
  return preview.readings.map((reading) => ({
    reading,
    // After a change of table the old proposal no longer speaks for the file.
    mapping:
      decision?.table !== undefined && reading.mapping?.table !== decision.table ? null : (reading.mapping ?? null),
  }));
}

/** The mappings of a table with one of them changed. */
export function withMapping(
  readings: readonly DraftReading[],
  index: number,
  mapping: FileMapping | null,
): FileMapping[] {
  return readings.flatMap((entry, at) => {
    const now = at === index ? mapping : entry.mapping;
    return now === null ? [] : [now];
  });
}

/** What is handed to an import: every reading of every table that is not left out. Reading options join their mapping. */
export function startFiles(drafts: readonly DraftTable[], decisions: Decisions): StartFile[] {
  return drafts.flatMap(({ preview, readings, isLeftOut }) => {
    if (isLeftOut || isUnreadable(preview)) return [];
    const decision = decisions[preview.key];
    return readings.flatMap(({ reading, mapping }) =>
      mapping === null
        ? []
        : [
            {
              grant: preview.grant,
              part: preview.part,
              mapping: { ...mapping, ...decision?.options },
              recipe: recipeFor(decision, reading, mapping),
            },
          ],
    );
  });
}

function recipeFor(decision: Decision | undefined, reading: Reading | undefined, mapping: FileMapping) {
  if (decision?.mappings === undefined) return reading?.recipe ?? null;
  const same = decision.saved?.mappings.some((saved) => JSON.stringify(saved) === JSON.stringify(mapping));
  return same === true ? (decision.saved?.recipe ?? null) : null;
}

/** What is decided once the mappings at hand were saved as a recipe. */
export function savedAs(
  drafts: readonly DraftTable[],
  decisions: Decisions,
  recipe: NonNullable<StartFile['recipe']>,
): (readonly [key: string, decision: Decision])[] {
  return drafts
    .filter(({ preview, isLeftOut }) => !isLeftOut && !isUnreadable(preview))
    .map(({ preview, readings }) => {
      const mappings = readings.flatMap(({ mapping }) => (mapping === null ? [] : [mapping]));
      const decision = decisionOf(decisions, preview);
      return [preview.key, { ...decision, mappings, saved: { recipe, mappings } }] as const;
    });
}

/** `orders-2025-03.csv` → `orders-*.csv`: figures of a name change from one export to the next. */
export function namePattern(name: string): string {
  return name.replace(/\d+(?:[._-]\d+)*/g, '*');
}

/** How these source tables are read, under a name, so that files of the same shape are recognised. */
export function recipeOf(name: string, drafts: readonly DraftTable[], decisions: Decisions): Recipe {
  const taken = drafts.filter(({ preview, isLeftOut }) => !isLeftOut && !isUnreadable(preview));
  const shapes = taken.map(({ preview }) => headerKey(preview));
  const entries = new Map<string, Recipe['files'][number]>();
  for (const { preview, readings } of taken) {
    // Where columns alone do not tell two tables of this recipe apart, their names must.
    const isShared = shapes.filter((shape) => shape === headerKey(preview)).length > 1;
    const match = {
      ...(isShared && preview.part === null ? { name: namePattern(preview.name) } : {}),
      ...(isShared && preview.part !== null ? { part: namePattern(preview.part) } : {}),
      header: preview.columns.map(({ column }) => column),
    };
    for (const { mapping } of readings) {
      if (mapping === null) continue;
      const place = JSON.stringify([match, mapping.table]);
      // Twelve monthly files of one kind are one entry.
      if (!entries.has(place)) entries.set(place, { ...mapping, ...decisions[preview.key]?.options, match });
    }
  }
  return { format: 'holdfast-recipe', version: 2, name, revision: 1, files: [...entries.values()] };
}

const headerKey = (preview: FilePreview) => JSON.stringify(preview.columns.map(({ column }) => column));

/** The same request with a choice about contradictory rows of a table in every mapping that makes rows of it. */
export function withChoice(
  files: readonly StartFile[],
  finding: { readonly key: string; readonly table: TableName | null },
  choice: 'keep' | 'leave-out',
): StartFile[] {
  return files.map((file) =>
    finding.table !== null && file.mapping.table !== finding.table
      ? file
      : { ...file, mapping: { ...file.mapping, choices: { ...file.mapping.choices, [finding.key]: choice } } },
  );
}
