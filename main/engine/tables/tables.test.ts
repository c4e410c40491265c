import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, sigmoid } from '../../stats/index.ts';
import { crossValidateTable, parseTable, readTable, writePredictions } from './index.ts';
import { nearestNames } from './labels.ts';
import { parseDay, parseNumber, typeColumns } from './typing.ts';

const telco = join(import.meta.dirname, '../../../../shared/data/telco/WA_Fn-UseC_-Telco-Customer-Churn.csv');

/** A small table with an id, numbers with blanks, categories, a day and a label of three values. */
function exampleCsv(rows: number): string {
  const random = createRandom(11);
  const lines = ['customer,seats,plan,since,constant,group,churned'];
  for (let row = 0; row < rows; row++) {
    const seats = random.integer(50);
    const plan = ['basic', 'pro', 'team'][random.integer(3)]!;
    const left = random.next() < sigmoid(1 - seats / 12 + (plan === 'basic' ? 1.5 : 0));
    const label = left ? 'yes' : random.next() < 0.1 ? 'unknown' : 'no';
    const day = `2025-0${1 + random.integer(9)}-15`;
    lines.push(`c-${row},${random.next() < 0.05 ? '' : seats},${plan},${day},1,g${row % 3},${label}`);
  }
  return lines.join('\n');
}

describe('reading', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tables-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (name: string, bytes: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  it('reads marks, separators, packed files and older encodings alike', () => {
    const expected = {
      header: ['a', 'b'],
      columns: [
        ['1', '2'],
        ['ñ', null],
      ],
    };
    const text = 'a,b\r\n1,ñ\r\n2, \r\n';
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
    const files: [string, string | Uint8Array][] = [
      ['plain.csv', text],
      ['mark.csv', `\ufeff${text}`],
      ['packed.csv.gz', gzipSync(text)],
      ['semicolon.csv', text.replaceAll(',', ';')],
      ['tab.csv', text.replaceAll(',', '\t')],
      ['latin.csv', Buffer.from(text, 'latin1')],
      ['wide.csv', utf16],
    ];
    for (const [name, bytes] of files) expect(readTable(written(name, bytes))).toEqual({ file: name, ...expected });
  });

  it('keeps quoted separators and line ends', () => {
    expect(parseTable('a,b\n"x,1","y\nz"\n', 'f').columns).toEqual([['x,1'], ['y\nz']]);
  });

  it('names file, row and column of what it cannot read', () => {
    expect(() => parseTable('a,b\n1,2\n3\n', 'f.csv')).toThrow(/f\.csv, row 3: .*before column "b"/);
    expect(() => parseTable('a,b\n1,2,3\n', 'f.csv')).toThrow(/f\.csv, row 2: .*after the last column "b"/);
    expect(() => parseTable('a,a\n1,2\n', 'f.csv')).toThrow(/both named "a"/);
    expect(() => parseTable('a,b\n"1,2\n', 'f.csv')).toThrow(expect.objectContaining({ code: 'file_unreadable' }));
    expect(() => parseTable('', 'f.csv')).toThrow(/f\.csv is empty/);
    expect(() => readTable(join(folder, 'none.csv'))).toThrow(/no such file/);
    expect(() => readTable(written('broken.csv.gz', gzipSync('a,b\n1,2').subarray(0, 12)))).toThrow(
      expect.objectContaining({ code: 'file_unreadable' }),
    );
  });

  it('reads numbers and days as people write them', () => {
    const numbers = ['1234.5', '1,234.5', '1.234,5', '12,5', '-3', '$12', '12 %', '1e-3', '.5', '12 €'].map(
      parseNumber,
    );
    expect(numbers).toEqual([1234.5, 1234.5, 1234.5, 12.5, -3, 12, 12, 0.001, 0.5, 12]);
    for (const text of ['', 'x', '1 2', '1,2,3', '--1', '1e999']) expect(parseNumber(text)).toBeNaN();
    expect(parseDay('1970-01-02')).toBe(1);
    expect(parseDay('2026-02-30')).toBeNaN();
  });
});

