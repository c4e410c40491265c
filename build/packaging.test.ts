import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { filesUnder, root } from './testing/source-files.ts';
import { packWithStandIn } from './testing/pack.ts';
import type { Packed } from './testing/pack.ts';

type Target = { target: string; arch: string[] };
type Platform = 'mac' | 'win' | 'linux';
type Configuration = {
  appId: string;
  files: string[];
  asar: boolean;
  asarUnpack: string[];
  npmRebuild: boolean;
  publish: null;
  electronFuses: Record<string, boolean>;
  extraMetadata: { homepage: string };
} & Record<Platform, { target: Target[]; files: string[] }>;

const configuration = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Configuration;

// The packer's own schema and its own reading of file patterns, so that this test and a real run agree.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { validateSchema } = builder('app-builder-lib/out/util/config/schemaValidator.js') as {
  validateSchema: (schema: unknown, data: unknown) => void;
};
const matching = builder('app-builder-lib/out/fileMatcher.js') as {
  getNodeModuleFileMatcher: (...args: unknown[]) => { createFilter: () => (path: string, stat: unknown) => boolean };
};
const schema = JSON.parse(readFileSync(builder.resolve('app-builder-lib/scheme.json'), 'utf8')) as unknown;

/** Which of these files of node_modules are packed for a platform. */
function packed(platform: Platform, paths: string[]): string[] {
  const filter = matching
    .getNodeModuleFileMatcher(root, '/app', (text: string) => text, configuration[platform], {
      config: configuration,
      debugLogger: { isEnabled: false },
    })
    .createFilter();
  const stat = { isDirectory: () => false };
  return paths.filter((path) => filter(join(root, path), stat));
}

describe('the configuration of the installers', () => {
  it("satisfies the packer's schema", () => {
    expect(() => validateSchema(schema, structuredClone(configuration))).not.toThrow();
    expect(() => validateSchema(schema, { ...structuredClone(configuration), fuses: {} })).toThrow(/fuses/);
  });

  it('builds what the product promises, and no Intel Mac', () => {
    const targets = (platform: Platform) =>
      configuration[platform].target.map(({ target, arch }) => `${target} ${arch.join('+')}`);
    expect(targets('mac')).toEqual(['dmg arm64']);
    expect(targets('win')).toEqual(['nsis x64']);
    expect(targets('linux')).toEqual(['AppImage x64', 'deb x64']);
    expect(configuration.appId).toBe('app.holdfast.desktop');
    expect(configuration.publish).toBeNull();
    expect(configuration.npmRebuild).toBe(false);
  });

  it('gives a Debian package the home page and the maintainer that it may not lack', () => {
    expect(configuration.extraMetadata.homepage).toMatch(/^https:/);
    expect(configuration.linux).toMatchObject({ maintainer: expect.stringMatching(/ <.+@.+>$/) as string });
  });

  it('turns off every way to make the program run something else', () => {
    expect(configuration.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(configuration.asar).toBe(true);
  });

  it('has an icon of 1024 pixels', () => {
    const icon = readFileSync(join(root, 'build', 'icon.png'));
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([1024, 1024]);
    expect(existsSync(join(root, 'build', 'icon.svg'))).toBe(true);
  });
});

describe("other machines' programs stay out", () => {
  const modules = (name: string) => filesUnder(join('node_modules', name));
  const scorer = modules('onnxruntime-node').filter((path) => path.includes('/bin/'));
  const database = modules('better-sqlite3').filter((path) => path.endsWith('.node'));
  const suffixes = [
    'darwin-arm64',
    'darwin-x64',
    'linux-x64-gnu',
    'linux-x64-musl',
    'win32-x64-msvc',
    'win32-arm64-msvc',
  ];
  const keychain = suffixes.map((suffix) => `node_modules/@napi-rs/keyring-${suffix}/keyring.${suffix}.node`);

  it.each([
    ['mac', 'darwin/arm64', 'darwin-arm64', 'darwin-arm64'],
    ['win', 'win32/x64', 'win32-x64', 'win32-x64-msvc'],
    ['linux', 'linux/x64', 'linux-x64', 'linux-x64-gnu'],
  ] as const)('%s', (platform, scorerFolder, databaseName, keychainName) => {
    const kept = packed(platform, scorer);
    expect(kept).toContain(`node_modules/onnxruntime-node/bin/napi-v6/${scorerFolder}/onnxruntime_binding.node`);
    expect(kept.filter((path) => /libonnxruntime|onnxruntime\.dll/.test(path))).toHaveLength(1);
    expect(kept.filter((path) => !path.includes(`/${scorerFolder}/`))).toEqual([]);
    expect(packed(platform, database)).toEqual([`node_modules/better-sqlite3/prebuilds/${databaseName}.node`]);
    expect(packed(platform, keychain)).toEqual([
      `node_modules/@napi-rs/keyring-${keychainName}/keyring.${keychainName}.node`,
    ]);
    const bytes = kept.reduce((sum, path) => sum + statSync(join(root, path)).size, 0);
    expect(bytes).toBeLessThan(70 * 1024 * 1024);
  });

  it('packs no package that the bundles already hold', () => {
    const inBundle = ['zod', 'ws', '@orpc/server', 'react', 'onnx-proto'].map(
      (name) => `node_modules/${name}/package.json`,
    );
    expect(packed('linux', inBundle)).toEqual([]);
    expect(packed('linux', ['node_modules/onnxruntime-common/package.json'])).toHaveLength(1);
  });
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'a packed program, on Linux x64 only, around a stand-in for the Electron runtime',
  () => {
    let result: Packed;
    beforeAll(async () => {
      result = await packWithStandIn();
    });
    afterAll(() => result.remove());

    it('holds the bundles, the natives, package.json, and no source', () => {
      const tops = new Set(result.files.map((path) => path.split('/')[1]));
      expect([...tops].sort()).toEqual(['models', 'node_modules', 'out', 'package.json']);
      expect(result.files).toContain('/out/main/electron.js');
      expect(result.files).toContain('/out/renderer/index.html');
      expect(result.files).toContain('/models/planted/model.onnx');
      expect(result.files.filter((path) => /\.(tsx?|map)$|\.stamp$|tsbuildinfo$/.test(path))).toEqual([]);
    });

    it('keeps native programs as files beside the archive', () => {
      expect(result.unpacked.filter((path) => /\.node$|\.so/.test(path)).sort()).toEqual([
        'node_modules/@napi-rs/keyring-linux-x64-gnu/keyring.linux-x64-gnu.node',
        'node_modules/better-sqlite3/prebuilds/linux-x64.node',
        'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1',
        'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node',
      ]);
    });

    it('has its fuses blown', () => {
      // Fuse order of the runtime's version 1 wire: 0 = off, 1 = on.
      expect(result.fuses.slice(0, 6)).toEqual(['0', '1', '0', '0', '1', '1']);
    });
  },
);
