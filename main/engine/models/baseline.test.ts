import { describe, expect, it } from 'vitest';
import { modelCard } from '../../../shared/contract/index.ts';
import { readBaseline } from './baseline.ts';
import { createExplainer } from './definition.ts';
import { featureNamed, features } from './features/catalogue.ts';
import { readOnnxSummary } from './onnx/index.ts';
import { verifiedScorer } from './verified-scorer.ts';

describe('the shipped baseline', () => {
  const baseline = readBaseline();
  const { card, definition, golden, onnx } = baseline;

  it('reads only features that mean the same in every book', () => {
    for (const name of definition.features) expect(featureNamed(name)?.portable, name).toBe(true);
    expect(definition.features.length).toBeGreaterThan(20);
    expect(features.filter((feature) => !feature.portable).length).toBeGreaterThan(5);
  });

  it('says what it is', () => {
    expect(modelCard.parse(card)).toEqual(card);
    expect(card).toMatchObject({ id: 'baseline', status: 'baseline', test: null, labelRule: null });
    expect(card.limits.map(({ en }) => en).join(' ')).toMatch(/generated data, not from real customers/);
    expect(card.limits.map(({ es }) => es).join(' ')).toMatch(/datos generados, no de clientes reales/);
    expect(readOnnxSummary(onnx)).toMatchObject({ modelId: 'baseline', featureNames: definition.features });
    expect(onnx.length).toBeLessThan(1_000_000);
  });

  it('scores its golden rows through ONNX as on the day it was made, and its reasons agree', async () => {
    const scorer = await verifiedScorer({ id: 'baseline', ...baseline });
    const rows = golden.rows.map((row) => row.map((value) => value ?? NaN));
    const scored = await scorer.score(Float32Array.from(rows.flat()), rows.length);
    const explain = createExplainer(definition);
    rows.forEach((row, index) => {
      const { probability, contributions } = explain(row);
      expect(Math.abs(probability - scored[index]!)).toBeLessThan(1e-6);
      expect(contributions.reduce((sum, part) => sum + part, definition.base)).toBeCloseTo(probability, 9);
    });
  });

  it('is refused when a golden row is not answered as written', async () => {
    const other = {
      ...golden,
      probabilities: golden.probabilities.map((value, row) => (row === 7 ? value - 2e-5 : value)),
    };
    await expect(verifiedScorer({ id: 'baseline', ...baseline, golden: other })).rejects.toMatchObject({
      code: 'model_mismatch',
    });
  });

  it('calls a silent account riskier than a busy one', () => {
    const explain = createExplainer(definition);
    const account = (values: Record<string, number>) => definition.features.map((name) => values[name] ?? NaN);
    const busy = account({
      active_days_28: 20,
      active_days_84: 60,
      events_ratio: 1.1,
      events_ratio_book: 1.1,
      days_since_event: 0,
      events_level_book: 1,
    });
    const silent = account({
      active_days_28: 0,
      active_days_84: 10,
      events_ratio: 0,
      events_ratio_book: 0,
      days_since_event: 35,
      events_level_book: 0,
    });
    expect(explain(silent).probability).toBeGreaterThan(explain(busy).probability * 1.5);
  });
});
