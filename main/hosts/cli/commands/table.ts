import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  crossValidateTable,
  fitTable,
  labelValues,
  modelFiles,
  parseDefinition,
  predictionsCsv,
  predictTable,
  readAnyTable,
  writeModel,
  writePredictionReport,
  writePredictions,
  writeReport,
  writeTestReport,
  writeText,
} from '../../../engine/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { oneOf, UsageError } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import type { Output } from '../output.ts';
import { table } from '../output.ts';

type Table = Awaited<ReturnType<typeof readAnyTable>>;

const labelOptions = {
  label: { help: 'the column that says who churned' },
  positive: { help: 'the label of those who did; all other labels are the opposite' },
  id: { help: 'a column that names the rows; not learned from' },
  exclude: { help: 'columns to leave out' },
  allow: { help: 'columns to keep though they tell the label too well' },
  group: { help: 'a column whose equal values stay in one fold (a customer with several rows); not learned from' },
  segment: { help: 'a column that the figures are also told by' },
  folds: { help: 'how many folds; 5 when not given' },
  'fold-column': { help: 'a column that says which fold a row belongs to' },
  seed: { help: 'makes the folds repeatable; 42 when not given' },
  search: { flag: true, help: 'search for better settings, within the folds that are learned from' },
  minutes: { help: 'with --search: minutes for all searches together; 10 when not given' },
} as const satisfies Command['options'];

const languages = ['en', 'es'] as const;
const languageOf = (given: Arguments) => oneOf(given.text('language', 'en'), languages, 'language');

const reportOptions = {
  report: { help: 'a report of it, as .html or .md' },
  language: { help: 'of what is written: en or es' },
} as const satisfies Command['options'];

export const tableCv: Command = {
  name: 'table cv',
  usage:
    'table cv FILE --label COL --positive VALUE [--id COL] [--exclude A,B] [--group COL] [--folds 5 | --fold-column COL] [--repeats 1] [--segment COL] [--seed 42] --out predictions.csv [--report report.html|report.md] [--language en|es]',
  summary: 'cross-validate a churn model on a plain table with a label',
  options: {
    ...labelOptions,
    repeats: { help: 'times that the folds are dealt anew; 1 when not given' },
    out: { help: 'where the out-of-fold probabilities go' },
    ...reportOptions,
  },
  async run(given, output) {
    const out = given.text('out');
    const language = languageOf(given);
    const { read, options } = await asked(given);
    const result = crossValidateTable(read, {
      ...options,
      repeats: given.integer('repeats', 1),
      createdAt: new Date().toISOString(),
      onProgress: progressTo(output, 'table cv'),
    });
    writePredictions(out, result.predictions);
    const { predictions: _, tested, ...figures } = result;
    const report = given.optional('report');
    if (report !== undefined) writeTestReport(report, tested, language);
    output.answer(figures, () => JSON.stringify(figures, null, 2));
    for (const warning of result.warnings) output.note(warning.en);
  },
};

const tableFit: Command = {
  name: 'table fit',
  usage:
    'table fit FILE --label COL --positive VALUE --out FOLDER|FILE.onnx [--id COL] [--group COL] [--segment COL] [--search --minutes 10] [--report report.html|report.md] [--language en|es]',
  summary: 'learn a model from a plain table: ONNX, checked and calibrated, with its card and report',
  options: {
    ...labelOptions,
    name: { help: 'what the model is called; the file’s name when not given' },
    out: { help: 'a folder, or a file that ends in .onnx; the description, card and report stand beside it' },
    ...reportOptions,
    report: { help: 'a further copy of the report, as .html or .md' },
  },
  async run(given, output) {
    const out = given.text('out');
    const language = languageOf(given);
    const { read, options } = await asked(given);
    const name = given.optional('name');
    const fitted = fitTable(read, {
      ...options,
      createdAt: new Date().toISOString(),
      ...(name === undefined ? {} : { name }),
      onProgress: progressTo(output, 'table fit'),
    });
    const files = writeModel(out, fitted, language);
    const report = given.optional('report');
    if (report !== undefined) writeReport(report, fitted, language);
    const { card } = fitted.definition;
    const { test } = card;
    output.answer({ files, card }, () =>
      [
        table(
          ['measure', 'value', 'from', 'to'],
          (['auc', 'prAuc', 'brier', 'logLoss', 'liftTop10'] as const).map((measure) => [
            measure,
            figure(test[measure].value),
            figure(test[measure].low),
            figure(test[measure].high),
          ]),
        ),
        ...card.warnings.map((warning) => warning[language]),
        ...card.notes.map((note) => note[language]),
        `The model stands in ${files.onnx}, its report in ${files.report}.`,
      ].join('\n'),
    );
  },
};

