import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from './testing/source-files.ts';

/** Type-checks one planted file under the options of a room; answers the compiler's messages. */
function compile(room: string, name: string, source: string): string[] {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-room-')));
  folders.push(folder);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, name), source);
  const config = { extends: join(root, room), compilerOptions: { incremental: false }, include: [name], exclude: [] };
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  expect(parsed.errors.map((error) => ts.flattenDiagnosticMessageText(error.messageText, '\n'))).toEqual([]);
  const program = ts.createProgram(parsed.fileNames, { ...parsed.options, tsBuildInfoFile: undefined });
  expect(program.getRootFileNames()).toHaveLength(1);
  return ts
    .getPreEmitDiagnostics(program)
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

// Each package below is one whose types could smuggle another room's globals in.
const enginePackages = [
  'better-sqlite3',
  'ws',
  'zod',
  'papaparse',
  'electron',
  '@orpc/server',
  '@orpc/client',
  'vitest',
];
const pagePackages = ['react', 'react-dom/client', 'zod', '@orpc/client', '@mantine/core', 'echarts', 'i18next'];
const using = (packages: string[]) => packages.map((name) => `import '${name}';\n`).join('');

describe('the rooms compile what is theirs', () => {
  it.each([
    ['shared/tsconfig.json', 'lawful.ts', "import { z } from 'zod';\nexport const day = z.string();\n"],
    ['main/stats/tsconfig.json', 'lawful.ts', 'export const root = Math.sqrt(2);\n'],
    ['main/tsconfig.json', 'lawful.ts', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n"],
    [
      'preload/tsconfig.json',
      'lawful.ts',
      "import { ipcRenderer } from 'electron';\nexport const tell = ipcRenderer.send;\n",
    ],
    ['renderer/tsconfig.json', 'lawful.tsx', 'export const Queue = () => <p>{document.title}</p>;\n'],
  ])('%s', (room, name, source) => {
    expect(compile(room, name, source)).toEqual([]);
  });
});

describe('the rooms refuse what is not theirs', () => {
  it.each([
    [
      'document in main',
      'main/tsconfig.json',
      `${using(enginePackages)}export const title = document.title;\n`,
      /'document'/,
    ],
    ['window in main', 'main/tsconfig.json', 'export const width = window.innerWidth;\n', /'window'/],
    [
      'node:fs in renderer',
      'renderer/tsconfig.json',
      `${using(pagePackages)}import { readFileSync } from 'node:fs';\nexport { readFileSync };\n`,
      /node:fs/,
    ],
    ['process in renderer', 'renderer/tsconfig.json', 'export const home = process.env;\n', /'process'/],
    [
      'node:fs in shared',
      'shared/tsconfig.json',
      "import { readFileSync } from 'node:fs';\nexport { readFileSync };\n",
      /node:fs/,
    ],
    ['document in shared', 'shared/tsconfig.json', 'export const title = document.title;\n', /'document'/],
    [
      'node:fs in main/stats',
      'main/stats/tsconfig.json',
      "import { readFileSync } from 'node:fs';\nexport { readFileSync };\n",
      /node:fs/,
    ],
    ['console in main/stats', 'main/stats/tsconfig.json', "console.log('x');\nexport {};\n", /'console'/],
    ['an enum anywhere', 'main/tsconfig.json', 'export enum Colour { Red }\n', /erasableSyntaxOnly/],
    [
      'an unchecked index anywhere',
      'main/tsconfig.json',
      'export const first = (list: number[]): number => list[0];\n',
      /undefined/,
    ],
  ])('%s', (_name, room, source, message) => {
    expect(compile(room, 'planted.ts', source).join('\n')).toMatch(message);
  });
});
