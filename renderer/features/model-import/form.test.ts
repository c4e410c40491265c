import { describe, expect, it } from 'vitest';
import type { ModelDraft } from '../../../shared/contract/index.ts';
import { formOf, requestOf, withFeature } from './form.ts';

const draft: ModelDraft = {
  name: 'net',
  bytes: 10,
  from: 'onnx',
  producer: '',
  opset: '',
  operators: [],
  batch: null,
  columns: [
    { input: 'x', place: 0, name: 'a', type: 'float', feature: 'seat_use', likeness: 1, missing: { kind: 'keep' } },
    {
      input: 'x',
      place: 1,
      name: 'b',
      type: 'float',
      feature: null,
      likeness: 0,
      missing: { kind: 'value', value: 0 },
    },
  ],
  outputs: [{ name: 'y', classes: null, columns: 2, reading: null, column: null }],
  output: null,
  features: [],
};

describe('the form of a model file', () => {
  it('can be sent once the output is told', () => {
    const form = formOf(draft);
    expect(requestOf(form, ['g'])).toBeNull();
    const told = { ...form, output: { name: 'y', column: 1, reading: 'probability' as const } };
    expect(requestOf(told, ['g'])).toEqual({
      grants: ['g'],
      name: 'net',
      target: 'churn',
      columns: [
        { input: 'x', place: 0, feature: 'seat_use', missing: { kind: 'keep' } },
        { input: 'x', place: 1, feature: null, missing: { kind: 'value', value: 0 } },
      ],
      output: { name: 'y', column: 1, reading: 'probability' },
    });
    expect(requestOf({ ...told, horizonDays: 60 }, ['g'])?.horizonDays).toBe(60);
    expect(requestOf({ ...told, name: '  ' }, ['g'])).toBeNull();
    expect(
      requestOf({ ...told, columns: told.columns.map((column) => ({ ...column, feature: null })) }, ['g']),
    ).toBeNull();
  });

  it('asks for a value where a column comes from no feature, and for the usual one where it does again', () => {
    const [first, second] = formOf(draft).columns;
    expect(withFeature(first!, null, first!.missing).missing).toEqual({ kind: 'value', value: 0 });
    expect(withFeature(second!, 'seat_use', second!.missing).missing).toEqual({ kind: 'usual' });
    expect(withFeature(first!, 'tickets_30', first!.missing).missing).toEqual({ kind: 'keep' });
  });
});
