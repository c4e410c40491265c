import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, noKeychain } from '../../engine/index.ts';
import type { Recipe } from '../../../shared/contract/index.ts';
import { readArguments } from './command.ts';
import { readImportWords } from './commands/import-options.ts';
import { importFiles } from './commands/imports.ts';
import { commandLine } from './testing/command-line.ts';
import type { Result } from './testing/command-line.ts';

const script = fileURLToPath(new URL('./index.ts', import.meta.url));
let home: string;
const at = (name: string): string => join(home, name);
const write = (name: string, ...lines: string[]): string => {
  writeFileSync(at(name), `${lines.join('\n')}\n`);
  return at(name);
};
beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-cli-'))));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const inProcess = commandLine(() => at('home'));

/** In this process, and where something is typed into it in a process of its own. */
function holdfast(words: readonly string[], stdin?: string): Promise<Result> {
  if (stdin === undefined) return inProcess(...words);
  const env = { ...process.env, HOLDFAST_HOME: at('home'), SECRET: 'correct horse' };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...words], { env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
    child.stdin?.end(stdin);
  });
}

const inBook = (name: string): string[] => ['--workspace', at(name), '--passphrase-env', 'SECRET'];

async function json<Value>(words: readonly string[], stdin?: string): Promise<Value> {
  const { code, stdout, stderr } = await holdfast([...words, '--json'], stdin);
  expect(code, `${stderr}${stdout}`).toBe(0);
  return JSON.parse(stdout) as Value;
}

/** Opens the workspace here, after the command line has closed it, and looks. */
async function rowsOf(book: string, ...queries: string[]): Promise<unknown[]> {
  const engine = await createEngine({ host: 'cli', home: at('home'), keychain: noKeychain('Not in this test.') });
  try {
    const session = await engine.workspaces.open(at(book), 'correct horse');
    return queries.map((sql) => session.database.prepare(sql).raw().all());
  } finally {
    await engine.close();
  }
}

type Imported = {
  accounts?: Record<string, number>;
  contacts?: Record<string, number>;
  import: {
    id: number;
    state: string;
    files: { recipe: unknown; source: string | null }[];
    findings: { key: string }[];
  };
};

const contacts = [
  'id;account;Full name;E-mail;Tel',
  '1;A;Ana Ruiz;ana@acme.es;+34 600 100 200',
  '2;B;Bo Ek;bo@bo.se;+46 70 123 45 67',
];
const allContacts =
  'SELECT contact_id, account_id, first_name, email, attributes FROM current_contacts ORDER BY contact_id';

