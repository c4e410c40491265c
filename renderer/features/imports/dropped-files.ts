/** What a drop holds, told without the classes of the browser so that it can be tested. */
export type Entry = {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly name: string;
  file?(taken: (file: File) => void, failed: (error: unknown) => void): void;
  createReader?(): { readEntries(taken: (entries: Entry[]) => void, failed: (error: unknown) => void): void };
};

/** A folder deeper or fuller than this is no folder of exports. */
const deepest = 8;
const most = 500;

/** Files of a drop, folders walked through, in the order of their names; hidden ones and unknown kinds within folders are left alone. */
export async function filesOfEntries(entries: readonly Entry[], isDataFile: (file: File) => boolean): Promise<File[]> {
  const found: File[] = [];
  for (const entry of entries) await walk(entry, 0);
  return found;

  async function walk(entry: Entry, depth: number): Promise<void> {
    if (found.length >= most) return;
    if (entry.isFile) {
      const file = await new Promise<File>((taken, failed) => entry.file?.(taken, failed));
      // What a person drops by itself is taken whatever it is called: the engine says what is wrong with it.
      if (depth === 0 || isDataFile(file)) found.push(file);
    } else if (entry.isDirectory && depth < deepest && !entry.name.startsWith('.')) {
      const inside = await everyEntry(entry);
      for (const child of inside.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })))
        await walk(child, depth + 1);
    }
  }
}

/** A reader gives its entries by the hundred, and none when it is through. */
async function everyEntry(entry: Entry): Promise<Entry[]> {
  const reader = entry.createReader?.();
  const all: Entry[] = [];
  for (;;) {
    const some = await new Promise<Entry[]>((taken, failed) =>
      reader === undefined ? taken([]) : reader.readEntries(taken, failed),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The entries must be asked for before the drop event ends; null where this browser has none. */
export function entriesOf(transfer: DataTransfer): Entry[] | null {
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry as unknown as Entry];
  });
  return entries.length === 0 ? null : entries;
}
