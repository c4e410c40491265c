import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { readMeta, writeMeta } from '../db/index.ts';
import { automaticMapping, proposeMappings, runImport } from '../imports/index.ts';
import type { JobContext } from '../jobs/index.ts';
import { scoreBook, trainModel } from '../models/index.ts';
import type { Session, SessionJob } from '../session/index.ts';
import { sampleReadyKey } from '../workspace/index.ts';
import { writeSampleBook } from '../workspace/sample/index.ts';

/** The meta key that says that the files are in, should the engine die between import and training. */
const importedKey = 'sample_imported';

/** Each step's part of the bar, by the time it takes. */
const parts = { generating: [0, 0.12], importing: [0.12, 0.5], training: [0.5, 0.92], scoring: [0.92, 1] } as const;

/** Generates the sample book's files and takes them through the ordinary import, training and scoring. */
export const sampleJob: SessionJob = {
  onRestart: 'resume',
  async run(session, _input, context) {
    if (readMeta(session.database, importedKey) !== 'yes') await importSample(session, context);
    const trained = await trainModel(session, { seed: 42 }, within(context, parts.training));
    await scoreBook(session, {}, within(context, parts.scoring));
    writeMeta(session.database, sampleReadyKey, 'yes');
    session.changed(['workspace']);
    return { modelId: trained.modelId };
  },
};

async function importSample(session: Session, context: JobContext): Promise<void> {
  const folder = join(session.staging, 'sample');
  try {
    const generating = within(context, parts.generating);
    const book = await writeSampleBook(
      folder,
      {},
      ({ file, filesDone, filesTotal, rows }) =>
        generating.report(filesDone / filesTotal, { key: 'generating', values: { file, rows } }),
      () => context.signal.aborted,
    );
    const previews = await proposeMappings(
      session,
      book.files.map(({ path }) => ({ path, name: path.split(/[\\/]/).at(-1) ?? path })),
      context.signal,
    );
    const decided = automaticMapping(previews);
    await runImport(
      session,
      { files: decided.files, dryRun: false, extraFindings: decided.findings },
      within(context, parts.importing),
    );
    writeMeta(session.database, importedKey, 'yes');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same job, whose progress from 0 to 1 is a part of the whole. */
function within(context: JobContext, [from, to]: readonly [number, number]): JobContext {
  return {
    ...context,
    report: (progress, stage) => context.report(progress === null ? null : from + progress * (to - from), stage),
  };
}
