import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createZipWriter } from '../../exports/index.ts';
import { findModel, readChosen } from './chosen-files.ts';

const list = `artifact_path: model
flavors:
  onnx:
    data: weights/net.onnx
    onnx_version: 1.16.0
  python_function:
    data: other.onnx
    loader_module: mlflow.onnx
signature:
  inputs: '[{"type": "double", "name": "logins"}, {"type": "double", "name":
    "it''s late"}]'
  outputs: '[{"type": "tensor"}]'
utc_time_created: '2026-01-01'
`;
const bytes = Buffer.from('a model');
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'holdfast-chosen-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(place: string, content: Uint8Array | string = bytes): { path: string; name: string } {
  const path = join(folder, place);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return { path, name: place.split('/').at(-1)! };
}
const whole = () => [{ path: folder, name: 'chosen' }];
const text = (read: Uint8Array): string => Buffer.from(read).toString();

describe('findModel', () => {
  it('takes a file, with files beside it', async () => {
    const found = await findModel([file('net.onnx'), file('net.onnx.data', 'weights')]);
    expect(found).toMatchObject({ name: 'net', from: 'onnx', columns: null });
    expect(text(await readChosen(found.file))).toBe('a model');
    expect(text(await found.beside('net.onnx.data')!.read())).toBe('weights');
    expect(found.beside('other')).toBeNull();
  });

  it('takes a file of any name where it is the only one', async () => {
    expect((await findModel([file('net.bin')])).file.bytes).toBe(bytes.length);
  });

  it('takes a folder of MLflow with its columns, and the same as a zip', async () => {
    file('MLmodel', list);
    file('weights/net.onnx');
    file('weights/net.data', 'weights');
    const zip = join(folder, '..', `${folder.split('/').at(-1)}.zip`);
    const writer = createZipWriter(zip);
    for (const [place, content] of [
      ['model/MLmodel', list],
      ['model/weights/net.onnx', bytes],
      ['model/weights/net.data', 'weights'],
    ] as const) {
      writer.begin(place);
      writer.write(content);
    }
    writer.end();
    try {
      for (const chosen of [whole(), [{ path: zip, name: 'model.zip' }]]) {
        const found = await findModel(chosen);
        expect(found).toMatchObject({ from: 'mlflow', columns: ['logins', "it's late"] });
        expect(text(await readChosen(found.file))).toBe('a model');
        expect(text(await found.beside('net.data')!.read())).toBe('weights');
      }
    } finally {
      rmSync(zip);
    }
  });

  it('says what is missing, or too much', async () => {
    await expect(findModel([file('notes.txt'), file('more.txt')])).rejects.toThrow(/no ONNX model/);
    await expect(findModel([file('a.onnx'), file('b.onnx')])).rejects.toThrow(/Several ONNX models.*a\.onnx, b\.onnx/);
    file('MLmodel', list.replace('  onnx:', '  sklearn:'));
    await expect(findModel(whole())).rejects.toThrow(/no onnx flavour/);
    await expect(findModel([file('broken.zip', 'PK nothing')])).rejects.toThrow(/not a readable ONNX model/);
  });

  it('follows no link out of the folder', async () => {
    file('net.onnx');
    symlinkSync('/etc/hostname', join(folder, 'weights.bin'));
    expect((await findModel(whole())).beside('weights.bin')).toBeNull();
  });

  it('refuses 2 GB by its size, before it is read', async () => {
    const large = file('large.onnx');
    // Holes: it takes no room, and reading it would take long.
    truncateSync(large.path, 2 * 1024 ** 3);
    const { file: found } = await findModel([large]);
    await expect(readChosen({ ...found, read: () => Promise.reject(new Error('It was read.')) })).rejects.toMatchObject(
      {
        code: 'invalid_input',
        message: expect.stringMatching(/large\.onnx has 2048 MB; a model may have 256 MB/),
        details: { es: expect.stringMatching(/ocupa 2048 MB/) },
      },
    );
  });
});
