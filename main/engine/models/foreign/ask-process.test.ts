import { afterEach, describe, expect, it } from 'vitest';
import { floatTensor, int64, intAttribute, node } from '../onnx/proto.ts';
import type { OnnxTensor } from '../onnx/proto.ts';
import { openForeignProcess, within } from './ask-process.ts';
import type { ForeignAsker } from './ask-process.ts';
import { startNodeProcess } from './start-process.ts';
import { fileOf, matrix, networkFile, plainPlan } from './testing/exported.ts';

const output = { name: 'output', column: 0, reading: 'probability' } as const;
const plan = plainPlan(2, output);
const network = networkFile({ first: [1, 2, 3, 4], second: [1, -1], columns: 2, hidden: 2 });
const values = Float32Array.of(0, 0, 1, 2, -1, 0.5);
let asker: ForeignAsker;
afterEach(() => asker.close());

const whole = (name: string, numbers: number[]): OnnxTensor => ({
  name,
  dims: [numbers.length],
  dataType: int64,
  int64Data: numbers,
});

/** Makes a tensor of so many numbers, and of that the answer. */
function hungry(numbers: number): Uint8Array {
  return fileOf({
    nodes: [
      node('Expand', ['one', 'size'], ['much']),
      node('ReduceMean', ['much'], ['mean'], [intAttribute('keepdims', 0)]),
      node('Mul', ['x', 'mean'], ['more']),
      node('ReduceMean', ['more'], ['middle'], [{ name: 'axes', type: 7, ints: [1] }]),
      node('Sigmoid', ['middle'], ['output']),
    ],
    inputs: [matrix('x', 2)],
    outputs: [matrix('output', 1)],
    constants: [floatTensor('one', [1], [1]), whole('size', [numbers])],
  });
}

/** Counts to a number so large that it takes hours. */
function endless(): Uint8Array {
  const body = {
    name: 'body',
    input: [
      { name: 'turn', type: { tensorType: { elemType: int64, shape: { dim: [] } } } },
      { name: 'goes on', type: { tensorType: { elemType: 9, shape: { dim: [] } } } },
      matrix('state', 2),
    ],
    node: [node('Identity', ['goes on'], ['still']), node('Sin', ['state'], ['next'])],
    output: [{ name: 'still', type: { tensorType: { elemType: 9, shape: { dim: [] } } } }, matrix('next', 2)],
  };
  return fileOf({
    nodes: [
      node('Loop', ['turns', 'yes', 'x'], ['last'], [{ name: 'body', type: 5, g: body }]),
      node('ReduceMean', ['last'], ['middle'], [{ name: 'axes', type: 7, ints: [1] }]),
      node('Sigmoid', ['middle'], ['output']),
    ],
    inputs: [matrix('x', 2)],
    outputs: [matrix('output', 1)],
    constants: [
      { name: 'turns', dims: [], dataType: int64, int64Data: [1e15] },
      { name: 'yes', dims: [], dataType: 9, int32Data: [1] },
    ],
  });
}

describe('the process of a foreign model', () => {
  it('answers, and gives sampled reasons that sum to the answers', async () => {
    asker = openForeignProcess();
    const { onnx, summary } = await asker.ask({ type: 'read', onnx: network, outside: {} });
    expect(summary.outputs[0]?.name).toBe('output');
    await asker.ask({ type: 'load', onnx, plan });
    const said = await asker.ask({ type: 'try', values, rows: 3 });
    expect(said).toEqual(await asker.ask({ type: 'run', values, rows: 3 }));
    const relu = (x: number): number => Math.max(0, x);
    expect(said[1]).toBeCloseTo(1 / (1 + Math.exp(relu(1 * 2 + 2 * 4) - relu(1 * 1 + 2 * 3))), 6);
    const { base, contributions } = await asker.ask({ type: 'explain', values, rows: 3, background: values, seed: 1 });
    said.forEach((probability, row) =>
      expect(base + contributions[2 * row]! + contributions[2 * row + 1]!).toBeCloseTo(probability, 6),
    );
  });

  it('names an operator that the runtime lacks', async () => {
    asker = openForeignProcess();
    const onnx = fileOf({
      nodes: [node('Teleport', ['x'], ['output'])],
      inputs: [matrix('x', 2)],
      outputs: [matrix('output', 1)],
    });
    await expect(asker.ask({ type: 'load', onnx, plan })).rejects.toMatchObject({
      code: 'model_mismatch',
      message: expect.stringMatching(/operator Teleport, which the runtime in this program does not have/),
      details: { es: expect.stringMatching(/operador Teleport/) },
    });
    const newer = fileOf({
      nodes: [node('Sigmoid', ['x'], ['output'])],
      inputs: [matrix('x', 2)],
      outputs: [matrix('output', 1)],
      opset: 999,
    });
    await expect(asker.ask({ type: 'load', onnx: newer, plan })).rejects.toThrow(/newer runtime/);
  });

  it('is ended where a model takes too much memory, and nothing else is harmed', async () => {
    asker = openForeignProcess(() => startNodeProcess(450 * 1024 * 1024));
    await asker.ask({ type: 'load', onnx: hungry(400_000_000), plan });
    await expect(asker.ask({ type: 'run', values, rows: 3 })).rejects.toThrow(/memory and was ended/);
    expect(asker.isOpen).toBe(false);
  });

  it('is ended where a model does not come to an end', async () => {
    asker = openForeignProcess(undefined, { ...within, run: 400 });
    await asker.ask({ type: 'load', onnx: endless(), plan });
    await expect(asker.ask({ type: 'run', values, rows: 3 })).rejects.toThrow(/did not answer within/);
    await expect(asker.ask({ type: 'run', values, rows: 3 })).rejects.toThrow(/did not answer within/);
  });

  it('is ended at once where the work is cancelled', async () => {
    asker = openForeignProcess();
    await asker.ask({ type: 'load', onnx: endless(), plan });
    const controller = new AbortController();
    const asked = asker.ask({ type: 'run', values, rows: 3 }, controller.signal);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect(asker.isOpen).toBe(false);
  });

  it('tells of a process that ended by itself', async () => {
    let end: (why: 'memory' | 'crash') => void = () => {};
    asker = openForeignProcess(() => ({
      send: () => end('crash'),
      onReply: () => {},
      onEnd: (listener) => void (end = listener),
      kill: () => {},
      keepAlive: () => {},
    }));
    await expect(asker.ask({ type: 'load', onnx: network, plan })).rejects.toThrow(/brought its own process to an end/);
  });

  it('gives a fixed number of rows at a time where the file takes only that', async () => {
    asker = openForeignProcess();
    const onnx = networkFile({ first: [1, 2, 3, 4], second: [1, -1], columns: 2, hidden: 2 }, ['Sigmoid'], 2);
    await asker.ask({ type: 'load', onnx: network, plan });
    const free = await asker.ask({ type: 'run', values, rows: 3 });
    await asker.ask({ type: 'load', onnx, plan: { ...plan, batch: 2 } });
    expect(await asker.ask({ type: 'run', values, rows: 3 })).toEqual(free);
  });
});
