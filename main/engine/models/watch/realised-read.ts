import type { OpenRun, RealisedAnswer, RealisedRun } from '../../../../shared/contract/index.ts';
import { dayNumber, dayOfNumber, instantOfSeconds } from '../../../../shared/domain/time.ts';
import { dataVersion } from '../../db/index.ts';
import type { ReadableDatabase } from '../../db/index.ts';
import type { EventColumns } from '../../events/index.ts';
import { defineEventsRead } from '../../threads/index.ts';
import type { ReadContext } from '../../threads/index.ts';
import { dataUntil } from '../../workspace/index.ts';
import { stopIfAsked } from '../features/row-table.ts';
import { readLifeSources } from '../features/sources.ts';
import type { LifeSources } from '../features/sources.ts';
import { proposeRule } from '../label-rule.ts';
import { accountLife } from '../labels.ts';
import { lifeFacts } from '../life-facts.ts';
import { outcomesOf } from '../outcomes.ts';
import type { Outcomes } from '../outcomes.ts';
import { savedRule } from '../rule-setting.ts';
import { briefOf, watchedCard } from './drift-answer.ts';
import { noModel } from './drift-texts.ts';
import { scoresOf, watchedRuns } from './queries.ts';
import type { WatchedRun } from './queries.ts';
import { realisedFigures } from './realised-figures.ts';
import type { RealisedRows } from './by-account.ts';
import { countsFrom, daysToSettle, lastOfMonths, performanceOf } from './realised-rule.ts';
import { realisedWords, ruleWords } from './realised-texts.ts';

/** The event store is loaded anew with every data version, so it stands for one. */
const answers = new WeakMap<EventColumns, Map<string, RealisedAnswer>>();

/** What came of a model's scores, by the rule in force. */
export function realisedOf(
  { database, events, shouldStop }: Pick<ReadContext, 'database' | 'events' | 'shouldStop'>,
  { model: id }: { readonly model?: string | undefined },
): RealisedAnswer {
  const card = watchedCard(database, id);
  const runs = card === null ? [] : watchedRuns(database, card.id);
  const key = JSON.stringify([card?.id, card?.name, card?.status, card?.createdAt, savedRule(database), runs]);
  const known = answers.get(events())?.get(key);
  if (known !== undefined) return known;
  const answer = judgeRuns(database, events(), card, runs, shouldStop);
  answers.set(events(), new Map([...(answers.get(events()) ?? []), [key, answer]]));
  return answer;
}

export const realisedRead = defineEventsRead('models.realised', realisedOf);

type Card = NonNullable<ReturnType<typeof watchedCard>>;

function judgeRuns(
  database: ReadableDatabase,
  events: EventColumns,
  card: Card | null,
  runs: readonly WatchedRun[],
  shouldStop: () => boolean,
): RealisedAnswer {
  const until = dataUntil(database);
  const facts = {
    dataUntil: until === null ? null : dayOfNumber(Math.floor(until / 86_400)),
    dataVersion: dataVersion(database),
  };
  const empty = { verdict: null, runs: [], together: null, open: [], leftOut: 0, promised: null, ...facts };
  if (card === null || until === null)
    return { ...empty, model: card && briefOf(card), state: 'no-model', why: noModel, rule: noModel };
  const lastDay = Math.floor(until / 86_400);
  const sources = readLifeSources(database, events, shouldStop);
  const life = lifeFacts(sources);
  const rule = savedRule(database) ?? proposeRule(life, lastDay).rule;
  const { target, horizonDays, labelRule } = card;
  const lives = life.map((fact) => accountLife(fact, rule, lastDay));
  const outcomes = outcomesOf(target, { sources, lives, until: lastDay, horizonDays, threshold: labelRule?.threshold });
  const from = countsFrom(card);
  const counted = runs.filter(({ asOf }) => dayNumber(asOf) >= from);
  const isSettled = ({ asOf }: WatchedRun): boolean => dayNumber(asOf) + horizonDays <= outcomes.settled;
  const places = placesOf(sources);
  const rowsOfRun = (run: WatchedRun): RealisedRows => {
    stopIfAsked(shouldStop);
    return labelledScores(database, run, places, outcomes);
  };
  const referenceRate = card.trainingRows > 0 ? card.trainingChurned / card.trainingRows : null;
  const settled = lastOfMonths(counted.filter(isSettled)).map((run) => ({ run, rows: rowsOfRun(run) }));
  const judged = settled.filter(({ rows }) => rows.labels.length > 0);
  const together =
    judged.length === 0 ? null : realisedFigures(joinRows(judged.map(({ rows }) => rows)), referenceRate);
  const open = counted
    .filter((run) => !isSettled(run))
    .map((run): OpenRun => {
      const rows = rowsOfRun(run);
      const happened = target === 'churn' ? rows.labels.reduce((sum, label) => sum + label, 0) : 0;
      return {
        asOf: run.asOf,
        accounts: rows.labels.length,
        happened,
        open: rows.labels.length - happened,
        expected: rows.probabilities.reduce((sum, probability) => sum + probability, 0),
        settlesOn: dayOfNumber(dayNumber(run.asOf) + daysToSettle(card, rule)),
      };
    });
  const promised = card.test?.auc ?? null;
  const { state, verdict } =
    counted.length === 0 ? ({ state: 'no-scores', verdict: null } as const) : performanceOf(together, promised);
  return {
    ...facts,
    model: briefOf(card),
    state,
    verdict,
    why: realisedWords({ card, state, verdict, together, promised, open }),
    rule: ruleWords(card, rule),
    runs: judged.map(({ run, rows }): RealisedRun => ({
      month: run.asOf.slice(0, 7),
      asOf: run.asOf,
      scoredAt: instantOfSeconds(run.scoredAt),
      ...realisedFigures(rows, referenceRate),
    })),
    together,
    open,
    leftOut: runs.length - counted.length,
    promised,
  };
}

function placesOf({ accounts }: LifeSources): ReadonlyMap<string, number> {
  return new Map(accounts.map((account, place) => [account, place]));
}

/** The scores of a run with what came of them; without accounts that by now were no customers on that day. */
function labelledScores(
  database: ReadableDatabase,
  { id, asOf }: WatchedRun,
  places: ReadonlyMap<string, number>,
  outcomes: Outcomes,
): RealisedRows {
  const day = dayNumber(asOf);
  const rows: { place: number; probability: number; label: number; day: number }[] = [];
  for (const [account, probability] of scoresOf(database, id)) {
    const place = places.get(account);
    const outcome = place === undefined ? null : outcomes.outcome(place, day);
    if (place !== undefined && outcome !== null)
      rows.push({ place, probability, label: outcome.label, day: outcome.day });
  }
  return {
    labels: Uint8Array.from(rows, ({ label }) => label),
    probabilities: Float64Array.from(rows, ({ probability }) => probability),
    accounts: Int32Array.from(rows, ({ place }) => place),
    days: new Int32Array(rows.length).fill(day),
    outcomeDays: Int32Array.from(rows, (row) => row.day),
  };
}

function joinRows(parts: readonly RealisedRows[]): RealisedRows {
  return {
    labels: Uint8Array.from(parts.flatMap(({ labels }) => [...labels])),
    probabilities: Float64Array.from(parts.flatMap(({ probabilities }) => [...probabilities])),
    accounts: Int32Array.from(parts.flatMap(({ accounts }) => [...accounts])),
    days: Int32Array.from(parts.flatMap(({ days }) => [...days])),
    outcomeDays: Int32Array.from(parts.flatMap(({ outcomeDays }) => [...outcomeDays])),
  };
}
