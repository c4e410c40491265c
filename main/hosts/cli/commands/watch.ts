import { resolve } from 'node:path';
import { folderWatchOf } from '../../../engine/index.ts';
import type { Engine } from '../../../engine/index.ts';
import type { WatchedFolder } from '../../../../shared/contract/index.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import type { Output } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

const watchAdd: Command = {
  name: 'watch add',
  usage: 'watch add FOLDER --recipe NAME --workspace DIR',
  summary: 'import by a saved recipe what appears in a folder, from now on',
  options: { ...workspaceOptions, recipe: { help: 'the name of the saved recipe' } },
  async run(given, output) {
    const folder = given.positionals[0];
    if (folder === undefined) throw new UsageError('Which folder?');
    const recipe = given.text('recipe');
    await withWorkspace(given, async (engine) => {
      const added = await engine.client.watchedFolders.add({ path: resolve(folder), recipe });
      output.answer(added, () => `${added.path} is watched (${added.id}) while Holdfast is open, or by "watch run".`);
    });
  },
};

const watchList: Command = {
  name: 'watch list',
  usage: 'watch list --workspace DIR',
  summary: 'the watched folders and what became of their files',
  options: workspaceOptions,
  async run(given, output) {
    await withWorkspace(given, async (engine) => answerFolders(await engine.client.watchedFolders.list(), output));
  },
};

const watchRemove: Command = {
  name: 'watch remove',
  usage: 'watch remove ID --workspace DIR',
  summary: 'watch a folder no longer; its files and what was imported stay',
  options: workspaceOptions,
  async run(given, output) {
    const id = Number(given.positionals[0]);
    if (!Number.isInteger(id)) throw new UsageError('Which folder? Give its number, as "watch list" shows it.');
    await withWorkspace(given, async (engine) => {
      const { removed } = await engine.client.watchedFolders.remove({ id });
      output.answer({ removed }, () => (removed ? 'It is watched no longer.' : `There is no watched folder ${id}.`));
    });
  },
};

const watchRun: Command = {
  name: 'watch run',
  usage: 'watch run --workspace DIR [--once]',
  summary: 'stay and import what appears in the watched folders, until Ctrl-C',
  options: { ...workspaceOptions, once: { flag: true, help: 'import what is there now, then end' } },
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const session = engine.workspaces.session();
      const watch = folderWatchOf(session);
      const tell = createTeller(engine, output);
      session.onChanged(({ words }) => (words.includes('watchedFolders') ? void tell() : undefined));
      if (!given.flag('once')) {
        watch.start();
        output.note('Watching; Ctrl-C ends it.');
        await new Promise(() => setInterval(() => {}, 60_000));
      }
      await watch.look();
      answerFolders(await engine.client.watchedFolders.list(), output);
    });
  },
};

/** Tells each file's new state once. */
function createTeller(engine: Engine, output: Output): () => Promise<void> {
  const told = new Map<string, string>();
  return async () => {
    for (const { path, files } of await engine.client.watchedFolders.list()) {
      for (const { name, state, problem } of files) {
        const text = `${name}: ${state}${problem === null ? '' : `. ${problem}`}`;
        if (told.get(`${path}/${name}`) === text) continue;
        told.set(`${path}/${name}`, text);
        output.note(text);
      }
    }
  };
}

function answerFolders(folders: readonly WatchedFolder[], output: Output): void {
  output.answer({ rows: folders }, () => {
    const list = table(
      ['id', 'folder', 'recipe', 'state', 'files'],
      folders.map(({ id, path, recipe, state, files }) => [id, path, recipe, state, files.length]),
    );
    const files = folders.flatMap((folder) =>
      folder.files.map(({ name, state, importId, problem }) => [folder.id, name, state, importId, problem]),
    );
    return files.length === 0 ? list : `${list}\n\n${table(['folder', 'file', 'state', 'import', 'problem'], files)}`;
  });
}

export const watchCommands: readonly Command[] = [watchAdd, watchList, watchRemove, watchRun];
