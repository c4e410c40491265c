import { readFileSync } from 'node:fs';
import type { Segment } from '../../../shared/contract/index.ts';
import type { Engine } from '../../engine/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Arguments } from './command.ts';
import { workspaceOptions } from './command.ts';

/** What every analysis can be narrowed by on the command line. */
export const scopeOptions = {
  ...workspaceOptions,
  from: { help: 'first day, 2026-01-31' },
  to: { help: 'last day' },
  segment: { help: 'name of a saved segment: only its accounts' },
  question: { help: 'a JSON file with the whole question, as the screen asks it; other options change parts of it' },
} as const;

/** The parts of a question that `scopeOptions` gave; what was not given is left out. @throws not_found for an unknown segment */
export async function readScope(
  given: Arguments,
  { client }: Engine,
): Promise<{ from?: string; to?: string; segment?: number }> {
  const from = given.optional('from');
  const to = given.optional('to');
  const name = given.optional('segment');
  const [segment] = name === undefined ? [] : segmentIds([name], await client.segments.list());
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(segment === undefined ? {} : { segment }),
  };
}

/** @throws not_found for a name that no segment has */
export function segmentIds(names: readonly string[], saved: readonly Pick<Segment, 'id' | 'name'>[]): number[] {
  return names.map((name) => {
    const found = saved.find((entry) => entry.name === name);
    if (found !== undefined) return found.id;
    throw new HoldfastError('not_found', `There is no segment named "${name}". \`holdfast segments\` lists them.`);
  });
}

/** The question of `--question FILE`; empty where none was given. The engine checks it against the contract. */
export function readQuestion(given: Arguments): Record<string, unknown> {
  const file = given.optional('question');
  if (file === undefined) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new HoldfastError('file_unreadable', `${file} cannot be read as JSON.`, {}, error);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new HoldfastError('file_unreadable', `${file} should hold one question: an object in braces.`);
  }
  return parsed as Record<string, unknown>;
}
