import type { ByteSource } from '../byte-source.ts';
import { unreadable } from '../sentences.ts';
import type { JsonObject, JsonValue } from './flatten.ts';
import { walkJson } from './walk.ts';
import type { TokenTaker } from './walk.ts';

const deepest = 1_000;

/**
 * Hands on the objects of one list of a JSON text, piece by piece.
 * @param path the names that lead to the list, see `tablesOf`; empty for the text itself
 * @param take gets the records of a piece and the bytes read so far; false ends the reading
 */
export async function readRecords(
  source: ByteSource,
  encoding: string,
  path: string,
  take: (records: JsonObject[], bytes: number) => boolean,
): Promise<void> {
  let records: JsonObject[] = [];
  const collector = recordCollector(source.name, path, (record) => void records.push(record));
  await walkJson(source, encoding, true, collector, (bytes) => {
    const piece = records;
    records = [];
    return take(piece, bytes);
  });
}

function recordCollector(name: string, path: string, onRecord: (record: JsonObject) => void): TokenTaker {
  /** Names that lead to the value being read, above any record; lists are marked, because nothing in them is on the path. */
  const outer: { isArray: boolean; path: string }[] = [];
  const inner: (JsonObject | JsonValue[])[] = [];
  /** The key of the value to come, for each object that is open in a record. */
  const keys: string[] = [];
  let key = '';
  let record = 0;

  function isRecordPlace(): boolean {
    const parent = outer.at(-1);
    return parent ? parent.isArray && parent.path === path : path === '';
  }

  function outerPath(): string {
    const parent = outer.at(-1);
    if (!parent) return '';
    // No name is two zero characters: nothing inside of lists can be asked for.
    return parent.isArray ? '\0\0' : parent.path === '' ? key : `${parent.path}.${key}`;
  }

  function put(value: JsonValue): void {
    const container = inner.at(-1);
    if (!container) return refuseStray();
    if (Array.isArray(container)) container.push(value);
    else container.set(keys.at(-1) ?? '', value);
  }

  function refuseStray(): void {
    const parent = outer.at(-1);
    if (parent?.isArray !== true || parent.path !== path) return;
    throw unreadable(
      name,
      `is a list in which value ${record + 1} is not an object, so its columns have no names. Export it with one object for each row.`,
      { record: record + 1 },
    );
  }

  function open(isArray: boolean): void {
    if (inner.length === 0 && (isArray || !isRecordPlace())) {
      if (isArray) refuseStray();
      outer.push({ isArray, path: outerPath() });
      return;
    }
    if (inner.length > deepest)
      throw unreadable(
        name,
        `holds values nested more than ${deepest} deep in record ${record + 1}. Export it as a flat table.`,
      );
    const container: JsonObject | JsonValue[] = isArray ? [] : new Map();
    if (inner.length > 0) put(container);
    inner.push(container);
    keys.push('');
  }

  function close(): void {
    keys.pop();
    const container = inner.pop();
    if (!container) outer.pop();
    else if (inner.length === 0 && container instanceof Map) {
      record++;
      onRecord(container);
    }
  }

  return {
    get record() {
      return record;
    },
    take(token) {
      switch (token.name) {
        case 'keyValue':
          if (inner.length > 0) keys[keys.length - 1] = token.value;
          else key = token.value;
          break;
        case 'stringValue':
        case 'nullValue':
        case 'trueValue':
        case 'falseValue':
          put(token.value);
          break;
        case 'numberValue':
          put({ digits: token.value });
          break;
        case 'startObject':
          open(false);
          break;
        case 'startArray':
          open(true);
          break;
        case 'endObject':
        case 'endArray':
          close();
          break;
        default:
          break;
      }
    },
  };
}
