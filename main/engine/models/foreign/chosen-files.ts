import { createReadStream, readdirSync, statSync } from 'node:fs';
import { basename, extname, join, posix, relative, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';
import { refusalOf, refused } from './refusal.ts';
import { limits } from './limits.ts';
import { readMlModel } from './mlmodel.ts';
import type { MlModel } from './mlmodel.ts';
import { reasons } from './texts.ts';

/** A file that was chosen: on the disk or inside a zip. Nothing is read before it is asked for. */
export type ChosenFile = {
  /** Its place relative to what was chosen, with `/` between. */
  readonly place: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
};

export type ChosenModel = {
  readonly name: string;
  readonly from: 'onnx' | 'mlflow';
  readonly file: ChosenFile;
  /** Names of the columns as an MLflow signature tells them. */
  readonly columns: MlModel['columns'];
  /** A file by its place relative to the model; null where there is none. */
  beside(place: string): ChosenFile | null;
};

const mostFiles = 500;
const deepest = 3;

/**
 * Finds the model in what was chosen: an ONNX file with or without files beside it, a folder, an MLflow folder, or a zip of
 * these. Sizes are looked at before anything is read.
 * @throws file_unreadable, invalid_input with the reason in both languages
 */
export async function findModel(
  chosen: readonly { readonly path: string; readonly name: string }[],
): Promise<ChosenModel> {
  const files: ChosenFile[] = [];
  for (const { path, name } of chosen) {
    if (statSync(path).isDirectory()) files.push(...filesIn(path));
    else if (extname(name).toLowerCase() === '.zip') files.push(...(await filesInZip(path, name)));
    else files.push(onDisk(path, name));
  }
  const first = chosen[0]?.name ?? '';
  const list = files.find((file) => posix.basename(file.place) === 'MLmodel');
  if (list) {
    const { data, columns } = readMlModel(new TextDecoder().decode(await readChosen(list)));
    if (data === null) throw refused('invalid_input', reasons.noFlavour());
    const place = posix.join(posix.dirname(list.place), data);
    const file = files.find((one) => one.place === place);
    if (!file) throw refused('invalid_input', reasons.noModel());
    const folder = posix.basename(posix.dirname(list.place));
    return model(folder === '.' ? nameOf(first) : folder, 'mlflow', file, columns, files);
  }
  const models = files.filter((file) => extname(file.place).toLowerCase() === '.onnx');
  const [only, ...others] = models.length > 0 || files.length > 1 ? models : files;
  if (!only) throw refused('invalid_input', reasons.noModel());
  if (others.length > 0) throw refused('invalid_input', reasons.severalModels(models.map((file) => file.place)));
  return model(nameOf(only.place), 'onnx', only, null, files);
}

/** The bytes of a chosen file. @throws invalid_input where it is larger than a model may be, before it is read */
export async function readChosen(file: ChosenFile): Promise<Uint8Array> {
  if (file.bytes > limits.fileBytes) throw refused('invalid_input', reasons.tooLarge(file.place, file.bytes));
  return file.read();
}

function model(
  name: string,
  from: ChosenModel['from'],
  file: ChosenFile,
  columns: MlModel['columns'],
  files: readonly ChosenFile[],
): ChosenModel {
  const folder = posix.dirname(file.place);
  return {
    name,
    from,
    file,
    columns,
    beside: (place) => files.find((one) => one.place === posix.join(folder, place)) ?? null,
  };
}

const nameOf = (place: string): string => basename(place).replace(/\.(onnx|zip)$/i, '');

function onDisk(path: string, place: string): ChosenFile {
  return { place, bytes: statSync(path).size, read: () => buffer(createReadStream(path)) };
}

function filesIn(folder: string, from = folder, depth = 0): ChosenFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .slice(0, mostFiles)
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      // A link may lead anywhere; what belongs to a model stands in its folder.
      if (entry.isDirectory() && depth < deepest) return filesIn(path, from, depth + 1);
      return entry.isFile() ? [onDisk(path, relative(from, path).split(sep).join('/'))] : [];
    });
}

async function filesInZip(path: string, name: string): Promise<ChosenFile[]> {
  if (statSync(path).size > limits.fileBytes)
    throw refused('invalid_input', reasons.tooLarge(name, statSync(path).size));
  const places = await inZip(path, async (zip) => {
    const found: { place: string; bytes: number }[] = [];
    for await (const entry of zip.eachEntry()) {
      if (found.length >= mostFiles) break;
      if (!entry.fileName.endsWith('/'))
        found.push({ place: entry.fileName.replace(/^\//, ''), bytes: entry.uncompressedSize });
    }
    return found;
  });
  return places.map(({ place, bytes }) => ({
    place,
    bytes,
    read: () =>
      inZip(path, async (zip) => {
        for await (const entry of zip.eachEntry())
          if (entry.fileName.replace(/^\//, '') === place) return buffer(await zip.openReadStreamPromise(entry));
        throw refused('file_unreadable', reasons.unreadable());
      }),
  }));
}

type Zip = Awaited<ReturnType<typeof openPromise>>;

/** Sizes are checked while unpacking, so that no entry gives more than it says. */
async function inZip<Result>(path: string, work: (zip: Zip) => Promise<Result>): Promise<Result> {
  let zip: Zip | null = null;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
    return await work(zip);
  } catch (error) {
    throw refusalOf(error) ? error : refused('file_unreadable', reasons.unreadable(), {}, error);
  } finally {
    zip?.close();
  }
}
