/**
 * Accounts that a text names. Stored, a mention is `@{id}` with the id percent-encoded, so that it follows the account's
 * name and whatever the account is merged into; people read and write `@Name`.
 */
export type Mention = {
  /** The id as it was picked; what links lead to, whichever account stands for it by now. */
  readonly id: string;
  readonly name: string;
};

const reference = /@\{([^{}\s]+)\}/g;

/** A mention as it is stored. */
export const mentionOf = (id: string): string => `@{${encodeURIComponent(id)}}`;

function idOf(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/** A stored text in pieces: words, and the ids of the accounts that it names. */
export function mentionParts(stored: string): (string | { readonly id: string })[] {
  const parts: (string | { id: string })[] = [];
  let from = 0;
  for (const found of stored.matchAll(reference)) {
    const id = idOf(found[1] ?? '');
    if (id === null) continue;
    if (found.index > from) parts.push(stored.slice(from, found.index));
    parts.push({ id });
    from = found.index + found[0].length;
  }
  if (from < stored.length) parts.push(stored.slice(from));
  return parts;
}

/** The ids that a stored text names, each once, in their order. */
export function mentionedIds(stored: string): string[] {
  return [...new Set(mentionParts(stored).flatMap((part) => (typeof part === 'string' ? [] : [part.id])))];
}

/** A stored text as people read it: `@Name`. An account that is not known any more keeps its id. */
export function shownText(stored: string, mentions: readonly Mention[]): string {
  const names = new Map(mentions.map(({ id, name }) => [id, name]));
  return mentionParts(stored)
    .map((part) => (typeof part === 'string' ? part : `@${names.get(part.id) ?? part.id}`))
    .join('');
}

/**
 * A text as people wrote it, with the accounts that they picked as references. Of two names of which one begins the
 * other, the longer one is meant.
 */
export function storedText(shown: string, picked: readonly Mention[]): string {
  const names = picked.toSorted((a, b) => b.name.length - a.name.length);
  let stored = '';
  for (let at = 0; at < shown.length;) {
    const mention = shown[at] === '@' ? names.find(({ name }) => shown.startsWith(name, at + 1)) : undefined;
    stored += mention === undefined ? shown[at] : mentionOf(mention.id);
    at += mention === undefined ? 1 : mention.name.length + 1;
  }
  return stored;
}