describe('typing', () => {
  const valuesOf = (...texts: string[]) => {
    const [column] = typeColumns({ file: 'f', header: ['x'], columns: [texts] }, new Set()).columns;
    return column?.kind === 'number' ? [...column.values] : column;
  };

  it('reads a comma as the column uses it', () => {
    expect(valuesOf('0,125', '12,345', '1,5')).toEqual([0.125, 12.345, 1.5]);
    expect(valuesOf('1.234', '1.234,5', '12 €')).toEqual([1234, 1234.5, 12]);
    expect(valuesOf('12,345', '1,234,567', '9')).toEqual([12_345, 1_234_567, 9]);
    expect(valuesOf('12,345', '1.5', '9')).toEqual([12_345, 1.5, 9]);
  });

  it('leaves numbered rows out, however their column writes "id"', () => {
    const numbered = ['1', '2', '3', '4'];
    for (const name of ['id', 'row_id', 'customerId', 'CustomerID', 'Account ID'])
      expect(typeColumns({ file: 'f', header: [name], columns: [numbered] }, new Set()).columns, name).toEqual([]);
    for (const name of ['paid', 'PAID', 'grid'])
      expect(typeColumns({ file: 'f', header: [name], columns: [numbered] }, new Set()).columns, name).toHaveLength(1);
  });
});

