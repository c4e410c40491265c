import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { encodeModel, float32, floatTensor, int64, node, tensorInfo } from '../onnx/proto.ts';
import { readForeign } from './read-file.ts';
import {
  boosterFile,
  fileOf,
  forestFile,
  labels,
  matrix,
  modelOf,
  namedInputsFile,
  networkFile,
} from './testing/exported.ts';

const stump = [
  { feature: 1, mode: 'BRANCH_LEQ', threshold: 0.5, yes: 1, no: 2, missingYes: true },
  { weights: { 0: 0.7, 1: 0.3 } },
  { weights: { 0: 0.2, 1: 0.8 } },
] as const;
const network = networkFile({ first: [1, 2, 3, 4], second: [1, 1], columns: 2, hidden: 2 });
const refuses = (bytes: Uint8Array, outside = {}) => expect(() => readForeign(bytes, outside));

describe('readForeign', () => {
  it('opens the maps of outcomes that the runtime cannot hand out', () => {
    const { onnx, summary } = readForeign(forestFile([stump], 3));
    expect(summary.outputs).toEqual([
      { name: 'probabilities', classes: ['0', '1'], columns: 2, reading: 'probability', column: 1 },
    ]);
    expect(summary.inputs).toEqual([
      { name: 'float_input', type: 'float', rank: 2, columns: ['float_input 1', 'float_input 2', 'float_input 3'] },
    ]);
    expect(readForeign(onnx).summary.operators).not.toContain('ZipMap');
  });

  it('leaves a file as it is where nothing must be changed', () => {
    const bytes = boosterFile([stump.map((one) => ('weights' in one ? { weights: { 0: one.weights[0] } } : one))], 2);
    const read = readForeign(bytes);
    expect(read.onnx).toBe(bytes);
    expect(read.summary).toMatchObject({ producer: 'OnnxMLTools', takesMissing: true, batch: null });
  });

  it('finds out what an output holds, or leaves it open', () => {
    const readingOf = (ends: string[]) =>
      readForeign(networkFile({ first: [1, 2], second: [1, 1], columns: 1, hidden: 2 }, ends)).summary.outputs[0]
        ?.reading;
    expect(readingOf(['Sigmoid'])).toBe('probability');
    expect(readingOf([])).toBeNull();
  });

  it('knows inputs of several names and types, and the texts that they may hold', () => {
    const { summary } = readForeign(namedInputsFile());
    expect(summary.inputs.map(({ name, type }) => [name, type])).toEqual([
      ['country', 'string'],
      ['seats', 'int64'],
      ['usage', 'double'],
    ]);
    expect(summary.texts).toEqual(['Spain', 'Germany']);
  });

  it('takes the names of columns from the notes of the file, also as Python writes lists', () => {
    for (const text of ['["logins","seats"]', "['logins', 'seats']", 'logins, seats']) {
      const model = modelOf({
        nodes: [node('Sigmoid', ['x'], ['p'])],
        inputs: [matrix('x', 2)],
        outputs: [matrix('p', 2)],
        metadata: { feature_names: text },
      });
      expect(readForeign(encodeModel(model)).summary.inputs[0]?.columns).toEqual(['logins', 'seats']);
    }
  });

  it('says how many rows a file takes at a time where that is fixed', () => {
    const fixed = networkFile({ first: [1, 2], second: [1, 1], columns: 1, hidden: 2 }, ['Sigmoid'], 4);
    expect(readForeign(fixed).summary.batch).toBe(4);
  });

  it('takes weights in that stand in another file, and nothing from outside the folder', () => {
    const away = (location: string, length = '8'): Uint8Array => {
      const model = modelOf({
        nodes: [node('MatMul', ['x', 'weights'], ['z']), node('Sigmoid', ['z'], ['p'])],
        inputs: [matrix('x', 2)],
        outputs: [matrix('p', 1)],
        constants: [
          {
            name: 'weights',
            dims: [2, 1],
            dataType: float32,
            dataLocation: 1,
            externalData: [
              { key: 'location', value: location },
              { key: 'offset', value: '4' },
              { key: 'length', value: length },
            ],
          },
        ],
      });
      return encodeModel(model);
    };
    const data = new Uint8Array([0, 0, 0, 0, ...new Uint8Array(Float32Array.of(1, 2).buffer)]);
    const { onnx } = readForeign(away('weights.bin'), { 'weights.bin': data });
    expect(Buffer.from(onnx).includes(Buffer.from(Float32Array.of(1, 2).buffer))).toBe(true);
    refuses(away('weights.bin')).toThrow(/another file, weights\.bin/);
    refuses(away('weights.bin', '9'), { 'weights.bin': data }).toThrow(/shorter/);
    for (const place of ['/etc/passwd', '../secret', 'a/../../secret', 'C:\\secret', ''])
      refuses(away(place), { [place]: data }).toThrow(/outside its own folder/);
  });

  it('refuses what is no model of accounts, in both languages', () => {
    const sigmoid = [node('Sigmoid', ['x'], ['p'])];
    const cases: [Uint8Array, RegExp][] = [
      [new Uint8Array(0), /not a readable ONNX model/],
      [network.subarray(0, network.length / 2), /not a readable ONNX model/],
      [
        fileOf({ nodes: sigmoid, inputs: [tensorInfo('x', float32, ['N', 3, 224, 224])], outputs: [matrix('p', 1)] }),
        /shape \[N, 3, 224, 224\]/,
      ],
      [
        fileOf({ nodes: sigmoid, inputs: [tensorInfo('x', 10, ['N', 2])], outputs: [matrix('p', 1)] }),
        /of type float16/,
      ],
      [
        fileOf({ nodes: sigmoid, inputs: [tensorInfo('x', float32, ['N', 'C'])], outputs: [matrix('p', 1)] }),
        /how many columns/,
      ],
      [
        fileOf({ nodes: [node('ArgMax', ['x'], ['label'])], inputs: [matrix('x', 2)], outputs: [labels('label')] }),
        /None of the outputs \(label\)/,
      ],
      [
        fileOf({
          nodes: [node('Mystery', ['x'], ['p'], [], 'com.acme')],
          inputs: [matrix('x', 2)],
          outputs: [matrix('p', 1)],
        }),
        /com\.acme\.Mystery/,
      ],
      [
        fileOf({
          nodes: [node('Sigmoid', ['w'], ['p'])],
          inputs: [],
          outputs: [matrix('p', 1)],
          constants: [floatTensor('w', [1], [1, 1])],
        }),
        /no inputs/,
      ],
      [
        fileOf({ nodes: sigmoid, inputs: [tensorInfo('x', float32, ['N', 2_001])], outputs: [matrix('p', 1)] }),
        /2001 columns/,
      ],
      [
        fileOf({
          nodes: [node('Cast', ['x'], ['p'])],
          inputs: [{ name: 'x', type: { sequenceType: { elemType: { tensorType: { elemType: int64 } } } } }],
          outputs: [matrix('p', 1)],
        }),
        /list or map/,
      ],
    ];
    for (const [bytes, words] of cases) {
      refuses(bytes).toThrow(words);
      refuses(bytes).toThrow(expect.objectContaining({ details: { es: expect.stringMatching(/[a-záéíóú]{3}/) } }));
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        refuses(bytes).toThrow(expect.objectContaining({ code: 'file_unreadable' }));
      }),
    );
  });
});
