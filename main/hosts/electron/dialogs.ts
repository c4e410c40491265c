import { copyFile } from 'node:fs/promises';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import { z } from 'zod';
import { grant } from '../../../shared/contract/index.ts';
import type { Grant } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { safeFileName } from '../transports/index.ts';
import { grantedFile, grants } from './engine-channel.ts';
import type { EngineQuestion } from './engine-channel.ts';

/** The system's dialogs, over the window; Electron's `dialog` behind two functions. */
export type SystemDialogs = {
  open(options: OpenDialogOptions): Promise<{ canceled: boolean; filePaths: string[] }>;
  save(options: SaveDialogOptions): Promise<{ canceled: boolean; filePath: string }>;
};

export type DialogOptions = { dialogs: SystemDialogs; ask(question: EngineQuestion): Promise<unknown> };

const pickOptions = z.object({ multiple: z.boolean(), directory: z.boolean() });
const droppedPaths = z.array(z.string().max(32_768)).max(10_000);
/** A clipboard holds far less; what holds more is a file. */
const mostPasted = 64 * 1024 * 1024;
const pastedTable = z.tuple([z.string().max(1_000), z.string().min(1).max(mostPasted)]);
const exportRequest = z.tuple([z.string().min(1).max(200), z.string().max(1_000)]);

/** What a page says is checked like any input: it may be taken over. */
function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HoldfastError(
    'invalid_input',
    'The window asked for files in a way that Holdfast does not know. Reload the window.',
  );
}

/** Dialogs whose paths go to the engine; the page gets grants (name and size) and never a path. */
export function createFileDialogs({ dialogs, ask }: DialogOptions) {
  const register = async (paths: string[]): Promise<Grant[]> => {
    if (paths.length === 0) return [];
    return checked(grants, await ask({ ask: 'register', paths, expand: true }));
  };
  return {
    async pickFiles(given: unknown): Promise<Grant[]> {
      const { multiple, directory } = checked(pickOptions, given);
      const { canceled, filePaths } = await dialogs.open({
        properties: [
          directory ? 'openDirectory' : 'openFile',
          ...(multiple && !directory ? (['multiSelections'] as const) : []),
        ],
      });
      return canceled ? [] : register(filePaths);
    },

    /** The preload gives the paths of files that a person dropped; a file that the page made up has an empty one. */
    async registerDroppedFiles(given: unknown): Promise<Grant[]> {
      return register(checked(droppedPaths, given).filter((path) => path !== ''));
    },

    /** A pasted table. The engine's process writes it, so that this one touches no data. */
    async registerText(...given: unknown[]): Promise<Grant> {
      const [name, text] = checked(pastedTable, given);
      return checked(grant, await ask({ ask: 'keep', name, text }));
    },

    /** The folder itself, to be watched. Null where the dialog was closed. */
    async pickFolder(): Promise<Grant | null> {
      const { canceled, filePaths } = await dialogs.open({ properties: ['openDirectory', 'createDirectory'] });
      const [path] = filePaths;
      if (canceled || path === undefined) return null;
      const [folder] = checked(grants, await ask({ ask: 'register', paths: [path], expand: false }));
      return folder ?? null;
    },

    /** Copies an exported file to where the person wants it. False where the dialog was closed. */
    async saveExport(...given: unknown[]): Promise<boolean> {
      const [grant, name] = checked(exportRequest, given);
      const file = checked(grantedFile, await ask({ ask: 'resolve', grant }));
      const { canceled, filePath } = await dialogs.save({
        defaultPath: safeFileName(name, safeFileName(file.name, 'export')),
      });
      if (canceled || filePath === '') return false;
      await copyFile(file.path, filePath).catch((cause: unknown) => {
        throw new HoldfastError(
          'file_unreadable',
          `The file could not be saved as ${filePath}. Check that the folder can be written to and has room.`,
          {},
          cause,
        );
      });
      return true;
    },
  };
}
