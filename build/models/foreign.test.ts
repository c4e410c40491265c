import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings, modelCard } from '../../shared/contract/index.ts';
import type { ContractClient, ModelDraft, ModelImport } from '../../shared/contract/index.ts';
import { boosterFile, networkFile } from '../../main/engine/models/foreign/testing/exported.ts';
import type { PlainNode } from '../../main/engine/models/foreign/testing/exported.ts';
import { modelImportsHandlers, scoreBook } from '../../main/engine/models/index.ts';
import { cardOf, listModels, modelInUse, storedModel } from '../../main/engine/models/queries.ts';
import { unpackNumbers } from '../../main/engine/models/stored-numbers.ts';
import { verifiedScorer } from '../../main/engine/models/verified-scorer.ts';
import { keepBaseline } from '../../main/engine/models/training.ts';
import { openSampleSession } from './sample-session.ts';
import type { SampleSession } from './sample-session.ts';

const quiet = () => ({ signal: new AbortController().signal, report: () => {} });
const features = ['active_days_28', 'days_since_event', 'tickets_30'] as const;

/** Says what everybody knows: who has not been seen for long is about to leave. */
const stump = (feature: number, threshold: number, below: number): PlainNode[] => [
  { feature, mode: 'BRANCH_LT', threshold, yes: 1, no: 2, missingYes: false },
  { weights: { 0: below } },
  { weights: { 0: -below } },
];
const booster = boosterFile([stump(0, 5, 0.8), stump(0, 12, 0.4), stump(1, 20, -0.6), stump(2, 3, -0.1)], 3, -2);
const first = [-0.1, 0.05, 0.02, 0.1, 0.2, -0.1];
const network = (ends: string[]) => networkFile({ first, second: [1, -0.7], columns: 3, hidden: 2 }, ends);

