import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, sigmoid } from '../../main/stats/index.ts';
import { cacheFolder } from './event-file.ts';

export const modelRows = { all: 70_000, training: 50_000 } as const;
export const modelFeatures = 40;

export type ModelData = { readonly folder: string; readonly columns: Float32Array[]; readonly labels: Uint8Array };

/** The same rows for every library, made once: numbers, small whole numbers and flags, one in twenty missing. */
export function modelData(): ModelData {
  const folder = join(cacheFolder, `models-${modelRows.all}x${modelFeatures}`);
  if (!existsSync(folder)) {
    const part = `${folder}.part`;
    mkdirSync(part, { recursive: true });
    const { values, labels } = makeRows();
    writeFileSync(join(part, 'features.f32'), values);
    writeFileSync(join(part, 'labels.u8'), labels);
    renameSync(part, folder);
  }
  const bytes = readFileSync(join(folder, 'features.f32'));
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const columns = Array.from({ length: modelFeatures }, (_unused, feature) =>
    values.subarray(feature * modelRows.all, (feature + 1) * modelRows.all),
  );
  return { folder, columns, labels: new Uint8Array(readFileSync(join(folder, 'labels.u8'))) };
}

function makeRows(): { values: Float32Array; labels: Uint8Array } {
  const random = createRandom(20);
  const { all } = modelRows;
  const values = new Float32Array(all * modelFeatures);
  const labels = new Uint8Array(all);
  const x = new Float64Array(modelFeatures);
  for (let row = 0; row < all; row++) {
    for (let feature = 0; feature < modelFeatures; feature++) {
      const normal = random.normal();
      x[feature] = feature < 30 ? normal : feature < 35 ? Math.round(2 * normal) : normal > 0 ? 1 : 0;
    }
    const logOdds =
      -1.2 +
      0.8 * Math.sin(1.5 * x[0]!) +
      0.6 * x[1]! * x[2]! +
      (x[3]! > 0.5 ? 0.7 : 0) -
      0.5 * Math.abs(x[4]!) +
      0.4 * x[5]! +
      0.3 * x[6]! +
      (x[8]! > 0 && x[9]! < 0 ? 0.5 : 0) +
      0.3 * x[31]! +
      0.4 * x[36]!;
    labels[row] = random.next() < sigmoid(logOdds) ? 1 : 0;
    for (let feature = 0; feature < modelFeatures; feature++) {
      values[feature * all + row] = random.next() < 0.05 ? NaN : x[feature]!;
    }
  }
  return { values, labels };
}
