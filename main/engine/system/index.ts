import { on, EventEmitter } from 'node:events';
import { z } from 'zod';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings, settings as settingsSchema } from '../../../shared/contract/index.ts';
import type { Settings } from '../../../shared/contract/index.ts';
import { writeWhole } from '../session/index.ts';
import { procedures } from '../procedures.ts';

export type HostKind = 'cli' | 'localhost' | 'electron';
type Change = { words: string[]; dataVersion: number };

/** Told to every page after each commit. */
export type Changes = { emit(change: Change): void; stream(signal?: AbortSignal): AsyncGenerator<Change> };

export function createChanges(): Changes {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    emit: (change) => void emitter.emit('change', change),
    async *stream(signal) {
      try {
        for await (const [change] of on(emitter, 'change', signal ? { signal } : {}) as AsyncIterable<[Change]>)
          yield change;
      } catch (error) {
        if (!signal?.aborted) throw error;
      }
    },
  };
}

/** This machine's preferences: no data of any workspace. */
export function createSettings(home: string) {
  const file = join(home, 'settings.json');
  const read = (): Settings => {
    if (!existsSync(file)) return defaultSettings;
    try {
      const stored = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
      return settingsSchema.parse({ ...defaultSettings, ...stored });
    } catch {
      return defaultSettings;
    }
  };
  return {
    read,
    save(change: Partial<Settings>): Settings {
      const next = settingsSchema.parse({ ...read(), ...change });
      mkdirSync(home, { recursive: true, mode: 0o700 });
      writeWhole(file, `${JSON.stringify(next, null, 2)}\n`);
      return next;
    },
  };
}
export type SettingsStore = ReturnType<typeof createSettings>;

export function systemHandlers(version: string, host: HostKind, changes: Changes, settings: SettingsStore) {
  const { system } = procedures;
  return {
    // No part of this version opens a connection to anywhere, so being offline is a fact of the program, not a state.
    about: system.about.handler(() => ({ version, host, node: process.versions.node, offline: true })),
    ping: system.ping.handler(() => ({ at: new Date().toISOString() })),
    changes: system.changes.handler(({ signal }) => changes.stream(signal)),
    settings: system.settings.handler(() => settings.read()),
    saveSettings: system.saveSettings.handler(({ input }) => settings.save(input)),
  };
}

export { jobsHandlers } from './jobs-handlers.ts';
