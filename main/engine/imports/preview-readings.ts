import type { FileMapping, Reading } from '../../../shared/contract/index.ts';
import { noRejects, storedExamples } from './preview-examples.ts';
import type { Examples } from './preview-examples.ts';
import type { SourceProfile } from './profile-source.ts';
import { sourceLabel } from './sources/index.ts';
import type { FileHead, SourceRef } from './sources/index.ts';
import { guessTable } from './understand/match.ts';
import type { TableGuess } from './understand/match.ts';
import { proposeMapping } from './understand/propose-mapping.ts';
import { questionsOf } from './understand/questions.ts';
import type { MappingOrigin } from './understand/questions.ts';

/** A source table as it was read. */
export type Source = {
  readonly ref: SourceRef;
  readonly head: FileHead;
  readonly seen: SourceProfile;
  readonly pseudonyms: Uint8Array | null;
};

/** A mapping that a person or a recipe gave; null where there is none yet. */
export type Told = {
  readonly mapping: FileMapping | null;
  readonly recipe: Reading['recipe'];
  readonly origin: MappingOrigin;
};

/** What is proposed where nobody said anything. */
export function proposedReading(source: Source, guess: TableGuess): Reading {
  const { profiles } = source.seen;
  const mapping = proposeMapping(guess, profiles);
  const table = { name: guess.name, confidence: guess.confidence, alternatives: guess.alternatives };
  const proposed: Reading['proposed'] = [
    ...profiles.map(({ column }, index) => ({ column, ...withoutFind(guess.fields[index]) })),
    ...guess.derived.map(({ column, ...rest }) => ({ column, ...withoutFind(rest) })),
  ];
  if (!mapping)
    return {
      table,
      proposed,
      mapping,
      recipe: null,
      questions: [{ kind: 'table', column: null, field: null }],
      stored: [],
      rejected: noRejects,
      problem: null,
    };
  const questions = questionsOf(mapping, profiles, 'proposal', guess.asks);
  const { stored, rejected, problem } = examplesOf(source, mapping, questions);
  return { table, proposed, mapping, recipe: null, questions, stored, rejected, problem };
}

/** What comes of a mapping that a person or a recipe gave. */
export function toldReading(source: Source, mapping: FileMapping, { recipe, origin }: Told): Reading {
  const { ref, head } = source;
  const { profiles } = source.seen;
  const guess = guessTable(ref.part ?? ref.name, profiles, mapping.table);
  const questions = questionsOf(mapping, profiles, origin, false);
  const { stored, rejected, problem, header } = examplesOf(source, mapping, questions);
  const fieldOf = new Map(mapping.columns.map(({ column, field }) => [column, field]));
  const made = header.filter((column) => !head.header.includes(column));
  const proposed: Reading['proposed'] = [...profiles.map(({ column }) => column), ...made].map((column, index) =>
    origin === 'recipe'
      ? { column, field: fieldOf.get(column) ?? null, confidence: 1, reason: 'recipe' }
      : { column, ...withoutFind(guess.fields[index]) },
  );
  const table = { name: mapping.table, confidence: 1, alternatives: guess.alternatives };
  return { table, proposed, mapping, recipe, questions, stored, rejected, problem };
}

function examplesOf(
  { ref, head, pseudonyms }: Source,
  mapping: FileMapping,
  questions: Reading['questions'],
): Examples {
  return storedExamples(mapping, { isOpen: questions.length > 0, head, label: sourceLabel(ref), pseudonyms });
}

function withoutFind(guess: TableGuess['fields'][number] | undefined): Omit<Reading['proposed'][number], 'column'> {
  return guess
    ? { field: guess.field, confidence: guess.confidence, reason: guess.reason }
    : { field: null, confidence: 0, reason: 'none' };
}