describe('a model of other makers on a small book', () => {
  let sample: SampleSession;
  let imports: ContractClient['modelImports'];
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-foreign-'));
    sample = await openSampleSession({ accounts: 250, seed: 5, eventsPerAccountScale: 0.2 });
    const { session } = sample;
    imports = createRouterClient(
      modelImportsHandlers({ session: () => session, settings: () => defaultSettings }),
    ) as unknown as ContractClient['modelImports'];
    session.database.transaction(() => keepBaseline(session))();
  }, 120_000);
  afterAll(async () => {
    await sample?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function grantOf(name: string, bytes: Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return sample.session.grants.register(path).grant;
  }

  async function bringIn(
    name: string,
    bytes: Uint8Array,
    change: (draft: ModelDraft) => Partial<ModelImport> = () => ({}),
  ) {
    const grants = [grantOf(name, bytes)];
    const { draft, problem } = await imports.inspect({ grants });
    if (draft === null) return { result: null, problem };
    const columns = draft.columns.map(({ input, place, missing }) => ({
      input,
      place,
      feature: features[place]!,
      missing,
    }));
    const output = draft.output ?? { name: draft.outputs[0]!.name, column: 0, reading: 'probability' as const };
    const { jobId } = await imports.start({ grants, name, columns, output, ...change(draft) });
    for await (const job of sample.session.jobs.watch(jobId))
      if (job.state === 'done') return { result: job.result, problem: null };
    throw new Error(JSON.stringify(sample.session.jobs.get(jobId).error));
  }

  type StoredScore = { probability: number; base: number; contributions: Uint8Array };
  async function storedScores(modelId: string): Promise<StoredScore[]> {
    const { runId } = await scoreBook(sample.session, { modelId }, quiet());
    return sample.session.database
      .prepare(
        'SELECT probability, contributions, base FROM scores JOIN score_runs r ON r.id = run_id WHERE run_id = ?',
      )
      .all(runId) as StoredScore[];
  }
  const sums = ({ base, contributions }: StoredScore): number =>
    unpackNumbers(contributions).reduce((sum, part) => sum + part, base);

  it('is stored as a challenger with a card, evaluated on the latest labelled months, with exact reasons', async () => {
    const before = modelInUse(sample.session.database);
    const { result } = await bringIn('booster.onnx', booster);
    expect(result).toMatchObject({ imported: true, reasons: 'exact' });
    const id = String(result!['modelId']);
    const card = modelCard.parse(cardOf(sample.session.database, id));
    expect(card).toMatchObject({ kind: 'foreign', origin: 'imported', status: 'challenger', learnedUntil: null });
    expect(card.test!.rows).toBeGreaterThan(200);
    expect(card.test!.auc.value).toBeGreaterThan(0.5);
    expect(card.limits[0]!.en).toMatch(/not known/);
    expect(card.features[0]!.importance).toBeGreaterThan(0);
    expect(modelInUse(sample.session.database)).toBe(before);
    const scores = await storedScores(id);
    expect(scores.length).toBeGreaterThan(100);
    for (const score of scores) expect(sums(score)).toBeCloseTo(score.probability, 6);
  });

  it('gets sampled reasons that sum to the score where it cannot be taken apart', async () => {
    const { result } = await bringIn('network.onnx', network(['Sigmoid']));
    expect(result).toMatchObject({ imported: true, reasons: 'sampled' });
    const id = String(result!['modelId']);
    const scores = await storedScores(id);
    for (const score of scores) expect(sums(score)).toBeCloseTo(score.probability, 6);
    expect(new Set(scores.map(({ probability }) => probability)).size).toBeGreaterThan(20);
    expect(
      cardOf(sample.session.database, id)
        .limits.map(({ en }) => en)
        .join(' '),
    ).toMatch(/approximate/);
  });

  it('is refused where its file was changed after it was brought in', async () => {
    const model = storedModel(sample.session.database, 'model-1');
    const changed = {
      ...model,
      golden: { ...model.golden, probabilities: model.golden.probabilities.map((p) => p + 0.01) },
    };
    await expect(verifiedScorer(changed)).rejects.toMatchObject({ code: 'model_mismatch' });
    await expect(verifiedScorer({ ...model, onnx: network(['Sigmoid']) })).rejects.toThrow(/not the one on its card/);
  });

  it('is told why it is not taken, and nothing is changed', async () => {
    const stored = listModels(sample.session.database);
    const raw = (reading: 'probability' | 'log-odds') => (draft: ModelDraft) => ({
      output: { ...draft.outputs[0]!, column: 0, reading },
    });
    expect((await bringIn('raw.onnx', network([]), raw('probability'))).result).toMatchObject({
      imported: false,
      modelId: null,
      why: expect.stringMatching(/no probabilities.*log-odds/),
      whyEs: expect.stringMatching(/no son probabilidades/),
    });
    const keep = (draft: ModelDraft) => ({
      columns: draft.columns.map(({ input, place }) => ({
        input,
        place,
        feature: features[place]!,
        missing: { kind: 'keep' as const },
      })),
    });
    expect((await bringIn('gaps.onnx', network(['Sigmoid']), keep)).result!['why']).toMatch(/no number \(NaN\)/);
    expect((await bringIn('broken.onnx', booster.subarray(0, 200))).problem).toMatchObject({
      en: expect.stringMatching(/not a readable/),
      es: expect.stringMatching(/no es un modelo/),
    });
    expect(listModels(sample.session.database)).toEqual(stored);
  });

  it('is handed out again, with what is needed to use it', async () => {
    const onnx = await imports.export({ id: 'model-1', what: 'onnx' });
    const { grants } = sample.session;
    expect(new Uint8Array(readFileSync(grants.resolve(onnx.grant).path))).toEqual(new Uint8Array(booster));
    const json = await imports.export({ id: 'model-1', what: 'json' });
    const told = JSON.parse(readFileSync(grants.resolve(json.grant).path, 'utf8')) as {
      features: string[];
      golden: { rows: unknown[] };
    };
    expect(told.features).toEqual(features);
    expect(told.golden.rows.length).toBeGreaterThan(10);
  });
});