describe('import', () => {
  beforeAll(() => holdfast(['init', ...inBook('book')]), 60_000);

  it(
    'takes what the words say, saves it as a recipe, and leaves out what is personal',
    { timeout: 120_000 },
    async () => {
      const file = write('contacts.csv', ...contacts);
      const imported = await json<Imported>([
        ...['import', file, ...inBook('book'), '--as', 'contacts', '--source', 'crm', '--known-at', '2024-01-31'],
        ...['--pseudonymise', 'E-mail', '--leave-out', 'Tel,Full name', '--save-recipe', 'people'],
      ]);
      expect(imported.contacts).toMatchObject({ read: 2, new: 2 });
      expect(imported.import.files).toMatchObject([{ recipe: { name: 'people', revision: 1 }, source: 'crm' }]);
      const [rows, known] = await rowsOf('book', allContacts, 'SELECT DISTINCT known_at FROM current_contacts');
      expect(rows).toEqual([
        ['1', 'A', null, expect.stringMatching(/^p_/) as unknown, '{}'],
        ['2', 'B', null, expect.stringMatching(/^p_/) as unknown, '{}'],
      ]);
      expect(known).toEqual([[Date.parse('2024-01-31T00:00:00Z') / 1000]]);
      // The next file of the shape needs no words.
      const next = write('more.csv', contacts[0]!, '3;B;Cy Dee;cy@bo.se;+46 70 123 45 68');
      const again = await json<Imported>(['import', next, ...inBook('book')]);
      expect(again.import.files).toMatchObject([{ recipe: { name: 'people', revision: 1 } }]);
      const [all] = await rowsOf('book', allContacts);
      expect(JSON.stringify(all)).not.toMatch(/cy@|Cy Dee|\+46/);
      expect(all).toHaveLength(3);
    },
  );

  it('reads a pasted table from standard input', { timeout: 60_000 }, async () => {
    const pasted = 'account_id\tname\tcountry\nA\tAcme\tES\nB\tBo\tSE\n';
    const imported = await json<Imported>(['import', '-', ...inBook('book'), '--as', 'accounts'], pasted);
    expect(imported.accounts).toMatchObject({ read: 2 });
    expect((await rowsOf('book', `SELECT name FROM current_accounts WHERE account_id = 'A'`))[0]).toEqual([['Acme']]);
  });

  it('checks without writing, not even the recipe', { timeout: 60_000 }, async () => {
    const file = write('dry.csv', 'account_id,name', 'Z,Zed');
    const recipe = write(
      'dry.json',
      JSON.stringify({
        format: 'holdfast-recipe',
        version: 2,
        name: 'dry',
        files: [{ match: {}, table: 'accounts', columns: [{ column: 'account_id', field: 'account_id' }] }],
      }),
    );
    const checked = await json<Imported>(['import', file, ...inBook('book'), '--recipe', recipe, '--dry-run']);
    expect(checked.import.state).toBe('checked');
    expect(checked.accounts).toMatchObject({ read: 1, new: 1 });
    const { rows } = await json<{ rows: { name: string }[] }>(['recipes', 'list', ...inBook('book')]);
    expect(rows.map(({ name }) => name)).toEqual(['people']);
  });

  it.each([
    [['--as', 'nonsense'], /--as is one of/],
    [['--choice', 'x=maybe'], /--choice is one of keep, leave-out/],
    [['--known-at', 'soon'], /--known-at takes row, import or an instant/],
    [['--delimiter', ';;'], /--delimiter is one character/],
    [['--currency', 'euros'], /--currency takes a code/],
    [['--date-format', 'american'], /--date-format is one of/],
    [['--prefix-ids'], /--prefix-ids needs --source/],
  ])('does not take %j', (words, message) => {
    expect(() => readImportWords(readArguments(importFiles, words))).toThrow(message);
  });

  it('takes options that may be given more than once, or with commas', () => {
    const words = ['--choice', 'a=keep', '--choice', 'b=leave-out', '--leave-out', 'x,y', '--leave-out', 'personal'];
    const { settings, leaveOut } = readImportWords(readArguments(importFiles, words));
    expect(settings.choices).toEqual({ a: 'keep', b: 'leave-out' });
    expect(leaveOut).toEqual(['x', 'y', 'personal']);
  });

  it('says which columns there are where it is told one that is not there', { timeout: 60_000 }, async () => {
    const file = write('plain.csv', 'account_id,name', 'A,Acme');
    const { code, stderr } = await holdfast(['import', file, ...inBook('book'), '--leave-out', 'Nothing']);
    expect(stderr).toMatch(/None of the files has a column "Nothing". Their columns are: account_id, name/);
    expect(code).toBe(2);
  });

  it('says why a named recipe does not fit', { timeout: 60_000 }, async () => {
    const { code, stderr } = await holdfast([
      'import',
      write('other.csv', 'account_id,name', 'A,Acme'),
      ...inBook('book'),
      '--recipe',
      'people',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/does not fit the recipe "people": it has no column "id", "account"/);
  });
});

describe('a recipe', () => {
  const shop: Recipe = JSON.parse(
    JSON.stringify({
      format: 'holdfast-recipe',
      version: 2,
      name: 'shop',
      revision: 1,
      files: [
        {
          match: { header: ['no', 'buyer', 'mail', 'on', 'sum'] },
          table: 'invoices',
          columns: [
            { column: 'no', field: 'invoice_id' },
            { column: 'buyer', field: 'account_id' },
            { column: 'on', field: 'issued_day' },
            { column: 'sum', field: 'amount' },
            { column: 'site', field: 'attributes' },
          ],
          derive: [{ how: 'domain', column: 'mail', as: 'site' }],
          normalise: { buyer: ['no-leading-zeros'] },
          valueMaps: [{ column: 'buyer', values: { cash: 'walk-in' } }],
          source: 'shop',
          prefixIds: true,
          dateFormat: 'mdy',
          decimal: ',',
          currency: 'EUR',
        },
      ],
    }),
  ) as Recipe;
  const lines = [
    'no;buyer;mail;on;sum',
    '1;007;x@acme.es;03/04/2026;1.200,50',
    '2;Cash;;12/31/2025;9',
    '3;8;;31/12/2025;9',
  ];
  const queries = [
    'SELECT invoice_id, account_id, issued_day, amount, currency, attributes, known_at FROM current_invoices ORDER BY invoice_id',
    'SELECT account_id, implied FROM current_accounts ORDER BY account_id',
    'SELECT row_number, column_name, reason, raw FROM import_rejects ORDER BY id',
    'SELECT table_name, rows, source, recipe_name, recipe_revision FROM import_files',
  ];

  it('does the same in the command line and through the page', { timeout: 180_000 }, async () => {
    const file = write('shop.csv', ...lines);
    const recipe = write('shop.json', JSON.stringify(shop));
    await holdfast(['init', ...inBook('by-words')]);
    await json(['import', file, ...inBook('by-words'), '--recipe', recipe]);

    const engine = await createEngine({ host: 'cli', home: at('home'), keychain: noKeychain('Not in this test.') });
    await engine.workspaces.create({
      name: 'P',
      folder: at('by-page'),
      protection: 'passphrase',
      passphrase: 'correct horse',
    });
    const { recipes, imports } = engine.client;
    await recipes.import({ grant: engine.grants.register(recipe).grant });
    const [preview] = await imports.preview({ grants: [engine.grants.register(file).grant] });
    const [reading] = preview!.readings;
    const { jobId } = await imports.start({
      files: [{ grant: preview!.grant, part: preview!.part, mapping: reading!.mapping!, recipe: reading!.recipe }],
    });
    await engine.workspaces.session().jobs.ended(jobId);
    await engine.close();

    const byWords = await rowsOf('by-words', ...queries);
    expect(await rowsOf('by-page', ...queries)).toEqual(byWords);
    expect(byWords[0]).toMatchObject([
      ['shop:1', 'shop:7', '2026-03-04', 120_050, 'EUR', '{"site":"acme.es"}', 1_772_582_400],
      ['shop:2', 'shop:walk-in', '2025-12-31', 900, 'EUR', '{}', 1_767_139_200],
    ]);
    expect(byWords[2]).toMatchObject([[4, 'on', expect.stringMatching(/month-day-year/), '3,8,,31/12/2025,9']]);
    expect(byWords[3]).toEqual([['invoices', 3, 'shop', 'shop', 1]]);
  });

  it('is listed, shown, exported, imported and removed', { timeout: 180_000 }, async () => {
    await holdfast(['init', ...inBook('recipes')]);
    const book = inBook('recipes');
    const file = write('shop.json', JSON.stringify(shop));
    expect(await json(['recipes', 'import', file, ...book])).toEqual({ name: 'shop', revision: 1 });
    expect(await json(['recipes', 'list', ...book])).toMatchObject({
      rows: [{ name: 'shop', tables: ['invoices'], used: 0 }],
    });
    expect(await json(['recipes', 'show', 'shop', ...book])).toMatchObject({
      files: [{ zone: 'UTC', source: 'shop' }],
    });
    await json(['recipes', 'export', 'shop', '--out', at('out.json'), ...book]);
    expect(JSON.parse(readFileSync(at('out.json'), 'utf8'))).toMatchObject({ name: 'shop', revision: 1 });
    expect(await json(['recipes', 'remove', 'shop', ...book])).toEqual({ removed: 1 });
    expect((await holdfast(['recipes', 'show', 'shop', ...book])).code).toBe(1);
    expect((await holdfast(['recipes', 'show', ...book])).code).toBe(2);
  });
});

describe('watch', () => {
  it('imports what is in a folder by its recipe and says what it could not', { timeout: 180_000 }, async () => {
    const book = inBook('watched');
    await holdfast(['init', ...book]);
    mkdirSync(at('in'));
    writeFileSync(join(at('in'), 'a.csv'), 'id,who\nA,Acme\n');
    writeFileSync(join(at('in'), 'b.csv'), 'other\nx\n');
    const recipe = write(
      'watch.json',
      JSON.stringify({
        format: 'holdfast-recipe',
        version: 2,
        name: 'in',
        files: [
          {
            match: { header: ['id', 'who'] },
            table: 'accounts',
            columns: [
              { column: 'id', field: 'account_id' },
              { column: 'who', field: 'name' },
            ],
          },
        ],
      }),
    );
    await json(['recipes', 'import', recipe, ...book]);
    const added = await json<{ id: number }>(['watch', 'add', at('in'), '--recipe', 'in', ...book]);
    const { rows } = await json<{ rows: unknown[] }>(['watch', 'run', '--once', ...book]);
    expect(rows).toMatchObject([
      {
        state: 'watching',
        files: [
          {
            name: 'b.csv',
            state: 'needs-attention',
            problem: expect.stringMatching(/no column "id", "who"/) as unknown,
          },
          { name: 'a.csv', state: 'imported', importId: 1, problem: null },
        ],
      },
    ]);
    expect(await json(['watch', 'remove', String(added.id), ...book])).toEqual({ removed: true });
    expect(await json(['watch', 'list', ...book])).toEqual({ rows: [] });
  });
});
