import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Papa from 'papaparse';
import type { TablePredictionRow } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { formula } from '../../../shared/domain/spreadsheet-formula.ts';
import type { TablePrediction } from './cross-validate.ts';
import type { FittedTable } from './fit.ts';
import { predictionBlocks } from './report-predictions.ts';
import type { PredictedTable } from './report-predictions.ts';
import { reportBlocks, testReportBlocks } from './report.ts';
import type { Block, TestedTable } from './report.ts';
import { blocksHtml, blocksMarkdown, reportHtml, reportMarkdown } from './report-write.ts';
import type { ReportLanguage } from './report-words.ts';

/** Writes `<id or row>,label,fold,probability`, one line a row, in the order of the file. */
export function writePredictions(path: string, predictions: readonly TablePrediction[], idName = 'row'): void {
  const text = csv(
    [idName, 'label', 'fold', 'probability'],
    predictions.map(({ id, label, fold, probability }) => [id, label, fold, probability.toFixed(6)]),
  );
  writeText(path, text, 'The predictions');
}

/**
 * `<id or row>,probability` and, for as many reasons as asked, `reason 1 … n` in words with their points of probability
 * (−1 to 1) in `part 1 … n`.
 */
export function predictionsCsv(
  rows: readonly TablePredictionRow[],
  reasons: number,
  language: ReportLanguage,
  idName = 'row',
): string {
  const word = language === 'es' ? { reason: 'motivo', part: 'parte', probability: 'probabilidad' } : null;
  const numbers = Array.from({ length: reasons }, (_unused, index) => index);
  return csv(
    [
      idName,
      word?.probability ?? 'probability',
      ...numbers.flatMap((index) => [
        `${word?.reason ?? 'reason'} ${index + 1}`,
        `${word?.part ?? 'part'} ${index + 1}`,
      ]),
    ],
    rows.map(({ id, probability, reasons: own }) => [
      id,
      probability.toFixed(6),
      ...numbers.flatMap((index) => {
        const reason = own[index];
        return reason === undefined ? ['', ''] : [reason.text[language], reason.contribution.toFixed(6)];
      }),
    ]),
  );
}

function csv(fields: string[], data: string[][]): string {
  return `${Papa.unparse({ fields, data }, { newline: '\n', escapeFormulae: formula })}\n`;
}

/** Where the parts of a fitted model stand. */
export interface ModelFiles {
  onnx: string;
  json: string;
  card: string;
  cardText: string;
  report: string;
}

/** @param out a folder, or a file that ends in `.onnx`, beside which the others stand under its name */
export function modelFiles(out: string): ModelFiles {
  if (/\.onnx$/i.test(out)) {
    const stem = out.slice(0, -'.onnx'.length);
    return {
      onnx: out,
      json: `${stem}.json`,
      card: `${stem}.card.json`,
      cardText: `${stem}.card.md`,
      report: `${stem}.report.html`,
    };
  }
  return {
    onnx: join(out, 'model.onnx'),
    json: join(out, 'model.json'),
    card: join(out, 'card.json'),
    cardText: join(out, 'card.md'),
    report: join(out, 'report.html'),
  };
}

/** Writes model, description, card and report. The ONNX file comes last: where it stands, the others do too. */
export function writeModel(out: string, { onnx, definition }: FittedTable, language: ReportLanguage): ModelFiles {
  const files = modelFiles(out);
  makeFolder(dirname(files.onnx));
  writeText(files.json, `${JSON.stringify(definition)}\n`, 'The model');
  writeText(files.card, `${JSON.stringify(definition.card, null, 2)}\n`, 'The card');
  writeText(files.cardText, reportMarkdown(definition.card, language), 'The card');
  writeText(files.report, reportHtml(definition.card, language), 'The report');
  writeText(files.onnx, onnx, 'The model');
  return files;
}

/** HTML, or Markdown where the name ends in `.md`. */
export function writeReport(path: string, { definition }: FittedTable, language: ReportLanguage): void {
  writeBlocks(path, reportBlocks(definition.card, language), language);
}

/** The report of a cross-validation, as writeReport. */
export function writeTestReport(path: string, tested: TestedTable, language: ReportLanguage): void {
  writeBlocks(path, testReportBlocks(tested, language), language);
}

/** The report of predictions, as writeReport. */
export function writePredictionReport(path: string, predicted: PredictedTable, language: ReportLanguage): void {
  writeBlocks(path, predictionBlocks(predicted, language), language);
}

function writeBlocks(path: string, blocks: readonly Block[], language: ReportLanguage): void {
  const text = /\.(md|markdown)$/i.test(path) ? blocksMarkdown(blocks) : blocksHtml(blocks, language);
  writeText(path, text, 'The report');
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw notWritten('The model', path, error);
  }
}

export function writeText(path: string, content: string | Uint8Array, what: string): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw notWritten(what, path, error);
  }
}

function notWritten(what: string, path: string, error: unknown): HoldfastError {
  return new HoldfastError(
    'invalid_input',
    `${what} could not be written to ${path}. Check that the folder exists and can be written to.`,
    { path },
    error,
  );
}
