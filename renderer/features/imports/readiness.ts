import type { FileMapping, FilePreview, Reading } from '../../../shared/contract/index.ts';

export type Question = Reading['questions'][number];

/** A reading as it stands now: what the engine last said of it, and the mapping, changed or as proposed. */
export type DraftReading = {
  readonly reading: Reading | undefined;
  readonly mapping: FileMapping | null;
};

/** A source table that is about to be imported. */
export type DraftTable = {
  readonly preview: FilePreview;
  readonly readings: readonly DraftReading[];
  readonly isLeftOut: boolean;
};

/** Whether the mapping, as it stands now, holds an answer to a question that the preview asked. */
export function isAnswered(question: Question, mapping: FileMapping | null): boolean {
  if (mapping === null) return false;
  if (question.kind === 'table') return true;
  const column = mapping.columns.find((entry) => entry.column === question.column);
  if (question.kind === 'date-format')
    return mapping.dateFormat !== undefined || column?.dateFormat !== undefined || (column?.field ?? null) === null;
  if (question.kind === 'decimal') return column?.decimal !== undefined || (column?.field ?? null) === null;
  const { field } = question;
  if (field === null) return true;
  if ((mapping.constants[field] ?? '').trim() !== '') return true;
  if (mapping.columns.some((entry) => entry.field === field)) return true;
  // An event may name its subscription instead of its account: the account is then looked up.
  return (
    mapping.table === 'events' &&
    field === 'account_id' &&
    mapping.columns.some((entry) => entry.field === 'subscription_id')
  );
}

/** What is still to be answered. Dates of one file are mostly written alike, so they are asked for once, for all that fit. */
export function openQuestions({ reading, mapping }: DraftReading): readonly Question[] {
  if (reading === undefined) return [];
  const open = reading.questions.filter((question) => !isAnswered(question, mapping));
  const first = open.find(({ kind }) => kind === 'date-format');
  return open.filter((question) => question.kind !== 'date-format' || question === first);
}

/** The open date columns that one answer settles. */
export function openDateColumns({ reading, mapping }: DraftReading): readonly string[] {
  return (reading?.questions ?? []).flatMap((question) =>
    question.kind === 'date-format' && question.column !== null && !isAnswered(question, mapping)
      ? [question.column]
      : [],
  );
}

export type Readiness = {
  readonly ready: boolean;
  readonly open: number;
  readonly unreadable: number;
  /** Source tables that would be imported. */
  readonly tables: number;
};

/** Whether what was handed over can be imported, and what still stands in the way. */
export function readiness(drafts: readonly DraftTable[]): Readiness {
  let open = 0;
  let unreadable = 0;
  let taken = 0;
  for (const { preview, readings, isLeftOut } of drafts) {
    if (isLeftOut) continue;
    if (isUnreadable(preview)) {
      unreadable += 1;
      continue;
    }
    taken += 1;
    if (readings.length === 0) open += 1;
    for (const draft of readings) {
      const questions = openQuestions(draft).length;
      open += draft.mapping === null ? Math.max(1, questions) : questions;
    }
  }
  return { ready: taken > 0 && open === 0 && unreadable === 0, open, unreadable, tables: taken };
}

/** A problem without any column means that nothing could be read at all. */
export function isUnreadable(preview: FilePreview): boolean {
  return preview.problem !== null && preview.columns.length === 0;
}
