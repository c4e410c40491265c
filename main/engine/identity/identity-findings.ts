import type Database from 'better-sqlite3';
import type { Finding } from '../../../shared/contract/index.ts';
import { registrableDomain } from './domains.ts';
import { haveOtherNames } from './exact-pairs.ts';
import { normaliseExternalId, normaliseTaxId } from './keys.ts';
import { nameWords } from './name-words.ts';

const shownExamples = 5;
/** Of more new accounts the keys are not held in memory during an import. */
const mostCompared = 200_000;
const mostAccountsOfKey = 20;

const told: Pick<Finding, 'table' | 'choices' | 'choice' | 'accepted'> = {
  table: 'accounts',
  choices: [],
  choice: null,
  accepted: false,
};

/**
 * What an import says about who is who, before it is committed.
 * @param database a staging database after its comparison, with the workspace attached and the views `after_<table>`
 */
export function identityFindings(database: Database.Database): Finding[] {
  return [...idCollisions(database), ...possibleDuplicates(database)];
}

/** An id that another system uses for another company: storing it would overwrite that one. */
function idCollisions(database: Database.Database): Finding[] {
  const rows = database
    .prepare(
      `SELECT staged.account_id, old.name, old.source, staged.name, staged.source
       FROM main.accounts AS staged CROSS JOIN workspace.accounts AS old ON old.account_id = staged.account_id AND old.superseded_by IS NULL
       WHERE staged.comparison = 'c' AND staged.source <> old.source AND staged.name IS NOT NULL AND old.name IS NOT NULL AND staged.name <> old.name`,
    )
    .raw()
    .iterate() as IterableIterator<[string, string, string, string, string]>;
  const examples: string[] = [];
  let count = 0;
  for (const [id, oldName, oldSource, newName, newSource] of rows) {
    if (!haveOtherNames({ words: nameWords(oldName) }, { words: nameWords(newName) })) continue;
    count++;
    if (examples.length < shownExamples) examples.push(`${id}: ${oldName} (${oldSource}), ${newName} (${newSource})`);
  }
  if (count === 0) return [];
  const ids = count === 1 ? 'One account id is' : `${count} account ids are`;
  const text = `${ids} used by another system for a company of another name, which would be overwritten. Let the recipe put the system in front of its ids.`;
  return [{ ...told, key: 'id-collision', severity: 'error', count, text, examples }];
}

type Row = [id: string, externalId: string | null, taxId: string | null, website: string | null, source: string | null];
const columns = 'account_id, external_id, tax_id, website, source';

/** New accounts that share an exact key with another account. */
function possibleDuplicates(database: Database.Database): Finding[] {
  const added = database
    .prepare(
      `SELECT count(*), count(DISTINCT coalesce(source, '')) FROM main.accounts WHERE comparison = 'n' AND implied = 0`,
    )
    .raw()
    .get() as [number, number];
  const [count, systems] = added;
  const hasOthers = database
    .prepare('SELECT EXISTS (SELECT 1 FROM workspace.accounts WHERE superseded_by IS NULL)')
    .pluck();
  // Within one export of one system duplicates are that system's own; they are looked for after the import.
  if (count === 0 || (systems === 1 && hasOthers.get() === 0)) return [];
  if (count > mostCompared) {
    const text = `${count} accounts are new, too many to look for duplicates on the way. Look for them under Duplicates after the import.`;
    return [{ ...told, key: 'duplicates-not-looked-for', severity: 'info', count, text, examples: [] }];
  }
  const owners = new Map<string, Row[]>();
  for (const row of rowsOf(database, `SELECT ${columns} FROM main.accounts WHERE comparison = 'n' AND implied = 0`))
    for (const key of keysOf(row)) {
      const known = owners.get(key);
      if (known) known.push(row);
      else owners.set(key, [row]);
    }
  // What so many share tells nothing.
  for (const [key, rows] of owners) if (rows.length > mostAccountsOfKey) owners.delete(key);
  const found = new Map<string, string>();
  for (const row of rowsOf(database, `SELECT ${columns} FROM after_accounts`))
    for (const key of keysOf(row))
      for (const [id, , , , source] of owners.get(key) ?? [])
        if (id !== row[0] && mayMeet(key, source, row[4]) && !found.has(id)) found.set(id, row[0]);
  if (found.size === 0) return [];
  const text = `${found.size === 1 ? 'One new account looks' : `${found.size} new accounts look`} like another account: they share an id, a tax number or a domain. Look at Duplicates after the import.`;
  const examples = [...found].slice(0, shownExamples).map(([id, other]) => `${id} and ${other}`);
  return [{ ...told, key: 'possible-duplicates', severity: 'info', count: found.size, text, examples }];
}

/** Ids are compared between systems that are known; what has no system may be of another one. */
function mayMeet(key: string, one: string | null, other: string | null): boolean {
  return one !== other || (one === null && !key.startsWith('id '));
}

function rowsOf(database: Database.Database, sql: string): IterableIterator<Row> {
  return database.prepare(sql).raw().iterate() as IterableIterator<Row>;
}

/** An account's own id and what others keep of it are one kind of key. */
function keysOf([id, externalId, taxId, website]: Row): string[] {
  const external = externalId === null ? null : normaliseExternalId(externalId);
  const tax = taxId === null ? null : normaliseTaxId(taxId);
  const domain = website === null ? null : registrableDomain(website);
  const keys = [`id ${id}`];
  if (external !== null && external !== id) keys.push(`id ${external}`);
  if (tax !== null) keys.push(`tax ${tax}`);
  if (domain !== null) keys.push(`domain ${domain}`);
  return keys;
}
