import { rmSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import configuration from '../.dependency-cruiser.mjs';
import { lawfulTree, plantedViolations, writePlantedTree } from './testing/planted-tree.ts';
import { filesUnder, root } from './testing/source-files.ts';

const rooms = ['main', 'shared', 'preload', 'renderer'];
const isModule = (path: string) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');
const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path);

async function cruiseTree(baseDir: string): Promise<ICruiseResult> {
  const { output } = await cruise(rooms, {
    ...configuration.options,
    baseDir,
    validate: true,
    ruleSet: { forbidden: configuration.forbidden } as never,
  });
  if (typeof output === 'string') throw new Error(`The cruise answered with text: ${output.slice(0, 200)}`);
  return output;
}

const spoken = (result: ICruiseResult): string[] =>
  result.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`);

describe('the walls of this house', () => {
  let result: ICruiseResult;
  let onDisk: string[];
  beforeAll(async () => {
    onDisk = rooms.flatMap(filesUnder).filter(isModule);
    result = await cruiseTree(root);
  });

  it('were checked over every module on disk', () => {
    const seen = result.modules.map((module) => module.source);
    expect(seen.filter((path) => rooms.includes(path.split('/')[0]!) && isModule(path)).sort()).toEqual(onDisk.sort());
    // A tool that silently reads nothing must not pass: the floor is far below the real number, far above nothing.
    expect(onDisk.filter((path) => !isTest(path)).length).toBeGreaterThan(100);
  });

  it('were checked with the imports that the files really have', () => {
    const dependencies = result.modules
      .filter((module) => onDisk.includes(module.source))
      .reduce((sum, module) => sum + module.dependencies.length, 0);
    expect(dependencies).toBeGreaterThan(onDisk.length / 2);
  });

  it('stand', () => {
    expect(spoken(result)).toEqual([]);
  });

  it('keep onnxruntime out of every thread but the score thread', () => {
    expect(loadedFrom(result, /^main\/(engine\/index|hosts\/.+|workers\/(?!score).+)\.ts$/, /onnxruntime/)).toEqual([]);
  });
});

describe('the walls of a planted tree', () => {
  let folder: string;
  let result: ICruiseResult;
  beforeAll(async () => {
    folder = writePlantedTree();
    result = await cruiseTree(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('say nothing against lawful files', () => {
    expect(
      spoken(result).filter((line) => Object.keys(lawfulTree).some((path) => line.includes(`: ${path} →`))),
    ).toEqual([]);
  });

  it('have a planted violation each', () => {
    expect(Object.keys(plantedViolations).sort()).toEqual(configuration.forbidden.map((rule) => rule.name).sort());
  });

  for (const [rule, plants] of Object.entries(plantedViolations)) {
    for (const [path, ...imports] of plants) {
      it(`"${rule}" catches ${path} importing ${imports.join(', ')}`, () => {
        const caught = result.summary.violations.filter((violation) => violation.from === path);
        expect(caught.map((violation) => violation.rule.name)).toContain(rule);
      });
    }
  }

  it('see a package that is loaded through other modules', () => {
    expect(loadedFrom(result, /^main\/workers\/planted-train\.ts$/, /onnxruntime/)).toEqual([
      'main/workers/planted-train.ts',
    ]);
  });
});

/** Files matching `from` that load, directly or through others, a module matching `target`; type-only imports load nothing. */
function loadedFrom(result: ICruiseResult, from: RegExp, target: RegExp): string[] {
  const loads = new Map(
    result.modules.map((module) => [
      module.source,
      module.dependencies
        .filter((dependency) => !dependency.typeOnly && !dependency.dependencyTypes.includes('type-only'))
        .map((dependency) => dependency.resolved),
    ]),
  );
  return [...loads.keys()].filter((start) => {
    if (!from.test(start) || isTest(start)) return false;
    const reached = new Set([start]);
    for (const path of reached) for (const next of loads.get(path) ?? []) reached.add(next);
    return [...reached].some((path) => target.test(path));
  });
}