describe('crossValidateTable', () => {
  const table = parseTable(exampleCsv(400), 'example.csv');
  const options = { label: 'churned', positive: 'yes', model: 'logistic' as const };

  it('predicts every row from the other folds and says what it left out', () => {
    const result = crossValidateTable(table, { ...options, id: 'customer', folds: 4 });
    expect(result.rows).toBe(400);
    expect(result.predictions.map((row) => row.id)).toEqual(table.columns[0]);
    expect(new Set(result.predictions.map((row) => row.fold))).toEqual(new Set(['1', '2', '3', '4']));
    expect(result.auc!).toBeGreaterThan(0.7);
    expect(result.features).toEqual([
      { name: 'seats', kind: 'number' },
      { name: 'plan', kind: 'category' },
      { name: 'since', kind: 'number' },
      { name: 'group', kind: 'category' },
    ]);
    expect(result.notes.join(' ')).toMatch(
      /all other labels together: "no", "unknown".*"constant" was left out: it has the same value/,
    );
    expect(crossValidateTable(table, { ...options, id: 'customer', folds: 4 })).toEqual(result);
  });

  it('drops ids by itself and numbers the rows instead', () => {
    const result = crossValidateTable(table, options);
    expect(result.notes.join(' ')).toMatch(/"customer" was left out: its text is different in every row/);
    expect(result.predictions[9]!.id).toBe('10');
  });

  it('uses given folds and leaves their column out of the features', () => {
    const result = crossValidateTable(table, { ...options, foldColumn: 'group', exclude: ['since'] });
    expect(result.predictions.slice(0, 4).map((row) => row.fold)).toEqual(['g0', 'g1', 'g2', 'g0']);
    expect(result.features.map((feature) => feature.name)).toEqual(['seats', 'plan']);
  });

  it('does not let a fold see its own labels', () => {
    const flipped = structuredClone(table);
    const label = flipped.header.indexOf('churned');
    const group = flipped.header.indexOf('group');
    flipped.columns[label] = flipped.columns[label]!.map((value, row) =>
      flipped.columns[group]![row] === 'g1' ? (value === 'yes' ? 'no' : 'yes') : value,
    );
    const probabilities = (of: typeof table): number[] =>
      crossValidateTable(of, { ...options, foldColumn: 'group' })
        .predictions.filter((row) => row.fold === 'g1')
        .map((row) => row.probability);
    expect(probabilities(flipped)).toEqual(probabilities(table));
  });

  it('warns of a column that gives the answer away', () => {
    const label = table.columns[table.header.indexOf('churned')]!;
    const leaking = {
      ...table,
      header: [...table.header, 'ended', 'reason'],
      columns: [
        ...table.columns,
        label.map((value, row) => (value === 'yes' ? `2025-11-${10 + (row % 9)}` : null)),
        label.map((value, row) => (value === 'yes' ? ['price', 'need'][row % 2]! : 'none')),
      ],
    };
    const { notes } = crossValidateTable(leaking, options);
    expect(notes.filter((note) => note.includes('almost perfectly')).map((note) => note.split('"')[1])).toEqual([
      'ended',
      'reason',
    ]);
    expect(crossValidateTable(table, options).notes.filter((note) => note.includes('Gini'))).toEqual([]);
  });

  it('leaves rows without a label out and says how many', () => {
    const result = crossValidateTable(parseTable(exampleCsv(200).replaceAll(',unknown', ','), 'f'), options);
    expect(result.rows).toBeLessThan(200);
    expect(result.notes[0]).toBe(`${200 - result.rows} rows without a label were left out.`);
  });

  it('explains wrong choices in sentences', () => {
    const message = (changed: Partial<Parameters<typeof crossValidateTable>[1]>, of = table): string => {
      try {
        crossValidateTable(of, { ...options, ...changed });
      } catch (error) {
        return (error as Error).message;
      }
      return 'no error';
    };
    expect(message({ label: 'chruned' })).toMatch(/no column "chruned" to use as the label\. Did you mean "churned"\?/);
    expect(message({ label: 'zzz' })).toMatch(/It has: customer, seats/);
    expect(message({ id: 'custmer' })).toMatch(/Did you mean "customer"/);
    expect(message({ exclude: ['seat'] })).toMatch(/Did you mean "seats"/);
    expect(message({ positive: 'Yes' })).toMatch(/"Yes" never occurs.*"no" \(\d+ rows\).*"yes"/);
    expect(message({ label: 'constant', positive: '1' })).toMatch(/every row has the label "1"/);
    expect(message({ folds: 100 })).toMatch(/too few for 100 folds, which need 200/);
    expect(message({ folds: 1 })).toMatch(/from 2 to 100/);
    expect(message({ foldColumn: 'constant' })).toMatch(/1 different values/);
    expect(message({ exclude: ['seats', 'plan', 'since', 'group'] })).toMatch(/no column is left/);
    expect(message({}, parseTable('a,churned\n1,\n2,', 'f'))).toMatch(/label column "churned" is empty/);
  });

  it('stops when told to, and reports rising progress', () => {
    expect(() => crossValidateTable(table, { ...options, shouldStop: () => true })).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
    const shares: number[] = [];
    crossValidateTable(table, { ...options, onProgress: (share) => shares.push(share) });
    expect(shares.every((share, index) => index === 0 || share >= shares[index - 1]!)).toBe(true);
    expect(shares.at(-1)).toBe(1);
  });

  it('writes predictions that read back', () => {
    const folder = mkdtempSync(join(tmpdir(), 'predictions-'));
    const path = join(folder, 'p.csv');
    writePredictions(path, [{ id: 'a,"b"', label: 'yes', fold: '1', probability: 1 / 3 }], 'customer');
    expect(readFileSync(path, 'utf8')).toBe('customer,label,fold,probability\n"a,""b""",yes,1,0.333333\n');
    writePredictions(path, [{ id: '=cmd()', label: '-1', fold: '@x', probability: 0.5 }]);
    expect(readFileSync(path, 'utf8')).toBe('row,label,fold,probability\n"\'=cmd()",-1,"\'@x",0.500000\n');
    expect(() => writePredictions(join(folder, 'none', 'p.csv'), [])).toThrow(/could not be written/);
    rmSync(folder, { recursive: true });
  });

  it.skipIf(!existsSync(telco))(
    'beats three scikit-learn models on Telco (needs ../shared/data/telco, absent here if skipped)',
    () => {
      const result = crossValidateTable(readTable(telco), { label: 'Churn', positive: 'Yes', id: 'customerID' });
      expect([result.rows, result.positives]).toEqual([7043, 1869]);
      expect(result.auc!).toBeGreaterThanOrEqual(0.847);
      expect(result.prAuc!).toBeGreaterThanOrEqual(0.66);
      expect(result.brier!).toBeLessThanOrEqual(0.1355);
      expect(result.logLoss!).toBeLessThanOrEqual(0.4175);
    },
    300_000,
  );
});

describe('nearestNames', () => {
  it('offers likely names only', () => {
    expect(nearestNames(['Churn', 'tenure', 'Contract'], 'churn')).toEqual(['Churn']);
    expect(nearestNames(['Churn', 'tenure', 'Contract'], 'Chrun')).toEqual(['Churn']);
    expect(nearestNames(['Churn', 'tenure'], 'Tenures')).toEqual(['tenure']);
    expect(nearestNames(['Churn', 'tenure'], 'xyz')).toEqual([]);
  });
});
