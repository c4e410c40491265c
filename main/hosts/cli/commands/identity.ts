import type { AccountMerge, Evidence, MergeProposal } from '../../../../shared/contract/index.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { finish, withWorkspace } from '../with-workspace.ts';

const kinds = ['exact', 'likely', 'possible'] as const;
const side = ({ id, name }: MergeProposal['keep']): string => (name === null ? id : `${id} ${name}`);
const inWords = (evidence: readonly Evidence[]): string =>
  evidence
    .filter(({ likeness }) => likeness > 0)
    .map(({ kind, left, likeness }) => (likeness === 1 ? `${kind} ${left}` : `${kind} ${likeness.toFixed(2)}`))
    .join(', ');

/** Looks through the book first unless `--found` asks for what was found before. */
export const duplicates: Command = {
  name: 'accounts duplicates',
  usage: 'accounts duplicates --workspace DIR [--kind exact] [--limit N] [--cursor NEXT] [--found]',
  summary: 'accounts that may be one, with the evidence; nothing is merged',
  options: {
    ...workspaceOptions,
    kind: { help: `${kinds.join(', ')}; all when not given` },
    limit: { help: 'rows, at most 500; 50 when not given' },
    cursor: { help: '"next" of the page before' },
    found: { flag: true, help: 'what was found before, without looking again' },
  },
  async run(given, output) {
    const kind = given.optional('kind');
    const cursor = given.optional('cursor') ?? null;
    await withWorkspace(given, async (engine) => {
      if (!given.flag('found') && cursor === null) {
        const { jobId } = await engine.client.identity.find();
        const { result } = await finish(engine, jobId, output);
        output.note(
          `${result?.['accounts'] ?? 0} accounts compared: ${result?.['exact'] ?? 0} exact, ${result?.['likely'] ?? 0} likely, ${result?.['possible'] ?? 0} possible.`,
        );
      }
      const page = await engine.client.identity.proposals({
        ...(kind === undefined ? {} : { kind: oneOf(kind, kinds, 'kind') }),
        cursor,
        limit: given.integer('limit', 50),
      });
      output.answer(page, () =>
        table(
          ['score', 'kind', 'keep', 'merge', 'evidence', 'proposal'],
          page.rows.map((row) => [
            row.score.toFixed(2),
            row.kind,
            side(row.keep),
            side(row.merge),
            inWords(row.evidence),
            row.id,
          ]),
        ),
      );
    });
  },
};

/** Two ids, or any number of proposals. */
export const merge: Command = {
  name: 'accounts merge',
  usage: 'accounts merge KEEP MERGE --workspace DIR, or accounts merge --proposals A,B --workspace DIR',
  summary: 'makes two accounts one; can be taken back',
  options: { ...workspaceOptions, proposals: { help: 'ids of proposals, separated by commas' } },
  async run(given, output) {
    const proposals = given.list('proposals');
    const [keep, other] = given.positionals;
    const isPair = keep !== undefined && other !== undefined && given.positionals.length === 2;
    if (!isPair && (proposals.length === 0 || given.positionals.length > 0))
      throw new UsageError('Which accounts? Give the id of the one to keep and the id of the one to merge.');
    const pairs = isPair ? [{ keep, merge: other }] : [];
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.identity.merge({ proposals, pairs });
      output.answer(answer, () =>
        answer.merges.length === 0
          ? 'These accounts are one already.'
          : `Done. To take it back: accounts unmerge ${answer.merges.join(' ')}.`,
      );
    });
  },
};

export const unmerge: Command = {
  name: 'accounts unmerge',
  usage: 'accounts unmerge ID … --workspace DIR',
  summary: 'takes merges back, by their numbers',
  options: workspaceOptions,
  async run(given, output) {
    const ids = mergeNumbers(given);
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.identity.unmerge({ ids });
      output.answer(answer, () =>
        answer.undone === 0
          ? 'Taken back before; nothing was changed.'
          : `Taken back: ${answer.undone === 1 ? '1 merge' : `${answer.undone} merges`}.`,
      );
    });
  },
};

export const merges: Command = {
  name: 'accounts merges',
  usage: 'accounts merges --workspace DIR [--limit N] [--cursor NEXT]',
  summary: 'the merges, newest first',
  options: {
    ...workspaceOptions,
    limit: { help: 'rows, at most 500; 50 when not given' },
    cursor: { help: '"next" of the page before' },
  },
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const page = await engine.client.identity.merges({
        cursor: given.optional('cursor') ?? null,
        limit: given.integer('limit', 50),
      });
      output.answer(page, () => table(['merge', 'kept', 'merged', 'when', 'taken back'], page.rows.map(mergeLine)));
    });
  },
};

function mergeLine(row: AccountMerge): (string | number | null)[] {
  const named = (id: string, name: string | null): string => (name === null ? id : `${id} ${name}`);
  return [row.id, named(row.kept, row.keptName), named(row.merged, row.mergedName), row.mergedAt, row.undoneAt];
}

function mergeNumbers(given: Arguments): number[] {
  const ids = given.positionals.map(Number);
  if (ids.length === 0 || !ids.every(Number.isSafeInteger))
    throw new UsageError('Which merge? Give its number, as "accounts merges" shows it.');
  return ids;
}

/** Longer names first: `accounts` alone is the queue. */
export const identityCommands: readonly Command[] = [duplicates, merge, unmerge, merges];
