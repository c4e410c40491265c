import { openSampleWorkspace } from '../../../engine/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { finish, passphraseOf, withEngine } from '../with-workspace.ts';

export const init: Command = {
  name: 'init',
  usage: 'init --workspace DIR [--name NAME] [--sample] [--passphrase-env NAME]',
  summary: 'make a workspace; with --sample one that holds the sample book',
  options: {
    ...workspaceOptions,
    name: { help: "what the workspace is called; the folder's name when not given" },
    sample: { flag: true, help: 'fill it with the generated sample book, trained and scored' },
  },
  async run(given, output) {
    const folder = given.text('workspace');
    const passphrase = passphraseOf(given);
    await withEngine(async (engine) => {
      if (given.flag('sample')) {
        const jobId = await openSampleWorkspace(engine.workspaces, folder);
        if (jobId !== null) await finish(engine, jobId, output);
      } else {
        const { keychain } = engine.workspaces;
        if (passphrase === undefined && !keychain.available) {
          throw new HoldfastError(
            'secret_locked',
            `${keychain.reason} Give the name of an environment variable that holds a passphrase: --passphrase-env NAME.`,
          );
        }
        const name = given.optional('name') ?? (folder.split(/[\\/]/).filter(Boolean).at(-1) || 'Workspace');
        await engine.workspaces.create({
          name,
          folder,
          protection: passphrase === undefined ? 'keychain' : 'passphrase',
          ...(passphrase === undefined ? {} : { passphrase }),
        });
      }
      const { current } = await engine.client.workspace.status();
      output.answer(current, () => `${current?.name} is ready in ${current?.folder}.`);
    });
  },
};
