import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { headerFile, writeWhole } from '../session/index.ts';

const recentWorkspace = z.object({
  id: z.string(),
  name: z.string(),
  folder: z.string(),
  protection: z.enum(['keychain', 'passphrase', 'sample']),
  lastOpenedAt: z.string().nullable(),
});
export type RecentWorkspace = z.infer<typeof recentWorkspace>;

/** How many are remembered. */
const most = 20;

/** The workspaces that were opened on this machine, newest first: names and folders, no data. */
export function createRecent(home: string) {
  const file = join(home, 'recent.json');
  const list = (): RecentWorkspace[] => {
    if (!existsSync(file)) return [];
    try {
      const parsed = z.array(recentWorkspace).safeParse(JSON.parse(readFileSync(file, 'utf8')));
      return parsed.success ? parsed.data : [];
    } catch {
      // A damaged list loses nothing but convenience: the folders are still there to be opened.
      return [];
    }
  };
  const save = (entries: RecentWorkspace[]): void => {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    writeWhole(file, `${JSON.stringify(entries.slice(0, most), null, 2)}\n`);
  };
  return {
    list,
    find: (id: string): RecentWorkspace | undefined => list().find((entry) => entry.id === id),
    remember: (entry: RecentWorkspace): void =>
      save([entry, ...list().filter((other) => other.id !== entry.id && other.folder !== entry.folder)]),
    forget: (id: string): void => save(list().filter((entry) => entry.id !== id)),
    exists: (entry: RecentWorkspace): boolean => existsSync(headerFile(entry.folder)),
  };
}
export type Recent = ReturnType<typeof createRecent>;
