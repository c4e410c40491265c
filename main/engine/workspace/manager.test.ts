import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGrants, noKeychain } from '../session/index.ts';
import type { Keychain, SessionJob, SessionJobs } from '../session/index.ts';
import { createWorkspaceManager } from './index.ts';
import type { WorkspaceManager } from './index.ts';

const idle: SessionJob = { onRestart: 'discard', run: async () => ({}) };
const jobs: SessionJobs = {
  sample: idle,
  import: idle,
  'commit-import': idle,
  'undo-import': idle,
  'find-merges': idle,
  train: idle,
  'import-model': idle,
  score: idle,
  survival: idle,
  health: idle,
  'health-backtest': idle,
  backtest: idle,
  'table-model': idle,
  backup: idle,
};

function memoryKeychain(): Keychain {
  const secrets = new Map<string, string>();
  return {
    available: true,
    reason: null,
    get: async (account) => secrets.get(account) ?? null,
    set: async (account, secret) => void secrets.set(account, secret),
    remove: async (account) => void secrets.delete(account),
  };
}

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-home-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const manage = (keychain: Keychain): WorkspaceManager =>
  createWorkspaceManager(home, keychain, jobs, createGrants(), { onOpen: () => undefined, onChange: () => undefined });

describe('workspaces', () => {
  it('open again with their passphrase only; a wrong one changes nothing', async () => {
    const manager = manage(noKeychain('None here.'));
    const { folder } = await manager.create({
      name: 'Café Núñez',
      protection: 'passphrase',
      passphrase: 'correct horse',
    });
    expect(folder).toContain('cafe-nunez');
    await manager.close();
    const before = readFileSync(join(folder, 'workspace.db'));
    await expect(manager.open(folder)).rejects.toThrow(/protected by a passphrase/);
    expect(manager.current()).toMatchObject({ folder, session: null });
    await expect(manager.open(folder, 'wrong horse')).rejects.toThrow(/does not open the workspace/);
    expect(readFileSync(join(folder, 'workspace.db')).equals(before)).toBe(true);
    expect((await manager.open(folder, 'correct horse')).header.name).toBe('Café Núñez');
    await manager.close();
  });

  it('keep their key in the keychain where there is one, never in the folder', async () => {
    const keychain = memoryKeychain();
    const manager = manage(keychain);
    const session = await manager.create({ name: 'Client', protection: 'keychain' });
    const key = await keychain.get(session.header.id);
    await manager.close();
    for (const name of readdirSync(session.folder, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const bytes = readFileSync(join(name.parentPath, name.name));
      expect(bytes.includes(Buffer.from(key ?? '', 'base64'))).toBe(false);
      expect(bytes.includes(key ?? '')).toBe(false);
    }
    await manager.open(session.folder);
    await manager.close();
    await expect(manage(memoryKeychain()).open(session.folder)).rejects.toThrow(
      /keychain of this machine does not hold the key/,
    );
  });

  it('lock and unlock', async () => {
    const manager = manage(noKeychain('None here.'));
    await manager.create({ name: 'Client', protection: 'passphrase', passphrase: 'correct horse' });
    await manager.lock();
    expect(() => manager.session()).toThrow(/is locked/);
    await expect(manager.unlock('wrong')).rejects.toThrow(/does not open/);
    await manager.unlock('correct horse');
    expect(manager.session().header.name).toBe('Client');
    await manager.close();
    expect(() => manager.session()).toThrow(/No workspace is open/);
  });

  it('change their passphrase, and keep the old one where the present one is wrong', async () => {
    const manager = manage(noKeychain('None here.'));
    const { folder } = await manager.create({
      name: 'Client',
      protection: 'passphrase',
      passphrase: 'correct horse',
    });
    await expect(manager.changePassphrase('wrong horse', 'battery staple')).rejects.toThrow(/does not open/);
    await manager.changePassphrase('correct horse', 'battery staple');
    await manager.lock();
    await expect(manager.unlock('correct horse')).rejects.toThrow(/does not open/);
    await manager.unlock('battery staple');
    await manager.close();
    await manager.open(folder, 'battery staple');
    await manager.close();
    await expect(manager.changePassphrase('battery staple', 'other words')).rejects.toThrow(/No workspace is open/);
    await manager.create({ name: 'Temporary', protection: 'memory' });
    await expect(manager.changePassphrase('x', 'other words')).rejects.toThrow(/not protected by a passphrase/);
    await manager.close();
  });

  it('are not made over something else', async () => {
    const manager = manage(noKeychain('None here.'));
    const used = join(home, 'documents');
    mkdirSync(used);
    writeFileSync(join(used, 'letter.txt'), 'Dear');
    await expect(manager.create({ name: 'X', folder: used, protection: 'memory' })).rejects.toThrow(/is not empty/);
    expect(readdirSync(used)).toEqual(['letter.txt']);
    await expect(manager.create({ name: 'X', protection: 'keychain' })).rejects.toThrow(
      /None here. Protect the workspace with a passphrase/,
    );
    await expect(manager.create({ name: 'X', protection: 'passphrase' })).rejects.toThrow(/Choose a passphrase/);
  });

  it('are remembered, newest first, and forgotten on request', async () => {
    const manager = manage(noKeychain('None here.'));
    const first = await manager.create({ name: 'First', protection: 'passphrase', passphrase: 'correct horse' });
    const second = await manager.create({ name: 'Second', protection: 'passphrase', passphrase: 'correct horse' });
    await manager.close();
    expect(manager.recent.list().map((entry) => entry.name)).toEqual(['Second', 'First']);
    rmSync(second.folder, { recursive: true });
    expect(manager.recent.list().map((entry) => manager.recent.exists(entry))).toEqual([false, true]);
    manager.recent.forget(second.header.id);
    expect(manager.recent.list().map((entry) => entry.id)).toEqual([first.header.id]);
    writeFileSync(join(home, 'recent.json'), '{broken');
    expect(manager.recent.list()).toEqual([]);
  });

  it('without a stored key cannot be opened twice', async () => {
    const manager = manage(noKeychain('None here.'));
    const { folder } = await manager.create({ name: 'Audit', folder: join(home, 'audit'), protection: 'memory' });
    await manager.close();
    await expect(manager.open(folder)).rejects.toThrow(/never stored/);
    expect(manager.recent.list()).toEqual([]);
  });

  it('are made one after another: a second request for one folder cannot spoil the first', async () => {
    const manager = manage(noKeychain('None here.'));
    const make = {
      name: 'Twice',
      folder: join(home, 'twice'),
      protection: 'passphrase',
      passphrase: 'correct horse',
    } as const;
    const [first, second] = await Promise.allSettled([manager.create(make), manager.create(make)]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
    await manager.close();
    expect((await manager.open(make.folder, 'correct horse')).folder).toBe(make.folder);
    await manager.close();
  });

  it('opened at the same time leave one open and the other free', async () => {
    const manager = manage(memoryKeychain());
    const a = await manager.create({ name: 'A', protection: 'keychain' });
    const b = await manager.create({ name: 'B', protection: 'keychain' });
    await manager.close();
    await Promise.all([manager.open(a.folder), manager.open(b.folder)]);
    expect(manager.current()?.folder).toBe(b.folder);
    await manager.close();
    await manager.open(a.folder);
    await manager.close();
  });

  it.each(['missing', 'empty'])('whose database is %s are refused, not made anew', async (state) => {
    const manager = manage(noKeychain('None here.'));
    const { folder } = await manager.create({ name: 'Client', protection: 'passphrase', passphrase: 'correct horse' });
    await manager.close();
    const file = join(folder, 'workspace.db');
    rmSync(file);
    if (state === 'empty') writeFileSync(file, '');
    const before = readdirSync(folder);
    await expect(manager.open(folder, 'correct horse')).rejects.toThrow(/missing or empty/);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('tell that they were left where the next one cannot be opened', async () => {
    let told = 0;
    const manager = createWorkspaceManager(home, noKeychain('None here.'), jobs, createGrants(), {
      onOpen: () => undefined,
      onChange: () => told++,
    });
    const options = { protection: 'passphrase', passphrase: 'correct horse' } as const;
    const other = await manager.create({ ...options, name: 'Other' });
    await manager.create({ ...options, name: 'Mine' });
    writeFileSync(join(other.folder, 'workspace.db'), 'not a database '.repeat(5_000));
    told = 0;
    await expect(manager.open(other.folder, 'correct horse')).rejects.toThrow(/cannot be read/);
    expect(manager.current()).toBeNull();
    expect(told).toBe(1);
  });
});
