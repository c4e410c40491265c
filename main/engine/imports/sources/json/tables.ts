import type { ByteSource } from '../byte-source.ts';
import { walkJson } from './walk.ts';
import type { TokenTaker } from './walk.ts';

const deepest = 8;

/**
 * The lists of objects in a JSON text, by the names that lead to them: `data.accounts`. The empty path is the text itself:
 * a list of objects, objects one after the other, or one object without any such list.
 */
export async function tablesOf(source: ByteSource, encoding: string): Promise<string[]> {
  const found = new Set<string>();
  const taker = tableFinder(found);
  await walkJson(source, encoding, false, taker, () => !found.has(''));
  return found.size === 0 ? [''] : [...found];
}

/** The path of a value that is reached by names alone; null inside of a list. */
type Frame = { readonly isArray: boolean; readonly path: string | null };

function tableFinder(found: Set<string>): TokenTaker {
  const frames: Frame[] = [];
  let key = '';
  function pathOfNext(): string | null {
    const parent = frames.at(-1);
    if (!parent) return '';
    if (parent.isArray || parent.path === null || frames.length > deepest) return null;
    return parent.path === '' ? key : `${parent.path}.${key}`;
  }
  return {
    record: 0,
    take(token) {
      const parent = frames.at(-1);
      if (token.name === 'keyValue') key = token.value;
      else if (token.name === 'endObject' || token.name === 'endArray') frames.pop();
      else if (token.name === 'startArray') frames.push({ isArray: true, path: pathOfNext() });
      else if (token.name === 'startObject') {
        if (parent?.isArray && parent.path !== null) found.add(parent.path);
        frames.push({ isArray: false, path: pathOfNext() });
      }
    },
  };
}
