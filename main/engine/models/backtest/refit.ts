import type { Bilingual } from '../../../../shared/contract/index.ts';
import { isHoldfastError } from '../../../../shared/domain/errors.ts';
import { calibrate, takeRows } from '../../../stats/index.ts';
import type { FitContext, ModelKind } from '../candidates.ts';
import { churnsIn, labelled, withFeatures } from '../dataset.ts';
import type { Dataset } from '../dataset.ts';
import { choose, evidenceWithin, gather } from '../evidence.ts';
import type { Choice, Evidence } from '../evidence.ts';
import { leastChurns } from '../label-rule.ts';
import { settledUntil } from '../labels.ts';
import { historyDaysBeforeFirst } from '../snapshots.ts';
import { answersOf } from '../stages.ts';
import type { Book } from '../train-task.ts';
import { createKeptRows } from './kept-rows.ts';
import type { LabelledThen } from './kept-rows.ts';
import type { LivesThen } from './lives-then.ts';
import { monthEnds } from './month-ends.ts';
import { customersOn } from './walk.ts';
import type { Backtestable, LearnedFrom } from './types.ts';

export type RefitInput = {
  readonly id: string;
  readonly name: Bilingual;
  readonly book: Book;
  readonly until: number;
  readonly known: LivesThen;
  /** First day of which the book tells anything over time. */
  readonly first: number;
  /** First month that will be asked for. */
  readonly from: number;
  readonly kind: ModelKind;
  /** What it may look at. */
  readonly features: readonly string[];
  readonly seed: number;
  readonly shouldStop: () => boolean;
  /** Called after each month before the first asked for. */
  readonly onMonth: (day: number) => void;
};

// As in the training itself.
const leastSnapshots = 3;
const mostSnapshots = 36;
const leastEvidence = 30;
const roundsBeyondBest = 2.5;
const leastRoundsGrown = 150;

/** Months before the first asked for whose answers decide, by then, how many trees and which calibration. */
const monthsOfEvidence = 9;

/**
 * The model as it would have been trained at the end of each month: learned from the months whose outcome was known by then,
 * labels included, which leaves a gap as long as the horizon. How many trees (or how strong a penalty) and the calibration
 * are decided by its own answers to earlier months whose outcome was known by then. Null for a month in which too few
 * departures were known to learn from.
 */
export function refitScoring(input: RefitInput): Backtestable & { readonly everyNth: number } {
  const { book, known, shouldStop } = input;
  const { horizonDays } = book.rule;
  const all = monthEnds(input.until, Infinity, input.first + historyDaysBeforeFirst);
  const warmUp = all.filter((day) => day < input.from).slice(-monthsOfEvidence);
  const rows = createKeptRows(book.sources, input.features, Math.min(all.length, mostSnapshots), shouldStop);
  const evidence: Evidence[] = [];
  const learned = new Map<number, LearnedFrom>();
  const fitting: FitContext = { seed: input.seed, target: 'churn', shouldStop, onProgress: () => {} };

  function answer(day: number, accounts: Int32Array): Float64Array | null {
    const lives = known.on(day);
    const data = rows.labelledBy(lives, horizonDays, settledUntil(lives, day));
    const columns = rows.columnsOn(day, accounts);
    const fitted = fitWherePossible(data, columns);
    const kept = rows.keep(day, accounts, columns);
    if (fitted === null) return null;
    const { answers, choice } = fitted;
    const logOdds = answers.logOdds.map((own) => Float64Array.from(kept.places, (place) => own[place]!));
    evidence.push({ rows: kept.rows, answers: { ...answers, logOdds } });
    learned.set(day, fitted.learned);
    const own = answers.logOdds[Math.min(choice.stage, answers.logOdds.length - 1)]!;
    return own.map((value) => calibrate(choice.calibration, value));
  }

  /** Enough departures, but none in a part of the time that needs some: nothing could have been learned then either. */
  function fitWherePossible(data: LabelledThen, columns: readonly Float32Array[]) {
    try {
      return fitFor(data, columns);
    } catch (error) {
      if (isHoldfastError(error) && error.code === 'not_enough_data') return null;
      throw error;
    }
  }

  /** A model of what was known, and its answers to the columns; null where that was too little. */
  function fitFor(data: LabelledThen, columns: readonly Float32Array[]) {
    const learn = rowsToLearn(data);
    const days = new Set(Array.from(learn, (row) => data.days[data.snapshots[row]!]!));
    const churns = churnsIn(data, learn);
    if (days.size < leastSnapshots || churns < leastChurns || isOfOneOutcome(data, learn)) return null;
    const usable = withFeatures(data, usableNames(data, learn));
    if (usable.names.length === 0) return null;
    const settled = gather(evidence, data.isKnown);
    const hasEvidence = churnsIn(data, settled.rows) >= leastEvidence;
    const choice: Choice = choose(
      usable,
      hasEvidence ? settled : evidenceWithin(usable, input.kind, someOf(usable, learn), fitting),
    );
    const answers = answersOf(
      input.kind,
      takeRows(labelled(usable), learn),
      usable.names,
      usable.names.map((name) => columns[data.names.indexOf(name)]!),
      Math.max(leastRoundsGrown, roundsBeyondBest * choice.recipe.rounds),
      fitting,
    );
    const { kind, rounds, l2 } = choice.recipe;
    const recipe = kind === 'logistic' ? { trees: null, penalty: l2 } : { trees: rounds, penalty: null };
    return { answers, choice, learned: { until: Math.max(...days), rows: learn.length, churns, ...recipe } };
  }

  return {
    everyNth: rows.everyNth,
    id: input.id,
    name: input.name,
    direction: 'risk',
    scoresAt(day, accounts) {
      for (const before of all) {
        if (before >= day || rows.has(before)) continue;
        const customers = customersOn(known.on(before), before);
        if (warmUp.includes(before)) answer(before, customers);
        else rows.keep(before, customers, rows.columnsOn(before, customers));
        input.onMonth(before);
      }
      return answer(day, accounts);
    },
    learnedFor: (day) => learned.get(day) ?? null,
  };
}

/** Those whose outcome was known, of the latest snapshots. */
function rowsToLearn(data: LabelledThen): Int32Array {
  const from = data.days.length - mostSnapshots;
  return Int32Array.from(data.labels.keys().filter((row) => data.isKnown(row) && data.snapshots[row]! >= from));
}

function isOfOneOutcome(data: Dataset, rows: Int32Array): boolean {
  return rows.every((row) => data.labels[row] === data.labels[rows[0]!]);
}

/** As many rows as it takes to say how many trees; of whole accounts. */
const rowsWithin = 30_000;

function someOf(data: Dataset, rows: Int32Array): Int32Array {
  const everyNth = Math.ceil(rows.length / rowsWithin);
  return everyNth > 1 ? rows.filter((row) => Math.floor(data.accounts[row]! / data.everyNth) % everyNth === 0) : rows;
}

/** Features with at least two different values (missing being one) among the rows. */
function usableNames(data: Dataset, rows: Int32Array): string[] {
  return data.names.filter((_name, index) => {
    const column = data.columns[index]!;
    return rows.some((row) => !Object.is(column[row], column[rows[0]!]));
  });
}
