import { join } from 'node:path';
import type { FilePreview, Recipe } from '../../../../shared/contract/index.ts';
import { toHoldfastError } from '../../../../shared/domain/errors.ts';
import type { Session } from '../../session/index.ts';
import type { MappedFile, ProposedFile } from '../automatic.ts';
import { getRecipe, whyNoMatch } from '../recipes/index.ts';
import { proposeMappings } from '../run-import.ts';
import { fingerprint, sourceLabel } from '../sources/index.ts';
import { importOfContent, mayBeKnown } from './queries.ts';
import type { FileOutcome, FolderRow, SeenFile } from './queries.ts';

const attention = (problem: string): FileOutcome => ({ state: 'needs-attention', importId: null, problem });
const waiting: FileOutcome = { state: 'waiting', importId: null, problem: null };

/**
 * Imports a file that appeared, as an ordinary import job, where its folder's recipe answers everything; nothing is guessed.
 * The file itself is only read. @returns what became of it; `waiting` where the engine stops meanwhile
 */
export async function importWatched(
  session: Session,
  folder: FolderRow,
  file: SeenFile,
  signal: AbortSignal,
): Promise<FileOutcome> {
  try {
    const recipe = getRecipe(session.database, folder.recipe);
    const path = join(folder.path, file.name);
    if (await isStillImported(session, file.name, signal)) return { ...waiting, problem: pausedProblem };
    const known = await knownImport(session, path, file, recipe, signal);
    if (known !== null) return { state: 'unchanged', importId: known, problem: null };
    // Only this folder's recipe counts, however well another would fit.
    const previews = await proposeMappings(null, [{ path, name: file.name }], signal, [recipe]);
    const { files, problem, note } = decide(previews, recipe);
    if (problem !== null) return attention(problem);
    const jobId = session.jobs.start('import', file.name, { files, dryRun: false });
    return await outcomeOf(session, jobId, note, signal);
  } catch (error) {
    if (signal.aborted) return waiting;
    return attention(toHoldfastError(error).message);
  }
}

const pausedProblem = 'Its import is paused. Go on with it in the list of jobs.';

/**
 * An import of this file that a crash interrupted is taken up again by the engine; it is waited for, not repeated.
 * @returns whether it stands still
 */
async function isStillImported(session: Session, name: string, signal: AbortSignal): Promise<boolean> {
  for (const { id, kind, subject, state } of session.jobs.list(200)) {
    if (kind !== 'import' || subject !== name) continue;
    if (state === 'paused') return true;
    if (state === 'queued' || state === 'running') await session.jobs.ended(id, signal);
  }
  return false;
}

async function knownImport(
  { database }: Session,
  path: string,
  file: SeenFile,
  recipe: Recipe,
  signal: AbortSignal,
): Promise<number | null> {
  if (!mayBeKnown(database, file.bytes, recipe.name)) return null;
  const { sha256 } = await fingerprint(path, file.name, () => signal.aborted);
  return importOfContent(database, sha256, recipe);
}

type Decision = { files: MappedFile[]; problem: string | null; note: string | null };

function decide(previews: readonly ProposedFile[], recipe: Recipe): Decision {
  const files: MappedFile[] = [];
  const strangers: FilePreview[] = [];
  for (const preview of previews) {
    const known = preview.readings.filter((reading) => reading.recipe !== null);
    if (preview.problem !== null) return { files, problem: preview.problem, note: null };
    if (known.length === 0) strangers.push(preview);
    for (const { mapping, questions, problem, recipe: from } of known) {
      const open = questions.map(({ column, field }) => column ?? field ?? '').filter(Boolean);
      if (problem !== null) return { files, problem, note: null };
      if (open.length > 0 || mapping === null)
        return { files, problem: openSentence(preview, recipe, open), note: null };
      files.push({ path: preview.path, name: preview.name, part: preview.part, mapping, recipe: from });
    }
  }
  const [stranger] = strangers;
  if (files.length > 0 || !stranger) {
    const note = stranger
      ? `Left out, because the recipe does not know it: ${strangers.map(sourceLabel).join('; ')}.`
      : null;
    return files.length > 0
      ? { files, problem: null, note }
      : { files, problem: 'There is no table in this file.', note: null };
  }
  const header = stranger.columns.map(({ column }) => column);
  return { files, problem: whyNoMatch(recipe, stranger.name, stranger.part, header), note: null };
}

function openSentence(preview: FilePreview, recipe: Recipe, open: readonly string[]): string {
  const what = open.length > 0 ? ` for ${open.map((name) => `"${name}"`).join(', ')}` : '';
  return `The recipe "${recipe.name}" leaves a question open${what} in ${sourceLabel(preview)}. Import the file once by hand, answer it, and save the recipe again.`;
}

async function outcomeOf(
  session: Session,
  jobId: number,
  note: string | null,
  signal: AbortSignal,
): Promise<FileOutcome> {
  const { state, error, result } = await session.jobs.ended(jobId, signal);
  const count = (key: string): number => Number(result?.[key] ?? 0);
  switch (state) {
    case 'done': {
      const importId = count('importId');
      const rejected = count('rejected');
      const hasNews = count('new') + count('changed') + rejected > 0;
      const problems = [
        rejected > 0
          ? `${rejected} of ${count('read')} rows were rejected. Look at import ${importId}, export them, and mend them.`
          : null,
        note,
      ].filter((text) => text !== null);
      const problem = problems.length > 0 ? problems.join(' ') : null;
      return { state: hasNews ? 'imported' : 'unchanged', importId, problem };
    }
    case 'failed':
      // A file that changed while it was read is not finished yet.
      return error?.code === 'conflict' ? waiting : attention(error?.message ?? 'The import failed.');
    case 'cancelled':
      return attention('Its import was cancelled. Look at the folder again to import it.');
    default:
      return waiting;
  }
}
