import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { tableQuestion, tableStudyQuestion } from '../../../shared/contract/index.ts';
import type { ContractInputs, TableDraft } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { exportFile, fileName } from '../exports/index.ts';
import type { JobContext, JobResult, JobStage } from '../jobs/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import type { Session, SessionJob } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import { near, mismatch, openTableModel } from './definition.ts';
import { reportHtml, reportMarkdown } from './report-write.ts';
import { keepRun, keptRun, keptStudy, runOf, studyOf } from './runs.ts';
import type { TableRun } from './runs.ts';
import { studyFile } from './study.ts';
import type { TableStudyResult } from './study.ts';
import type { TableDraftInput, TableFitInput, TableFitOutput } from './task.ts';
import { predictionsCsv } from './write.ts';

const reasonsExported = 5;

export function tableModelsHandlers(engine: EngineContext) {
  const { tableModels } = procedures;
  return {
    inspect: tableModels.inspect.handler(({ input, signal }) => {
      const { path, name } = engine.session().grants.resolve(input.grant);
      const asked: TableDraftInput = { task: 'table-draft', path, name };
      return runWorker<TableDraft>('train', asked, signal === undefined ? {} : { signal });
    }),
    start: tableModels.start.handler(({ input }) => {
      const { grants, jobs } = engine.session();
      return { jobId: jobs.start('table-model', grants.resolve(input.grant).name, input) };
    }),
    study: tableModels.study.handler(({ input }) => {
      const { grants, jobs } = engine.session();
      return { jobId: jobs.start('table-model', grants.resolve(input.grant).name, input) };
    }),
    run: tableModels.run.handler(({ input }) => {
      const session = engine.session();
      const run = runOf(session, input.jobId);
      const study = studyOf(session, input.jobId)?.study ?? null;
      return { card: run?.definition.card ?? null, predictions: run?.rows.length ?? 0, study };
    }),
    predictions: tableModels.predictions.handler(({ input: { jobId, offset, limit } }) => {
      const { rows, highest } = keptRun(engine.session(), jobId);
      const places = highest.subarray(offset, offset + limit);
      return { rows: Array.from(places, (place) => rows[place]!), total: rows.length };
    }),
    export: tableModels.export.handler(({ input: { jobId, what, language } }) => {
      const session = engine.session();
      if (what === 'study-csv' || what === 'study-xlsx') {
        const { name, write } = studyFile(keptStudy(session, jobId), what === 'study-csv' ? 'csv' : 'xlsx', language);
        return exportFile(session, name, write);
      }
      const run = keptRun(session, jobId);
      const { name } = run.definition.card;
      const { ending, content } = contentOf(run, what, language);
      return exportFile(session, fileName(name, ending), (path) => writeFile(path, content, { mode: 0o600 }));
    }),
  };
}

type Asked = Required<ContractInputs['tableModels']['export']>;
type Wanted = Pick<Asked, 'language'> & { readonly what: Exclude<Asked['what'], 'study-csv' | 'study-xlsx'> };

function contentOf(
  { onnx, definition, rows }: TableRun,
  what: Wanted['what'],
  language: Wanted['language'],
): { ending: string; content: string | Uint8Array } {
  switch (what) {
    case 'onnx':
      return { ending: 'onnx', content: onnx };
    case 'json':
      return { ending: 'json', content: `${JSON.stringify(definition)}\n` };
    case 'predictions':
      return {
        ending: 'csv',
        content: predictionsCsv(rows, reasonsExported, language, definition.id ?? 'row'),
      };
    case 'report-html':
      return { ending: 'html', content: reportHtml(definition.card, language) };
    case 'report-md':
      return { ending: 'md', content: reportMarkdown(definition.card, language) };
  }
}

const started = tableQuestion.extend({ grant: tableQuestion.shape.label });
const startedStudy = z.object({ grant: z.string(), question: tableStudyQuestion });

async function studyJob(
  session: Session,
  { grant, question }: z.infer<typeof startedStudy>,
  context: JobContext,
): Promise<JobResult> {
  const { path, name } = session.grants.resolve(grant);
  // The folders that do the work stand on this one, so they are named by their task only.
  const task = question.about === 'survival' ? 'table-survival' : 'table-lifetime';
  const result = await runWorker<TableStudyResult>(
    'train',
    { task, path, name, question },
    { signal: context.signal, onProgress: (share, stage) => context.report(share, stage as JobStage) },
  );
  if (context.signal.aborted) throw new HoldfastError('cancelled', 'This was cancelled. Nothing was changed.');
  keepRun(session, context.id, result);
  return { rows: result.study.rows };
}

export const tableJobs: { readonly 'table-model': SessionJob } = {
  'table-model': {
    // The file that was chosen is known to this run of the program only.
    onRestart: 'discard',
    async run(session, input, context) {
      const study = startedStudy.safeParse(input);
      if (study.success) return studyJob(session, study.data, context);
      const { grant, ...question } = started.parse(input);
      const { path, name } = session.grants.resolve(grant);
      const asked: TableFitInput = { task: 'table-fit', path, name, question, createdAt: new Date().toISOString() };
      const { onnx, definition, inputs, rows } = await runWorker<TableFitOutput>('train', asked, {
        signal: context.signal,
        onProgress: (share, stage) => context.report(share, stage as JobStage),
      });
      context.report(0.97, { key: 'table-scoring', values: {} });
      const scorer = await openTableModel(onnx, definition);
      const said = await scorer.score(inputs, rows.length, { signal: context.signal });
      if (context.signal.aborted) throw new HoldfastError('cancelled', 'This was cancelled. Nothing was changed.');
      const wrong = rows.findIndex((row, place) => !near(row.probability, said[place]!));
      if (wrong >= 0) throw mismatch(`it does not answer row ${wrong + 2} as the trainer does`);
      const highest = Uint32Array.from(rows, (_row, place) => place).sort((a, b) => said[b]! - said[a]! || a - b);
      keepRun(session, context.id, { onnx, definition, rows, highest });
      return { model: definition.card.id, rows: rows.length, auc: definition.card.test.auc.value };
    },
  },
};
