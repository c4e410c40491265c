import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { automaticMapping, proposeMappings, runImport } from '../../main/engine/imports/index.ts';
import { latestScores, scoreBook, trainModel } from '../../main/engine/models/index.ts';
import { cardOf, listModels } from '../../main/engine/models/queries.ts';
import { openSampleSession } from './sample-session.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'ravenstack');
const missing = !existsSync(folder);

// Its values were drawn independently of each other, so no honest model can tell who leaves.
it.skipIf(missing)(
  `RavenStack gets no model of its own${missing ? ' (skipped: the reference data are not here)' : ''}`,
  async () => {
    const { session, close } = await openSampleSession(null);
    const context = {
      id: 1,
      signal: new AbortController().signal,
      report: () => {},
      checkpoint: null,
      saveCheckpoint: () => {},
    };
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .map((name) => ({ name, path: join(folder, name) }));
    const decided = automaticMapping(await proposeMappings(session, files, context.signal));
    await runImport(session, { files: decided.files, dryRun: false, extraFindings: decided.findings }, context);
    const answer = await trainModel(session, { seed: 42 }, context);
    expect(answer).toMatchObject({ trained: false, modelId: 'baseline' });
    expect(answer.why).toMatch(/no better than chance/);
    expect(
      listModels(session.database)
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['baseline', 'challenger']);
    expect(cardOf(session.database, 'model-1').test!.auc.low).toBeLessThanOrEqual(0.5);
    expect((await scoreBook(session, {}, context)).scored).toBeGreaterThan(300);
    expect(latestScores(session.database)?.modelId).toBe('baseline');
    await close();
  },
  240_000,
);
