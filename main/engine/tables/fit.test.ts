import { beforeAll, describe, expect, it } from 'vitest';
import { calibrate, createRandom, predictTableModel, sigmoid } from '../../stats/index.ts';
import { crossValidateTable } from './cross-validate.ts';
import { parseDefinition } from './definition.ts';
import { draftTable } from './draft.ts';
import { explainTable, reasonsOf } from './explain.ts';
import { fitTable } from './fit.ts';
import type { FittedTable } from './fit.ts';
import { predictTable, readInputs } from './predict.ts';
import { parseTable } from './read.ts';
import { predictionBlocks } from './report-predictions.ts';
import { testReportBlocks } from './report.ts';
import { blocksHtml, blocksMarkdown, reportHtml, reportMarkdown } from './report-write.ts';
import type { Table } from './table.ts';
import { predictionsCsv } from './write.ts';

/** Fewer seats and the plan "basic" make leaving likely; there are customers with two rows. */
function example(rows: number, seed = 5): Table {
  const random = createRandom(seed);
  const lines = ['row,customer,seats,plan,note,churned'];
  for (let row = 0; row < rows; row++) {
    const seats = random.integer(50);
    const plan = ['basic', 'pro', 'team'][random.integer(3)]!;
    const left = random.next() < sigmoid(1.5 - seats / 10 + (plan === 'basic' ? 1.5 : 0));
    const note = random.next() < 0.2 ? '' : ['a', 'b'][random.integer(2)]!;
    lines.push(`r${row},c${row >> 1},${random.next() < 0.05 ? '' : seats},${plan},${note},${left ? 'yes' : 'no'}`);
  }
  return parseTable(lines.join('\n'), 'example.csv');
}

const table = example(300);
const options = { label: 'churned', positive: 'yes', id: 'row', createdAt: '2026-01-31T00:00:00.000Z' };

