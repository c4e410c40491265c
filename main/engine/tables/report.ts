import type { MetricWithInterval, TableCard } from '../../../shared/contract/index.ts';
import { barChart, shareChart } from './report-charts.ts';
import type { ReportLanguage, ReportWord, Wording } from './report-words.ts';
import { wordingOf } from './report-words.ts';

interface Grid {
  header: string[];
  rows: string[][];
  /** Columns to the right; all but the first where not told. */
  texts?: number[];
}

export type Block =
  | { kind: 'title' | 'heading' | 'subheading' | 'text'; text: string }
  | { kind: 'list'; items: string[]; isWarning?: boolean }
  | ({ kind: 'table' } & Grid)
  | ({ kind: 'figure'; title: string; svg: string } & Grid);

const importanceShown = 20;

/** A table that was answered fold by fold, of which no model need stand. */
export type TestedTable = Pick<
  TableCard,
  | 'name'
  | 'createdAt'
  | 'file'
  | 'label'
  | 'positive'
  | 'rows'
  | 'positives'
  | 'validation'
  | 'test'
  | 'recall'
  | 'segments'
  | 'leakage'
  | 'warnings'
  | 'notes'
>;

/** The report of a model as blocks, which HTML and Markdown write down each in its way. */
export function reportBlocks(card: TableCard, language: ReportLanguage): Block[] {
  const w = wordingOf(language);
  return [
    ...testBlocks(card, w, 'title'),
    { kind: 'heading', text: w.word('importance') },
    importanceFigure(card, w),
    ...dependenceBlocks(card, w),
    ...readingBlocks(card, w),
    { kind: 'heading', text: w.word('card') },
    cardTable(card, w),
    { kind: 'subheading', text: w.word('limits') },
    { kind: 'list', items: card.limits.map((text) => text[language]) },
  ];
}

/** The report of a cross-validation. */
export function testReportBlocks(tested: TestedTable, language: ReportLanguage): Block[] {
  const w = wordingOf(language);
  return [...testBlocks(tested, w, 'titleTest'), ...readingBlocks(tested, w)];
}

function testBlocks(card: TestedTable, w: Wording, title: 'title' | 'titleTest'): Block[] {
  const rate = w.percent(card.test.baseRate);
  return [
    { kind: 'title', text: w.word(title, { name: card.name }) },
    {
      kind: 'text',
      text: w.word('made', {
        day: card.createdAt.slice(0, 10),
        file: card.file,
        rows: w.whole(card.rows),
        positives: w.whole(card.positives),
        label: card.label,
        positive: card.positive,
        rate,
      }),
    },
    { kind: 'heading', text: w.word('warnings') },
    { kind: 'list', items: card.warnings.map((text) => text[w.language]), isWarning: true },
    { kind: 'heading', text: w.word('figures') },
    { kind: 'text', text: `${howTested(card, w)} ${w.word('unseen')}` },
    measuresTable(card, w),
    { kind: 'heading', text: w.word('calibration') },
    calibrationFigure(card, w),
    { kind: 'heading', text: w.word('gain') },
    gainFigure(card, w),
    recallTable(card, w),
    ...segmentBlocks(card, w),
  ];
}

function readingBlocks(card: TestedTable, w: Wording): Block[] {
  return [
    { kind: 'heading', text: w.word('leakage') },
    ...leakageBlocks(card, w),
    { kind: 'heading', text: w.word('leftOut') },
    notesBlock(card, w),
  ];
}

function howTested({ validation: { method, folds, column }, positive }: TestedTable, w: Wording): string {
  return w.word(`how_${method}`, { folds: w.whole(folds), column: column ?? '', positive });
}

function between({ low, high }: MetricWithInterval, write: (value: number | null) => string): string {
  return low === null || high === null ? '–' : `${write(low)} – ${write(high)}`;
}

function measuresTable({ test }: TestedTable, w: Wording): Block {
  const rate = w.percent(test.baseRate);
  const none = { low: null, high: null };
  const row = (name: ReportWord, metric: MetricWithInterval, means: ReportWord, digits = 3): string[] => [
    w.word(name),
    w.figure(metric.value, digits),
    between(metric, (value) => w.figure(value, digits)),
    w.word(means, { rate }),
  ];
  return {
    kind: 'table',
    header: [w.word('measure'), w.word('value'), w.word('interval'), w.word('meaning')],
    rows: [
      row('auc', test.auc, 'aucMeans'),
      row('prAuc', test.prAuc, 'prAucMeans'),
      row('brier', test.brier, 'brierMeans', 4),
      row('skill', { value: test.brierSkill, ...none }, 'skillMeans'),
      row('logLoss', test.logLoss, 'logLossMeans'),
      row('lift', test.liftTop10, 'liftMeans', 2),
      row('slope', { value: test.calibrationSlope, ...none }, 'slopeMeans', 2),
    ],
    texts: [0, 3],
  };
}

function calibrationFigure({ test }: TestedTable, w: Wording): Block {
  const title = w.word('calibrationTitle');
  return {
    kind: 'figure',
    title,
    svg: shareChart({
      title,
      xLabel: w.word('said'),
      yLabel: w.word('seen'),
      points: test.reliability.map(({ predicted, observed, low, high }) => ({ x: predicted, y: observed, low, high })),
      percent: (value) => w.percent(value, 0),
    }),
    header: [w.word('said'), w.word('seen'), w.word('from'), w.word('to'), w.word('rows'), w.word('events')],
    rows: test.reliability.map((bin) => [
      w.percent(bin.predicted),
      w.percent(bin.observed),
      w.percent(bin.low),
      w.percent(bin.high),
      w.whole(bin.count),
      w.whole(bin.churned),
    ]),
    texts: [],
  };
}

