import { z } from 'zod';
import { eventIterator, procedure } from './common.ts';

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const settings = z.object({
  language: z.enum(['en', 'es']).nullable(),
  theme: z.enum(['light', 'dark', 'system']),
  contrast: z.enum(['normal', 'high']),
  /** Signs of groups and decimals: `comma-dot` is 1,234.5; null: as the language writes them. */
  numbers: z.enum(['comma-dot', 'dot-comma', 'space-comma', 'apostrophe-dot']).nullable(),
  /** Names of accounts and people are blurred, for a shared screen. */
  privacy: z.boolean(),
  /** How many backups of a workspace are kept; the oldest go first. Null: all. */
  backupsKept: z.number().int().min(1).max(1000).nullable(),
  /** Whether the tour of the sample book was taken or put away. */
  tourSeen: z.boolean(),
  zone: z.string().refine(isTimeZone, 'not a time zone such as UTC or Europe/Madrid'),
  weekStart: z.enum(['monday', 'saturday', 'sunday']),
  /** Who works here, named as the book names its owners: who decides, writes notes and has tasks. Null until told. */
  person: z.string().trim().min(1).max(120).nullable(),
});
export type Settings = z.infer<typeof settings>;

/** Until somebody chooses otherwise. */
export const defaultSettings: Settings = {
  language: null,
  theme: 'system',
  contrast: 'normal',
  numbers: null,
  privacy: false,
  zone: 'UTC',
  weekStart: 'monday',
  person: null,
  backupsKept: null,
  tourSeen: false,
};

/** Told after every commit that changes data; `words` names what changed so that views ask again. */
export const dataChanged = z.object({ words: z.array(z.string()), dataVersion: z.number().int() });

export const systemContract = {
  about: procedure.output(
    z.object({
      version: z.string(),
      host: z.enum(['cli', 'localhost', 'electron']),
      node: z.string(),
      offline: z.boolean(),
    }),
  ),
  ping: procedure.output(z.object({ at: z.string() })),
  changes: procedure.output(eventIterator(dataChanged)),
  settings: procedure.output(settings),
  saveSettings: procedure.input(settings.partial()).output(settings),
};
