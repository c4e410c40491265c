import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './testing/command-line.ts';

const bytesOf = (...lines: string[]): Uint8Array => Buffer.from(lines.join(''), 'base64');
/** One boosted stump over the columns "active days 28" and "mystery"; outputs label and probabilities. */
const booster = bytesOf(
  'CAgSC09ubnhNTFRvb2xzOpMFCrcECgVpbnB1dBIFbGFiZWwSDXByb2JhYmlsaXRpZXMaHFRyZWVFbnNlbWJsZUNsYXNzaWZpZXJf',
  'bGFiZWwiFlRyZWVFbnNlbWJsZUNsYXNzaWZpZXIqFwoNbm9kZXNfdHJlZWlkc0IDAAAAoAEHKhcKDW5vZGVzX25vZGVpZHNCAwAB',
  'AqABByoaChBub2Rlc19mZWF0dXJlaWRzQgMAAACgAQcqHwoMbm9kZXNfdmFsdWVzOgwAAKBAAAAAAAAAAACgAQYqIQoObm9kZXNf',
  'aGl0cmF0ZXM6DAAAgD8AAIA/AACAP6ABBiooCgtub2Rlc19tb2Rlc0oKQlJBTkNIX0xFUUoETEVBRkoETEVBRqABCCobChFub2Rl',
  'c190cnVlbm9kZWlkc0IDAQAAoAEHKhwKEm5vZGVzX2ZhbHNlbm9kZWlkc0IDAgAAoAEHKikKH25vZGVzX21pc3NpbmdfdmFsdWVf',
  'dHJhY2tzX3RydWVCAwEAAKABByoWCg1jbGFzc190cmVlaWRzQgIAAKABByoWCg1jbGFzc19ub2RlaWRzQgIBAqABByoSCgljbGFz',
  'c19pZHNCAgAAoAEHKhwKDWNsYXNzX3dlaWdodHM6CAAAgD8AAIC/oAEGKh0KDnBvc3RfdHJhbnNmb3JtIghMT0dJU1RJQ6ABAyoW',
  'CgtiYXNlX3ZhbHVlczoEAAAAAKABBiobChJjbGFzc2xhYmVsc19pbnQ2NHNCAgABoAEHOgphaS5vbm54Lm1sEgVncmFwaFoYCgVp',
  'bnB1dBIPCg0IARIJCgMSAU4KAggCYhQKBWxhYmVsEgsKCQgHEgUKAxIBTmIgCg1wcm9iYWJpbGl0aWVzEg8KDQgBEgkKAxIBTgoC',
  'CAJCBAoAEBFCDgoKYWkub25ueC5tbBADci0KDWZlYXR1cmVfbmFtZXMSHFsiYWN0aXZlIGRheXMgMjgiLCJteXN0ZXJ5Il0=',
);
/** A network of one column that ends before its sigmoid. */
const raw = bytesOf(
  'CAgSB3B5dG9yY2g61AEKHQoBeAoFZmlyc3QSAWgaBkdlbW1faCIER2VtbToAChYKAWgSAWEaBlJlbHVfYSIEUmVsdToACigKAWEK',
  'BnNlY29uZBIGb3V0cHV0GgtHZW1tX291dHB1dCIER2VtbToAEgVncmFwaCoXCgIBAhABQgVmaXJzdEoIAACAPwAAAEAqGAoCAgEQ',
  'AUIGc2Vjb25kSggAAIA/AACAP1oYCgF4EhMKEQgBEg0KBxIFYmF0Y2gKAggBYh0KBm91dHB1dBITChEIARINCgcSBWJhdGNoCgII',
  'AUIECgAQEUIOCgphaS5vbm54Lm1sEAM=',
);
let home: string;

const holdfast = commandLine(
  () => join(home, 'home'),
  () => ['--workspace', join(home, 'book'), '--passphrase-env', 'SECRET'],
);
const path = (name: string): string => join(home, name);

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-cli-models-'));
  writeFileSync(path('booster.onnx'), booster);
  writeFileSync(path('broken.onnx'), booster.subarray(0, 100));
  writeFileSync(path('raw.onnx'), raw);
  expect(await holdfast('init', '--name', 'Book')).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('models import', { timeout: 120_000 }, () => {
  it('shows what a file says of itself and how it would be mapped', async () => {
    const { code, stdout } = await holdfast('models', 'import', path('booster.onnx'), '--look');
    expect(code).toBe(0);
    expect(stdout).toMatch(/active days 28 \(float\): active_days_28 \(100 % alike\); missing: keep/);
    expect(stdout).toMatch(/mystery \(float\): not mapped/);
  });

  it('asks for what the file does not say', async () => {
    const raw = await holdfast('models', 'import', path('raw.onnx'), '--map', 'x=tickets_30');
    expect(raw).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--reading is missing: .* probability or log-odds/),
    });
  });

  it('says why a file is not taken, and that an empty book has nobody to try it on', async () => {
    const broken = await holdfast('models', 'import', path('broken.onnx'), '--json');
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.stdout)).toMatchObject({
      error: { code: 'model_mismatch', message: expect.stringMatching(/not a readable/) },
    });
    const empty = await holdfast('models', 'import', path('booster.onnx'));
    expect(empty).toMatchObject({ code: 1, stderr: expect.stringMatching(/no dated row/) });
  });
});