function gainFigure({ test }: TestedTable, w: Wording): Block {
  const title = w.word('gainTitle');
  return {
    kind: 'figure',
    title,
    svg: shareChart({
      title,
      xLabel: w.word('lookedAt'),
      yLabel: w.word('found'),
      points: [{ x: 0, y: 0 }, ...test.gain.map(({ reviewed, found }) => ({ x: reviewed, y: found }))],
      percent: (value) => w.percent(value, 0),
    }),
    header: [w.word('lookedAt'), w.word('found')],
    rows: test.gain.map(({ reviewed, found }) => [w.percent(reviewed, 0), w.percent(found)]),
    texts: [],
  };
}

function recallTable({ recall }: TestedTable, w: Wording): Block {
  return {
    kind: 'table',
    header: [w.word('lookedAt'), w.word('found'), w.word('interval'), w.word('precision'), w.word('interval')],
    rows: recall.map(({ top, share, recall: found, precision }) => [
      `${w.whole(top)} (${w.percent(share, 0)})`,
      w.percent(found.value),
      between(found, w.percent),
      w.percent(precision.value),
      between(precision, w.percent),
    ]),
  };
}

function segmentBlocks({ segments }: TestedTable, w: Wording): Block[] {
  if (segments === null) return [];
  return [
    { kind: 'heading', text: w.word('segments', { column: segments.column }) },
    {
      kind: 'table',
      header: [
        w.word('segment'),
        w.word('rows'),
        w.word('events'),
        w.word('observed'),
        w.word('predicted'),
        w.word('auc'),
        w.word('interval'),
        w.word('skill'),
      ],
      rows: segments.values.map((one) => [
        w.name(one.value),
        w.whole(one.rows),
        w.whole(one.positives),
        w.percent(one.observed),
        w.percent(one.predicted),
        w.figure(one.auc.value),
        between(one.auc, w.figure),
        w.figure(one.brierSkill),
      ]),
    },
  ];
}

function importanceFigure({ columns }: TableCard, w: Wording): Block {
  const title = w.word('importanceTitle');
  return {
    kind: 'figure',
    title,
    svg: barChart({
      title,
      bars: columns
        .slice(0, importanceShown)
        .map(({ name, importance }) => ({ label: name, value: importance, figure: w.figure(importance) })),
    }),
    header: [w.word('column'), w.word('size')],
    rows: columns.map(({ name, importance }) => [name, w.figure(importance)]),
  };
}

function dependenceBlocks({ dependence }: TableCard, w: Wording): Block[] {
  if (dependence.length === 0) return [];
  return [
    { kind: 'heading', text: w.word('dependence') },
    { kind: 'text', text: w.word('dependenceHint') },
    ...dependence.map(({ column, points }): Block => {
      const bars = points.map(({ label, effect }) => ({
        label: w.name(label),
        value: effect,
        figure: w.figure(effect, 2),
      }));
      return {
        kind: 'figure',
        title: column,
        svg: barChart({ title: column, bars }),
        header: [column, w.word('effect'), w.word('observed'), w.word('rows')],
        rows: points.map(({ label, effect, observed, rows }) => [
          w.name(label),
          w.figure(effect, 2),
          w.percent(observed),
          w.whole(rows),
        ]),
      };
    }),
  ];
}

function leakageBlocks({ leakage }: TestedTable, w: Wording): Block[] {
  if (leakage.length === 0) return [{ kind: 'text', text: w.word('leakageNone') }];
  const items = leakage.map(({ verdict, why }) => `${why[w.language]} (${w.word(verdict)})`);
  return [{ kind: 'list', items }];
}

function notesBlock({ notes, leakage }: TestedTable, w: Wording): Block {
  const told = new Set(leakage.map(({ why }) => why.en));
  const items = notes.filter(({ en }) => !told.has(en)).map((note) => note[w.language]);
  return items.length === 0 ? { kind: 'text', text: w.word('leftOutNone') } : { kind: 'list', items };
}

function cardTable(card: TableCard, w: Wording): Block {
  const total = card.members.reduce((sum, { weight }) => sum + weight, 0);
  const weights = (['logistic', 'trees'] as const).map((kind) => ({
    kind,
    weight: card.members.filter((member) => member.kind === kind).reduce((sum, { weight }) => sum + weight, 0),
  }));
  return {
    kind: 'table',
    header: ['', ''],
    rows: [
      ['ID', card.id],
      [
        w.word('members'),
        weights
          .filter(({ weight }) => weight > 0)
          .map(({ kind, weight }) => `${w.word(kind)} ${w.percent(weight / total, 0)}`)
          .join(', '),
      ],
      [w.word('calibrated'), `${w.word(card.calibration.method)}. ${card.calibration.reason[w.language]}`],
      [w.word('use'), card.intendedUse[w.language]],
      [w.word('file'), `ONNX, ${card.onnx.opset}, ${w.whole(card.onnx.bytes)} B, SHA-256 ${card.onnx.sha256}`],
    ],
    texts: [0, 1],
  };
}
