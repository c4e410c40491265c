import { importableFiles, runAudit } from '../../../engine/index.ts';
import { UsageError } from '../command.ts';
import type { Command } from '../command.ts';
import { withEngine, passphraseOf } from '../with-workspace.ts';

export const audit: Command = {
  name: 'audit',
  usage: 'audit PATH… --out DIR [--workspace DIR [--passphrase-env NAME]]',
  summary: 'from a folder of exports to a report: data problems, churn model, accounts at risk',
  options: {
    out: { help: 'where report.html, accounts.csv, retention.csv and summary.json go' },
    workspace: { help: 'keep the workspace here; a temporary one with a random key when not given' },
    'passphrase-env': { help: 'name of the environment variable that holds the passphrase of that workspace' },
  },
  async run(given, output) {
    if (given.positionals.length === 0) throw new UsageError('Which exports? Give at least one file or folder.');
    const out = given.text('out');
    const passphrase = passphraseOf(given);
    const workspace = given.optional('workspace');
    if (workspace === undefined && passphrase !== undefined)
      throw new UsageError('--passphrase-env goes with --workspace.');
    const paths = given.positionals.flatMap(importableFiles);
    await withEngine(async (engine) => {
      const summary = await runAudit(engine, { paths, out, workspace, passphrase, onProgress: output.progress });
      output.answer(summary, () => `${summary.headline}\n${summary.files.map((file) => `  ${file}`).join('\n')}`);
    });
  },
};
