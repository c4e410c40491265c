import { createWriteStream } from 'node:fs';
import { modelImport } from '../../../../shared/contract/index.ts';
import { exportFile, fileName } from '../../exports/index.ts';
import { procedures } from '../../procedures.ts';
import type { EngineContext } from '../../procedures.ts';
import type { SessionJob } from '../../session/index.ts';
import { storedModel } from '../queries.ts';
import { openForeignProcess } from './ask-process.ts';
import { exportedText } from './exported-text.ts';
import { importModel } from './importing.ts';
import { draftOf, readModel } from './inspect.ts';
import { refusalOf } from './refusal.ts';

export function modelImportsHandlers(engine: EngineContext) {
  const { modelImports } = procedures;
  return {
    inspect: modelImports.inspect.handler(async ({ input, signal }) => {
      const { grants } = engine.session();
      const asker = openForeignProcess();
      try {
        const files = input.grants.map((grant) => grants.resolve(grant));
        return { draft: draftOf(await readModel(files, asker, signal)), problem: null };
      } catch (error) {
        const problem = refusalOf(error);
        if (problem === null) throw error;
        return { draft: null, problem };
      } finally {
        asker.close();
      }
    }),
    start: modelImports.start.handler(({ input }) => ({
      jobId: engine.session().jobs.start('import-model', input.name, input),
    })),
    export: modelImports.export.handler(({ input }) => {
      const session = engine.session();
      const model = storedModel(session.database, input.id);
      const bytes = input.what === 'onnx' ? model.onnx : new TextEncoder().encode(exportedText(model));
      return exportFile(session, fileName(model.card.name, input.what), (path) => written(path, bytes));
    }),
  };
}

function written(path: string, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    createWriteStream(path, { mode: 0o600 })
      .once('error', reject)
      .end(bytes, () => resolve());
  });
}

export const modelImportJobs: { readonly 'import-model': SessionJob } = {
  'import-model': {
    // The files that were chosen are known to this run of the program only.
    onRestart: 'discard',
    async run(session, input, context) {
      return { ...(await importModel(session, modelImport.parse(input), context)) };
    },
  },
};
