import { eachTensor } from '../onnx/attributes.ts';
import type { OnnxModel, OnnxTensor } from '../onnx/proto.ts';
import { refused } from './refusal.ts';
import { reasons } from './texts.ts';

const inOtherFile = 1;

/**
 * Puts weights that stand in other files into the model itself.
 * @param outside the files that were chosen with the model, by their place relative to it
 * @returns whether there were any
 * @throws model_mismatch where one is missing, too short, or outside the model's folder
 */
export function takeIn(model: OnnxModel, outside: Readonly<Record<string, Uint8Array>>): boolean {
  let found = false;
  for (const tensor of eachTensor(model)) {
    if (tensor.dataLocation !== inOtherFile) continue;
    tensor.rawData = bytesOf(tensor, outside);
    tensor.externalData = [];
    tensor.dataLocation = 0;
    found = true;
  }
  return found;
}

function bytesOf(tensor: OnnxTensor, outside: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const said = Object.fromEntries((tensor.externalData ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
  const location = (said['location'] ?? '').replaceAll('\\', '/').replace(/^\.\//, '');
  if (location === '' || isOutside(location)) throw refused('model_mismatch', reasons.outsideFolder(location || '?'));
  const file = outside[location];
  if (file === undefined) throw refused('model_mismatch', reasons.outsideData(location), { outside: location });
  const from = Number(said['offset'] ?? 0);
  const length = said['length'] === undefined ? file.length - from : Number(said['length']);
  if (!(from >= 0) || !(length >= 0) || from + length > file.length)
    throw refused('model_mismatch', reasons.outsideTooShort(location));
  return file.subarray(from, from + length);
}

function isOutside(location: string): boolean {
  return location.startsWith('/') || /^[a-z]:/i.test(location) || location.split('/').includes('..');
}
