import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

const revisionOption = { revision: { help: 'which revision; the newest when not given' } };

const nameOf = (given: Arguments): string => {
  const name = given.positionals[0];
  if (name === undefined) throw new UsageError('Which recipe? Give its name, as "recipes list" shows it.');
  return name;
};
const whichOf = (given: Arguments): { name: string; revision?: number } => {
  const revision = given.integer('revision', 0);
  return { name: nameOf(given), ...(revision > 0 ? { revision } : {}) };
};

const recipesList: Command = {
  name: 'recipes list',
  usage: 'recipes list --workspace DIR [--name NAME]',
  summary: 'the saved recipes; with --name all revisions of one',
  options: { ...workspaceOptions, name: { help: 'all revisions of this one' } },
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const name = given.optional('name');
      const { recipes } = engine.client;
      const rows = await (name === undefined ? recipes.list() : recipes.revisions({ name }));
      output.answer({ rows }, () =>
        table(
          ['name', 'revision', 'tables', 'used', 'last used', 'saved'],
          rows.map((row) => [row.name, row.revision, row.tables.join(' '), row.used, row.lastUsedAt, row.savedAt]),
        ),
      );
    });
  },
};

const recipesShow: Command = {
  name: 'recipes show',
  usage: 'recipes show NAME --workspace DIR [--revision N]',
  summary: 'what a recipe does, as JSON',
  options: { ...workspaceOptions, ...revisionOption },
  async run(given, output) {
    const which = whichOf(given);
    await withWorkspace(given, async (engine) => {
      const recipe = await engine.client.recipes.get(which);
      output.answer(recipe, () => JSON.stringify(recipe, null, 2));
    });
  },
};

const recipesExport: Command = {
  name: 'recipes export',
  usage: 'recipes export NAME --out FILE --workspace DIR [--revision N]',
  summary: 'write a recipe to a JSON file that another person can import',
  options: { ...workspaceOptions, ...revisionOption, out: { help: 'the file to write, or a folder to write it into' } },
  async run(given, output) {
    const which = whichOf(given);
    const out = given.text('out');
    await withWorkspace(given, async (engine) => {
      const { grant, name } = await engine.client.recipes.export(which);
      const isFolder = statSync(out, { throwIfNoEntry: false })?.isDirectory() ?? false;
      const file = isFolder ? join(out, name) : out;
      copyFileSync(engine.grants.resolve(grant).path, file);
      engine.grants.release(grant);
      output.answer({ file }, () => `The recipe is in ${file}.`);
    });
  },
};

const recipesImport: Command = {
  name: 'recipes import',
  usage: 'recipes import FILE --workspace DIR',
  summary: 'save a recipe from a JSON file',
  options: workspaceOptions,
  async run(given, output) {
    const path = given.positionals[0];
    if (path === undefined) throw new UsageError('Which file? Give a recipe that was exported.');
    await withWorkspace(given, async (engine) => {
      const saved = await engine.client.recipes.import({ grant: engine.grants.register(path).grant });
      output.answer(saved, () => `The recipe "${saved.name}" is saved as revision ${saved.revision}.`);
    });
  },
};

const recipesRemove: Command = {
  name: 'recipes remove',
  usage: 'recipes remove NAME --workspace DIR',
  summary: 'remove a recipe with all its revisions',
  options: workspaceOptions,
  async run(given, output) {
    const name = nameOf(given);
    await withWorkspace(given, async (engine) => {
      const { removed } = await engine.client.recipes.remove({ name });
      if (removed === 0) throw new HoldfastError('not_found', `There is no recipe "${name}".`, { name });
      output.answer({ removed }, () => `The recipe "${name}" is removed (${removed} revisions).`);
    });
  },
};

export const recipeCommands: readonly Command[] = [
  recipesList,
  recipesShow,
  recipesExport,
  recipesImport,
  recipesRemove,
];
