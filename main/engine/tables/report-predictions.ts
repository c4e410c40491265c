import type { Bilingual, TableCard, TablePredictionRow } from '../../../shared/contract/index.ts';
import { barChart } from './report-charts.ts';
import type { Block } from './report.ts';
import type { ReportLanguage } from './report-words.ts';
import { wordingOf } from './report-words.ts';

/** Rows of a table with what a model said of them. */
export type PredictedTable = {
  readonly card: TableCard;
  readonly file: string;
  readonly createdAt: string;
  readonly rows: readonly TablePredictionRow[];
  /** What of the table was not as it was learned. */
  readonly notes: readonly Bilingual[];
};

const shown = 50;
const reasonsShown = 3;
const bands = 10;

/** The report of a model's answers: how they are spread, the highest with their reasons, and what to know about the model. */
export function predictionBlocks(predicted: PredictedTable, language: ReportLanguage): Block[] {
  const { card, file, createdAt, rows, notes } = predicted;
  const w = wordingOf(language);
  const counts = new Array<number>(bands).fill(0);
  for (const { probability } of rows) counts[Math.min(bands - 1, Math.floor(probability * bands))]!++;
  const band = (place: number): string => `${w.percent(place / bands, 0)} – ${w.percent((place + 1) / bands, 0)}`;
  const highest = [...rows].sort((a, b) => b.probability - a.probability).slice(0, shown);
  const hasReasons = highest.some(({ reasons }) => reasons.length > 0);
  const title = w.word('bands');
  return [
    { kind: 'title', text: w.word('titlePredictions', { name: file }) },
    {
      kind: 'text',
      text: w.word('predicted_by', {
        day: createdAt.slice(0, 10),
        model: card.name,
        rows: w.whole(rows.length),
        file,
        auc: w.figure(card.test.auc.value),
        brier: w.figure(card.test.brier.value, 4),
      }),
    },
    ...(notes.length === 0
      ? []
      : [{ kind: 'list' as const, items: notes.map((note) => note[language]), isWarning: true }]),
    { kind: 'heading', text: title },
    {
      kind: 'figure',
      title,
      svg: barChart({
        title,
        bars: counts.map((count, place) => ({ label: band(place), value: count, figure: w.whole(count) })),
      }),
      header: [w.word('band'), w.word('rows')],
      rows: counts.map((count, place) => [band(place), w.whole(count)]),
    },
    { kind: 'heading', text: w.word('highest') },
    {
      kind: 'table',
      header: [w.word('row'), w.word('band'), ...(hasReasons ? [w.word('reasons')] : [])],
      rows: highest.map(({ id, probability, reasons }) => [
        id,
        w.percent(probability),
        ...(hasReasons
          ? [
              reasons
                .slice(0, reasonsShown)
                .map(({ text }) => text[language])
                .join('; '),
            ]
          : []),
      ]),
      texts: [0, 2],
    },
    { kind: 'heading', text: w.word('limits') },
    { kind: 'list', items: card.limits.map((text) => text[language]) },
  ];
}
