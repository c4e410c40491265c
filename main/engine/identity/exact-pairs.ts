import { compareNames } from './likeness.ts';
import type { Entry, SharedKeys } from './judge.ts';
import type { BookEntries } from './read-entries.ts';

/** Pairs that share a key, by the two places, the smaller first. */
export type ExactPairs = ReadonlyMap<number, ReadonlyMap<number, SharedKeys>>;

/** A key that more accounts share tells nothing: a group's tax number, the domain of a franchise. */
const mostAccountsOfKey = 5;

/** Which accounts share an external id, a tax id, a domain or a contact's e-mail. */
export function exactPairs({ entries, placeOf, sharedEmails }: BookEntries): ExactPairs {
  const pairs = new Map<number, Map<number, SharedKeys>>();
  const add = (one: number, other: number, keys: SharedKeys): void => {
    if (one === other) return;
    const [left, right] = one < other ? [one, other] : [other, one];
    let ofLeft = pairs.get(left);
    if (!ofLeft) pairs.set(left, (ofLeft = new Map()));
    ofLeft.set(right, { ...ofLeft.get(right), ...keys });
  };
  const addGroups = (keyOf: (entry: Entry) => string | null): void => {
    for (const places of groupsBy(entries, keyOf))
      for (const [at, one] of places.entries()) for (const other of places.slice(at + 1)) add(one, other, {});
  };
  addGroups(({ taxId }) => taxId);
  addGroups(({ domain }) => domain);
  for (const [email, places] of sharedEmails)
    for (const [at, one] of places.entries()) for (const other of places.slice(at + 1)) add(one, other, { email });
  for (const [one, other, externalId] of externalIdPairs(entries, placeOf)) add(one, other, { externalId });
  return pairs;
}

function groupsBy(entries: readonly Entry[], keyOf: (entry: Entry) => string | null): number[][] {
  const groups = new Map<string, number[]>();
  entries.forEach((entry, place) => {
    const key = keyOf(entry);
    if (key === null) return;
    const group = groups.get(key);
    if (group) group.push(place);
    else groups.set(key, [place]);
  });
  return [...groups.values()].filter(({ length }) => length > 1 && length <= mostAccountsOfKey);
}

type ExternalIdPair = [number, number, readonly [string, string]];

/**
 * An id that one system keeps of another: it is the other's account id, with or without the system in front, or both keep
 * the same. Where most such pairs have wholly different names the numbers only happen to be equal, and those are left out.
 */
function externalIdPairs(entries: readonly Entry[], placeOf: ReadonlyMap<string, number>): ExternalIdPair[] {
  const withoutSystem = new Map<string, number[]>();
  for (const [id, place] of placeOf) {
    const colon = id.indexOf(':');
    if (colon < 0) continue;
    const rest = id.slice(colon + 1);
    const known = withoutSystem.get(rest);
    if (known) known.push(place);
    else withoutSystem.set(rest, [place]);
  }
  const found: ExternalIdPair[] = [];
  const add = (one: number, other: number, texts: readonly [string, string]): void => {
    const [left, right] = [entries[one]!, entries[other]!];
    // Inside one system an id and an id of another system are different numbers, even where they are equal.
    if (one !== other && (left.source !== right.source || left.words.length === 0 || right.words.length === 0))
      found.push(one < other ? [one, other, texts] : [other, one, [texts[1], texts[0]]]);
  };
  entries.forEach(({ externalId }, place) => {
    if (externalId === null) return;
    const direct = placeOf.get(externalId);
    if (direct !== undefined) add(place, direct, [externalId, entries[direct]!.id]);
    const prefixed = withoutSystem.get(externalId) ?? [];
    if (prefixed.length <= mostAccountsOfKey)
      for (const other of prefixed) add(place, other, [externalId, entries[other]!.id]);
    const [system, rest] = splitSystem(externalId);
    const named = system === null ? undefined : placeOf.get(rest);
    if (named !== undefined && entries[named]!.source === system) add(place, named, [externalId, rest]);
  });
  for (const places of groupsBy(entries, ({ externalId }) => externalId))
    for (const [at, one] of places.entries())
      for (const other of places.slice(at + 1))
        add(one, other, [entries[one]!.externalId ?? '', entries[other]!.externalId ?? '']);
  const isOther = ([one, other]: ExternalIdPair): boolean => haveOtherNames(entries[one]!, entries[other]!);
  const others = found.filter(isOther).length;
  return others * 2 > found.length ? found.filter((pair) => !isOther(pair)) : found;
}

function splitSystem(id: string): [string | null, string] {
  const colon = id.indexOf(':');
  return colon < 0 ? [null, id] : [id.slice(0, colon), id.slice(colon + 1)];
}

/** Two names that no mistake makes of one another. */
export function haveOtherNames(left: Pick<Entry, 'words'>, right: Pick<Entry, 'words'>): boolean {
  if (left.words.length === 0 || right.words.length === 0) return false;
  const { likeness, onlyLeft, onlyRight } = compareNames(left.words, right.words);
  return likeness < 0.5 && onlyLeft.length > 0 && onlyRight.length > 0;
}