const tablePredict: Command = {
  name: 'table predict',
  usage:
    'table predict MODEL.onnx FILE --out predictions.csv [--reasons 5] [--id COL] [--report report.html|report.md] [--language en|es]',
  summary: 'score the rows of a table with a model of `table fit`, with reasons',
  options: {
    out: { help: 'where the probabilities go, in the order of the file' },
    reasons: { help: 'reasons a row; none when not given' },
    id: { help: 'a column that names the rows; the one of the learned table when not given' },
    ...reportOptions,
  },
  async run(given, output) {
    const [model, path] = given.positionals;
    if (model === undefined || path === undefined)
      throw new UsageError('Which model and which table? Give MODEL.onnx FILE.');
    const out = given.text('out');
    const language = languageOf(given);
    const reasons = given.integer('reasons', 0);
    if (reasons < 0 || reasons > 50) throw new UsageError(`--reasons takes a number from 0 to 50, not ${reasons}.`);
    const id = given.optional('id');
    const { onnx, definition } = readModel(model);
    const { rows, notes } = await predictTable(onnx, definition, await readAnyTable(path), {
      reasons,
      ...(id === undefined ? {} : { id }),
    });
    const idName = id ?? definition.id ?? 'row';
    writeText(out, predictionsCsv(rows, reasons, language, idName), 'The predictions');
    const report = given.optional('report');
    const createdAt = new Date().toISOString();
    if (report !== undefined)
      writePredictionReport(report, { card: definition.card, file: basename(path), createdAt, rows, notes }, language);
    const highest = [...rows].sort((a, b) => b.probability - a.probability).slice(0, 10);
    const answer = { model: definition.card.id, rows: rows.length, out, notes: notes.map(({ en }) => en), highest };
    output.answer(answer, () =>
      [
        table(
          [idName, 'probability', ...(reasons > 0 ? ['because'] : [])],
          highest.map((row) => [
            row.id,
            row.probability.toFixed(4),
            ...(reasons > 0
              ? [
                  row.reasons
                    .slice(0, 3)
                    .map(({ text }) => text[language])
                    .join('; '),
                ]
              : []),
          ]),
        ),
        ...notes.map((note) => note[language]),
        `The probabilities of ${rows.length} rows stand in ${out}; above are the highest.`,
      ].join('\n'),
    );
  },
};

export const tableCommands: readonly Command[] = [tableCv, tableFit, tablePredict];

const figure = (value: number | null): string | null => (value === null ? null : value.toFixed(4));

function progressTo(output: Output, kind: string): (fraction: number, step: string) => void {
  let told = -1;
  return (fraction, step) => {
    const tenth = Math.floor(fraction * 10);
    if (tenth === told) return;
    told = tenth;
    output.note(`${kind}: ${step} ${Math.round(fraction * 100)} %`);
  };
}

async function asked(given: Arguments) {
  const path = given.positionals[0];
  if (path === undefined) throw new UsageError('Which table? Give a CSV file (or XLSX, Parquet, JSON).');
  const label = given.text('label');
  const minutes = given.integer('minutes', 10);
  if (minutes < 1 || minutes > 600) throw new UsageError(`--minutes takes a number from 1 to 600, not ${minutes}.`);
  const read = await readAnyTable(path);
  const text = (name: string) => given.optional(name);
  return {
    read,
    options: {
      label,
      positive: text('positive') ?? askPositive(read, label),
      exclude: given.list('exclude'),
      allow: given.list('allow'),
      folds: given.integer('folds', 5),
      seed: given.integer('seed', 42),
      id: text('id'),
      foldColumn: text('fold-column'),
      group: text('group'),
      segment: text('segment'),
      searchMinutes: given.flag('search') ? minutes : 0,
    },
  };
}

function askPositive(read: Table, label: string): never {
  const values = labelValues(read, label)
    .slice(0, 8)
    .map(({ value, rows }) => `"${value}" (${rows} rows)`);
  throw new UsageError(
    `--positive is missing: which value of "${label}" means churned? It has ${values.join(', ')}; all but that one count as the opposite.`,
  );
}

function readModel(path: string) {
  const { onnx, json } = modelFiles(path);
  for (const file of [onnx, json]) {
    if (!existsSync(file))
      throw new HoldfastError(
        'file_unreadable',
        `There is no file ${file}. A model of \`table fit\` is two files: ${basename(onnx)} and ${basename(json)} in one folder.`,
        { file: basename(file) },
      );
  }
  return { onnx: readFileSync(onnx), definition: parseDefinition(readFileSync(json, 'utf8'), basename(json)) };
}
