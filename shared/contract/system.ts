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
  zone: z.string().refine(isTimeZone, 'not a time zone such as UTC or Europe/Madrid'),
  weekStart: z.enum(['monday', 'saturday', 'sunday']),
});
export type Settings = z.infer<typeof settings>;

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
