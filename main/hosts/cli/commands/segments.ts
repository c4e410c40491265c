import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { segmentRule } from '../../../../shared/contract/index.ts';
import type { Money, Segment, SegmentRule } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import type { Engine } from '../../../engine/index.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

const list: Command = {
  name: 'segments',
  usage: 'segments --workspace DIR',
  summary: 'the saved segments, with how many accounts belong to each now',
  options: workspaceOptions,
  async run(given, output) {
    await withWorkspace(given, async ({ client }) => {
      const counts = new Map((await client.segments.counts()).map((count) => [count.id, count]));
      const segments = (await client.segments.list()).map((segment) => ({
        ...segment,
        members: counts.get(segment.id)?.members ?? null,
        problem: counts.get(segment.id)?.problem ?? null,
      }));
      output.answer(segments, () =>
        table(
          ['segment', 'kind', 'accounts', 'changed', 'problem'],
          segments.map(({ name, kind, members, updatedAt, problem }) => [name, kind, members, updatedAt, problem]),
        ),
      );
    });
  },
};

const save: Command = {
  name: 'segments save',
  usage: 'segments save --workspace DIR --name NAME --rule FILE [--static] [--overwrite]',
  summary: 'saves a segment from a rule in a JSON file',
  options: {
    ...workspaceOptions,
    name: { help: 'its name' },
    rule: {
      help: 'a JSON file: { "combinator": "and", "rules": [{ "on": "churned", "is": false }, …] }, or one condition',
    },
    static: { flag: true, help: 'keep the accounts that belong to it now, instead of asking anew with the data' },
    overwrite: { flag: true, help: 'change the segment of that name, where there is one' },
  },
  async run(given, output) {
    const name = given.text('name');
    const rule = readRule(given.text('rule'));
    await withWorkspace(given, async ({ client }) => {
      const known = (await client.segments.list()).find((segment) => segment.name === name.trim());
      const id = known !== undefined && given.flag('overwrite') ? { id: known.id } : {};
      const kind = given.flag('static') ? 'static' : 'live';
      const { words } = await client.segments.count({ rule });
      const segment = await client.segments.save({ ...id, name, kind, from: { rule } });
      output.answer({ ...segment, words }, () => `“${segment.name}” has ${segment.members} accounts now. ${words.en}`);
    });
  },
};

const money = (value: Money | null): string | null => {
  if (value === null) return null;
  const digits = minorDigits(value.currency);
  const amount = (value.minor / 10 ** digits).toFixed(digits);
  return value.currency === 'XXX' ? amount : `${amount} ${value.currency}`;
};

const members: Command = {
  name: 'segments members',
  usage: 'segments members NAME --workspace DIR [--limit N] [--cursor NEXT]',
  summary: 'the accounts that belong to a segment now',
  options: {
    ...workspaceOptions,
    limit: { help: 'rows, at most 500; 50 when not given' },
    cursor: { help: '"next" of the page before' },
  },
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const { id } = await named(given, engine);
      const page = await engine.client.segments.members({
        id,
        cursor: given.optional('cursor') ?? null,
        limit: given.integer('limit', 50),
      });
      output.answer(page, () =>
        table(
          ['account', 'name', 'owner', 'monthly revenue', 'probability'],
          page.rows.map((row) => [
            row.id,
            row.name,
            row.owner,
            money(row.monthlyRevenue),
            row.probability === null ? null : `${(row.probability * 100).toFixed(1)} %`,
          ]),
        ),
      );
    });
  },
};

const remove: Command = {
  name: 'segments remove',
  usage: 'segments remove NAME --workspace DIR',
  summary: 'removes a segment that nothing saved is built on',
  options: workspaceOptions,
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const { id, name } = await named(given, engine);
      const answer = await engine.client.segments.remove({ id });
      output.answer(answer, () => `“${name}” is removed.`);
    });
  },
};

async function named(given: Arguments, { client }: Engine): Promise<Segment> {
  const [name] = given.positionals;
  if (name === undefined || given.positionals.length > 1)
    throw new UsageError('Which segment? Give its name, in quotes.');
  const found = (await client.segments.list()).find((segment) => segment.name === name);
  if (found === undefined)
    throw new HoldfastError('not_found', `There is no segment named "${name}". \`holdfast segments\` lists them.`);
  return found;
}

/** @throws file_unreadable where the file is no JSON or no rule */
function readRule(file: string): SegmentRule {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new HoldfastError('file_unreadable', `${file} cannot be read as JSON.`, {}, error);
  }
  const isCondition = typeof parsed === 'object' && parsed !== null && 'on' in parsed;
  const rule = segmentRule.safeParse(isCondition ? { rules: [parsed] } : parsed);
  if (rule.success) return rule.data;
  throw new HoldfastError('file_unreadable', `${file} holds no rule. ${deepestProblem(rule.error.issues)}`);
}

type Issue = z.core.$ZodIssue;

/** Of all ways in which a part could have been read, the one that got furthest says best what is wrong. */
function deepestProblem(issues: readonly Issue[]): string {
  const leaves = (list: readonly Issue[], path: readonly PropertyKey[]): { path: PropertyKey[]; message: string }[] =>
    list.flatMap((issue) => {
      const here = [...path, ...issue.path];
      const inner = issue.code === 'invalid_union' ? issue.errors.flatMap((branch) => leaves(branch, here)) : [];
      return inner.length > 0 ? inner : [{ path: here, message: issue.message }];
    });
  const [first] = leaves(issues, []).sort((a, b) => b.path.length - a.path.length);
  const where = first === undefined || first.path.length === 0 ? 'At its top' : first.path.map(String).join('.');
  return `${where}: ${first?.message ?? 'not a rule'}.`;
}

/** Longer names first: `segments` alone is the list. */
export const segmentsCommands: readonly Command[] = [save, members, remove, list];
