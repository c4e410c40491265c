import { copyFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Grant } from '../../../shared/contract/index.ts';
import type { Engine } from '../../engine/index.ts';

/** Puts a file that the engine made where `--out` says: a file, or a folder to write it into. @returns its path */
export function saveFile(engine: Engine, { grant, name }: Grant, out: string): string {
  const isFolder = statSync(out, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const file = resolve(isFolder ? join(out, name) : out);
  copyFileSync(engine.grants.resolve(grant).path, file);
  engine.grants.release(grant);
  return file;
}
