import {
  chmodSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './source-files.ts';
import { runScript } from '../setup/run.mjs';

export type Packed = {
  /** Paths in the archive, each with a leading slash. */
  files: string[];
  /** Paths beside the archive. */
  unpacked: string[];
  /** State of each fuse, '0' or '1', in wire order. */
  fuses: string[];
  remove: () => void;
};

const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A file that has nothing of a runtime but the place where fuses are written, all of them on. */
function standInProgram(): Buffer {
  const fuses = 9;
  return Buffer.concat([
    Buffer.alloc(1024),
    Buffer.from(fuseSentinel),
    Buffer.from([1, fuses]),
    Buffer.alloc(fuses, '1'),
    Buffer.alloc(1024),
  ]);
}

/** The natives and one package that the bundles hold already, so that leaving it out is seen. */
const packages = [
  ...['better-sqlite3', 'onnxruntime-node', 'onnxruntime-common', 'zod'],
  ...['@napi-rs/keyring', '@napi-rs/keyring-linux-x64-gnu'],
];

/** The same files under another name: 400 MB are not copied, and npm takes symbolic links for packages under development. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isFile()) linkSync(source, target);
  }
}

/**
 * Runs the real packer with the real configuration over stand-in bundles, so that what is packed can be looked at on
 * machines where the Electron runtime cannot be fetched. Linux x64 only.
 */
export async function packWithStandIn(): Promise<Packed> {
  mkdirSync(join(root, 'out'), { recursive: true });
  const folder = mkdtempSync(join(root, 'out', 'pack-'));
  const project = join(folder, 'project');
  const runtime = join(folder, 'runtime');
  const put = (path: string, content: string | Buffer = '') => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
  };
  for (const name of ['electron-builder.yml', 'build/icon.png']) cpSync(join(root, name), join(project, name));
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const dependencies = Object.fromEntries(Object.entries(own.dependencies).filter(([name]) => packages.includes(name)));
  put(join(project, 'package.json'), JSON.stringify({ ...own, dependencies, devDependencies: {} }));
  for (const name of packages) linkTree(join(root, 'node_modules', name), join(project, 'node_modules', name));
  put(join(project, 'out', 'main', 'electron.js'), 'export {};');
  put(join(project, 'out', 'renderer', 'index.html'), '<!doctype html>');
  put(join(project, 'out', 'renderer.stamp'));
  put(join(project, 'out', 'types', 'main.tsbuildinfo'));
  put(join(project, 'main', 'engine', 'index.ts'));
  put(join(project, 'models', 'planted', 'model.onnx'));
  put(join(project, 'models', 'planted', 'train.ts'));

  const asar = (await import(createRequire(import.meta.url).resolve('@electron/asar'))) as {
    createPackage: (from: string, to: string) => Promise<void>;
    listPackage: (archive: string, options: { isPack: boolean }) => string[];
  };
  put(join(runtime, 'electron'), standInProgram());
  chmodSync(join(runtime, 'electron'), 0o755);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak', 'locales/es.pak']) {
    put(join(runtime, name));
  }
  put(join(folder, 'default', 'package.json'), '{}');
  mkdirSync(join(runtime, 'resources'), { recursive: true });
  await asar.createPackage(join(folder, 'default'), join(runtime, 'resources', 'default_app.asar'));

  const { version: electron } = JSON.parse(
    readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
  ) as { version: string };
  const args = ['--projectDir', project, '--config', 'electron-builder.yml', '--linux', 'dir', '--publish', 'never'];
  const code = await runScript(
    'node_modules/electron-builder/cli.js',
    [...args, `-c.electronDist=${runtime}`, `-c.electronVersion=${electron}`],
    {
      stdio: ['ignore', 'ignore', 2],
      limitSeconds: 50,
    },
  );
  if (code !== 0) throw new Error(`The packer ended with exit code ${code}.`);
  const program = join(project, 'dist', 'linux-unpacked');
  const archive = join(program, 'resources', 'app.asar');
  const bytes = readFileSync(join(program, 'holdfast'));
  const wire = bytes.indexOf(fuseSentinel) + fuseSentinel.length;
  return {
    files: asar.listPackage(archive, { isPack: false }),
    unpacked: readdirSync(`${archive}.unpacked`, { recursive: true }).map(String),
    fuses: [...bytes.subarray(wire + 2, wire + 2 + (bytes[wire + 1] ?? 0)).toString('latin1')],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