describe('fitTable', () => {
  let fitted: FittedTable;
  beforeAll(() => {
    fitted = fitTable(table, { ...options, folds: 2, group: 'customer', segment: 'plan' });
  }, 180_000);

  it('tells in its card how it was checked, and what it cannot know', () => {
    const { card } = fitted.definition;
    expect(card.validation).toEqual({ method: 'grouped', folds: 2, column: 'customer', seed: 42 });
    expect([card.rows, card.test.rows, card.others]).toEqual([300, 300, ['no']]);
    expect(card.test.auc.low!).toBeLessThan(card.test.auc.value!);
    expect(card.test.auc.high!).toBeGreaterThan(card.test.auc.value!);
    expect(card.test.reliability.every((bin) => bin.churned >= 10)).toBe(true);
    expect(card.recall.map(({ top }) => top)).toEqual([3, 15, 30, 60, 90]);
    expect(card.segments!.values.reduce((sum, one) => sum + one.rows, 0)).toBe(300);
    expect(card.warnings[0]!.en).toMatch(/time cannot be excluded/);
    expect(card.columns.slice(0, 2).map(({ name }) => name)).toEqual(['seats', 'plan']);
    expect(card.columns.map(({ name }) => name)).not.toContain('customer');
    const [seats] = card.dependence;
    expect(seats!.points[0]!.effect).toBeGreaterThan(seats!.points.at(-2)!.effect);
  });

  it('is answered by the ONNX file as by the trainer, also for texts and numbers that are new or missing', async () => {
    const other = example(200, 6);
    const plan = other.header.indexOf('plan');
    other.columns[plan]![3] = 'gold';
    other.columns[plan]![4] = null;
    const { rows, notes } = await predictTable(fitted.onnx, fitted.definition, other, { reasons: 4 });
    const { columns } = readInputs(fitted.definition, other);
    const expected = predictTableModel(
      fitted.definition.model,
      columns,
      Int32Array.from(rows, (_row, index) => index),
    );
    rows.forEach((row, index) =>
      expect(Math.abs(row.probability - calibrate(fitted.definition.calibration, expected[index]!))).toBeLessThan(1e-6),
    );
    expect(rows[0]!.id).toBe('r0');
    expect(notes.map(({ en }) => en)).toEqual([
      'Columns that the model does not know were not read: "customer".',
      'example.csv, row 5, column "plan": "gold" never occurred when the model learned (1 such rows). It counts as an unknown value.',
    ]);
    const csv = predictionsCsv(rows, 2, 'es', 'row');
    expect(csv.split('\n')[0]).toBe('row,probabilidad,motivo 1,parte 1,motivo 2,parte 2');
    expect(csv).toMatch(/seats = \d+ (aumenta|reduce) el riesgo en "?\d+,\d puntos|seats = \d+ (aumenta|reduce)/);
  });

  it('gives reasons that add up from the base to the answer', () => {
    const { model, calibration, card } = fitted.definition;
    const { columns } = readInputs(fitted.definition, table);
    const rows = Int32Array.from({ length: 300 }, (_unused, row) => row);
    const parts = explainTable(model, columns, rows);
    const logOdds = predictTableModel(model, columns, rows);
    for (let row = 0; row < 300; row += 7) {
      const { probability, reasons } = reasonsOf(parts, row, calibration, columns, () => null, 99);
      const sum = reasons.reduce((total, { contribution }) => total + contribution, card.base);
      expect(probability).toBeCloseTo(calibrate(calibration, logOdds[row]!), 9);
      expect(sum).toBeCloseTo(probability, 9);
    }
  });

  it('refuses tables that do not fit, by file, row and column', async () => {
    const message = (text: string): Promise<string> =>
      predictTable(fitted.onnx, fitted.definition, parseTable(text, 'new.csv')).then(
        () => 'no error',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
    expect(await message('plan,note,seat\npro,a,3\n')).toMatch(/new\.csv lacks a column .*"seats"\. It has "seat"/);
    expect(await message('plan,note,seats\npro,a,many\npro,a,few\n')).toMatch(
      /new\.csv, row 2, column "seats": "many" is not a number, and neither are most/,
    );
    const { notes } = readInputs(
      fitted.definition,
      parseTable('plan,note,Seats\npro,a,many\npro,a,1\npro,b,2\n', 'new.csv'),
    );
    expect(notes.map(({ en }) => en)).toEqual([
      'Column "Seats" was taken for "seats".',
      'new.csv, row 2, column "seats": "many" is not a number (1 such rows). It counts as missing.',
    ]);
  });

  it('refuses a file that is not the one of its description, and a description that is none', async () => {
    const broken = Uint8Array.from(fitted.onnx);
    broken[broken.length >> 1]! ^= 1;
    await expect(predictTable(broken, fitted.definition, table)).rejects.toMatchObject({ code: 'model_mismatch' });
    const golden = structuredClone(fitted.definition);
    golden.golden.probabilities[0]! += 0.01;
    await expect(predictTable(fitted.onnx, golden, table)).rejects.toThrow(/it answers .* where it was made to answer/);
    const text = JSON.stringify(fitted.definition);
    expect(parseDefinition(text, 'm.json')).toEqual(JSON.parse(text));
    for (const wrong of ['', '{}', text.slice(0, -9)])
      expect(() => parseDefinition(wrong, 'm.json')).toThrow(/m\.json is not the description/);
  });

  it('writes a report in both languages that holds no markup of the file', () => {
    const card = structuredClone(fitted.definition.card);
    card.name = '<script>|x';
    for (const language of ['en', 'es'] as const) {
      const html = reportHtml(card, language);
      expect(html).not.toContain('<script>');
      expect(html).not.toMatch(/https?:|\{\w+\}/);
      expect(html.match(/<svg /g)!.length).toBe(3 + card.dependence.length);
      expect(reportMarkdown(card, language)).toContain('\\<script\\>\\|x');
    }
    expect(reportHtml(card, 'es')).toContain('Lea esto primero');
  });
});

describe('guards', () => {
  const logistic = { label: 'churned', positive: 'yes', model: 'logistic' as const };
  const withColumn = (name: string, write: (label: string, row: number) => string | null): Table => {
    const labels = table.columns[table.header.indexOf('churned')]!;
    return {
      ...table,
      header: [...table.header, name],
      columns: [...table.columns, labels.map((label, row) => write(label!, row))],
    };
  };

  it('takes out what gives the answer away unless it is allowed', () => {
    const leaking = withColumn('refund', (label) => (label === 'yes' ? '1' : '0'));
    const guarded = crossValidateTable(leaking, logistic);
    expect(guarded.leakage).toMatchObject([{ column: 'refund', verdict: 'removed', rule: 'gini', gini: 1 }]);
    expect(guarded.features.map(({ name }) => name)).not.toContain('refund');
    const allowed = crossValidateTable(leaking, { ...logistic, allow: ['refund'] });
    expect(allowed.leakage[0]!.verdict).toBe('flagged');
    expect(allowed.auc).toBe(1);
  });

  it('flags names like the label', () => {
    const { leakage } = crossValidateTable(
      withColumn('Churned Score', (_label, row) => String(row % 17)),
      logistic,
    );
    expect(leakage).toMatchObject([{ column: 'Churned Score', verdict: 'flagged', rule: 'name' }]);
  });

  it('counts infinite values as missing and says so', () => {
    const { notes, features } = crossValidateTable(
      withColumn('ratio', (_label, row) => (row % 5 === 0 ? 'inf' : String(row % 13))),
      logistic,
    );
    expect(features).toContainEqual({ name: 'ratio', kind: 'number' });
    expect(notes.join(' ')).toMatch(/"ratio": 60 infinite values count as missing/);
  });

  it('keeps the rows of a group in one fold', () => {
    const { predictions } = crossValidateTable(table, { ...logistic, group: 'customer', id: 'customer' });
    const foldOf = new Map<string, string>();
    for (const { id, fold } of predictions) expect(foldOf.get(id) ?? fold).toBe((foldOf.set(id, fold), fold));
    expect(() => crossValidateTable(table, { ...logistic, group: 'plan' })).toThrow(
      /3 different values, too few for 5/,
    );
  });

  it('warns below fifty positives and of more columns than rows can carry, and still answers', () => {
    const random = createRandom(3);
    const wide: Table = {
      file: 'wide.csv',
      header: ['churned', ...Array.from({ length: 300 }, (_unused, index) => `x${index}`)],
      columns: [
        Array.from({ length: 60 }, (_unused, row) => (row % 4 === 0 ? 'yes' : 'no')),
        ...Array.from({ length: 300 }, () => Array.from({ length: 60 }, () => random.next().toFixed(3))),
      ],
    };
    const { warnings, evaluation } = crossValidateTable(wide, logistic);
    const said = warnings.map(({ en }) => en).join(' ');
    expect(said).toMatch(/Only 15 rows have the rarer outcome/);
    expect(said).toMatch(/300 columns for 60 rows/);
    expect(evaluation.auc.low!).toBeLessThan(0.6);
  });

  it('deals the folds anew when asked, and keeps the first answers', () => {
    const once = crossValidateTable(table, logistic);
    const thrice = crossValidateTable(table, { ...logistic, repeats: 3 });
    expect(thrice.predictions).toEqual(once.predictions);
    expect(thrice.repeats).toHaveLength(3);
    expect(new Set(thrice.repeats.map(({ logLoss }) => logLoss)).size).toBe(3);
  });

  it('proposes label, positive value, id and group, and shows what each column is', () => {
    const { columns, labels, proposed, rows } = draftTable(withColumn('row_id', (_label, row) => `${row}`));
    expect(rows).toBe(300);
    expect(proposed).toEqual({ label: 'churned', positive: 'yes', id: 'row_id', group: 'customer' });
    expect(columns.find(({ name }) => name === 'seats')).toMatchObject({ kind: 'number', reading: 'number' });
    expect(columns.find(({ name }) => name === 'row_id')!.why!.en).toMatch(/names the rows/);
    expect(
      labels
        .find(({ column }) => column === 'churned')!
        .values.map(({ value }) => value)
        .sort(),
    ).toEqual(['no', 'yes']);
    expect(() => draftTable(parseTable('a,b\n', 'empty.csv'))).toThrow(/has a header but no rows/);
  });
});

describe('reports without a model of all rows', () => {
  it('tell how a check went, and what was predicted, in both languages', () => {
    const { tested, evaluation } = crossValidateTable(table, { ...options, folds: 2, segment: 'plan' });
    const spanish = blocksMarkdown(testReportBlocks(tested, 'es'));
    expect(spanish).toMatch(/^# Comprobación de example\n/);
    expect(spanish).toContain(`| AUC | ${evaluation.auc.value!.toFixed(3).replace('.', ',')} |`);
    expect(spanish).not.toContain('ONNX');
    const fitted = fitTable(table, { ...options, folds: 2 });
    const rows = [0.05, 0.93, 0.97].map((probability, row) => ({
      id: `r${row}`,
      label: null,
      probability,
      reasons: [],
    }));
    const english = blocksHtml(
      predictionBlocks(
        { card: fitted.definition.card, file: 'new.csv', createdAt: options.createdAt, rows, notes: [] },
        'en',
      ),
      'en',
    );
    expect(english).toMatch(/<h1>Predictions for new.csv<\/h1>/);
    expect(english).toMatch(/<td>90 % – 100 %<\/td><td class="n">2<\/td>/);
    expect(english.indexOf('<td>r2</td>')).toBeLessThan(english.indexOf('<td>r1</td>'));
  }, 180_000);
});
