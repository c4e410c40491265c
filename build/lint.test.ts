import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { filesUnder, root } from './testing/source-files.ts';

// On a build server typescript-eslint takes it that files are linted once, as they stand on the disk, and would not see
// the planted texts.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: { languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } },
});

/** Any source file of a folder: its text is replaced by the planted one, its place decides which rules hold. */
function placeIn(folder: string): string {
  const files = existsSync(join(root, folder)) ? filesUnder(folder) : [];
  const path = files.find((file) => file.endsWith('.ts') && !/\.(test|spec|d)\.ts$|testing/.test(file));
  if (!path) throw new Error(`There is no source file in ${folder} to plant a line in.`);
  return path;
}

/** Names of the rules that speak against a text at a place. */
async function rulesAgainst(path: string, text: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(text, { filePath: join(root, path) });
  return results.flatMap((result) => result.messages.map((message) => message.ruleId));
}

describe('lint catches', () => {
  const engine = placeIn('main/engine');
  it.each([
    ['a default export', engine, 'export default 1;\n', 'no-restricted-syntax'],
    ['console in the engine', engine, "console.log('x');\nexport {};\n", 'no-console'],
    [
      'raw IPC in the page',
      placeIn('renderer/app'),
      'export const send = typeof ipcRenderer;\n',
      'no-restricted-syntax',
    ],
    ['loose equality', engine, 'export const same = (a: number, b: number) => a == b;\n', 'eqeqeq'],
    [
      'a promise nobody waits for',
      engine,
      'export function go() {\n  Promise.resolve(1);\n}\n',
      '@typescript-eslint/no-floating-promises',
    ],
    [
      'a promise as a condition',
      engine,
      'export const yes = (p: Promise<boolean>) => (p ? 1 : 2);\n',
      '@typescript-eslint/no-misused-promises',
    ],
    ['a file over 400 lines', engine, `${'// line\n'.repeat(400)}export {};\n`, 'max-lines'],
    ['any', engine, 'export const x = (y: any) => y as unknown;\n', '@typescript-eslint/no-explicit-any'],
  ])('%s', async (_name, path, text, rule) => {
    expect(await rulesAgainst(path, text)).toEqual([rule]);
  });

  it('a hook that is called on a condition', async () => {
    const text =
      "import { useState } from 'react';\nexport function useMaybe(yes: boolean) {\n  if (yes) useState(1);\n}\n";
    expect(await rulesAgainst(placeIn('renderer/app'), text)).toContain('react-hooks/rules-of-hooks');
  });
});

describe('a text on a page', () => {
  const page = 'renderer/app/header.tsx';
  it.each([
    ['between tags', 'export const Words = () => <p>Save it</p>;\n', 1],
    ['in Spanish letters', 'export const Words = () => <p>Años</p>;\n', 1],
    ['as a name for screen readers', 'export const Words = () => <p aria-label="Close" />;\n', 1],
    ['that is a sign or a key', 'export const Words = () => <p title="×">% · k</p>;\n', 0],
    ['that is no text', 'export const Words = () => <p className="wide" />;\n', 0],
  ])('%s', async (_name, text, found) => {
    expect(await rulesAgainst(page, text)).toEqual(Array.from({ length: found }, () => 'no-restricted-syntax'));
  });
});

describe('lint allows', () => {
  it.each([
    ['console where a person is at the terminal', 'build/setup/places.mjs', "console.log('x');\n"],
    ['a default export where a tool reads its configuration', 'vitest.config.ts', 'export default {};\n'],
  ])('%s', async (_name, path, text) => {
    expect(await rulesAgainst(path, text)).toEqual([]);
  });
});
