import { readFileSync } from 'node:fs';
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
  const found = name === undefined ? undefined : (await client.segments.list()).find((entry) => entry.name === name);
  if (name !== undefined && found === undefined) {
    throw new HoldfastError('not_found', `There is no segment named "${name}". \`holdfast segments\` lists them.`);
  }
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(found === undefined ? {} : { segment: found.id }),
  };
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
