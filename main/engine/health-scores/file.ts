import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { healthDefinition } from '../../../shared/contract/index.ts';
import type { Grant, HealthDefinition } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { plainName } from '../../../shared/domain/plain-name.ts';
import type { Session } from '../session/index.ts';

const mostBytes = 2 * 1024 * 1024;

/** A definition as a JSON file to download. */
export function writeDefinitionFile(session: Session, name: string, definition: HealthDefinition): Grant {
  const file = `${plainName(name).slice(0, 60) || 'health'}.health.json`;
  const path = join(session.staging, `${Date.now()}-${file}`);
  writeFileSync(path, `${JSON.stringify(definition, null, 2)}\n`, { mode: 0o600 });
  return session.grants.register(path, { temporary: true, name: file });
}

/**
 * Reads a definition from a file that was handed over.
 * @throws file_unreadable for what is no JSON, invalid_input with every place that is wrong
 */
export function readDefinitionFile(session: Session, grant: string): { name: string; definition: HealthDefinition } {
  const { path, name } = session.grants.resolve(grant);
  const bytes = readFileSync(path);
  if (bytes.length > mostBytes)
    throw new HoldfastError('file_unreadable', `${name} is too large to be a health score.`, { file: name });
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HoldfastError(
      'file_unreadable',
      `${name} is not readable JSON (${why}). Choose a file that "health export" wrote.`,
      { file: name },
      error,
    );
  }
  return { name: name.replace(/(\.health)?\.json$/i, ''), definition: parseDefinition(content, name) };
}

/** @throws invalid_input with every place that is wrong */
export function parseDefinition(content: unknown, name: string): HealthDefinition {
  const result = healthDefinition.safeParse(content);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(
    ({ path, message }) => `at ${path.map(String).join('.') || 'the top'}: ${message}`,
  );
  throw new HoldfastError(
    'invalid_input',
    `The health score ${name} cannot be read: ${wrong.slice(0, 8).join('; ')}. Mend it there, or export it again.`,
    { file: name },
  );
}
