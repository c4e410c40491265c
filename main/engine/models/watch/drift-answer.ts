import type { DriftAnswer, DriftReport } from '../../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../../db/index.ts';
import { featureNamed } from '../features/catalogue.ts';
import { cardOf, modelInUse } from '../queries.ts';
import { standsOut } from './drift.ts';
import { importanceOf } from './drift-task.ts';
import { driftStateWords, driftWords, noModel } from './drift-texts.ts';
import { hasScored, reportsOf } from './queries.ts';
import type { ReportRow } from './queries.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;
type Card = ReturnType<typeof cardOf>;

const mostReports = 24;

/** The card of the model that is asked for, or of the one in use for churn; null where there is none. */
export function watchedCard(database: AnyDatabase, id: string | undefined): Card | null {
  const found = id ?? modelInUse(database);
  return found === null ? null : cardOf(database, found);
}

export function briefOf({ id, name, status, target, origin, horizonDays }: Card): NonNullable<DriftAnswer['model']> {
  return { id, name, status, target, origin, horizonDays };
}

/** The latest report of a model, or the state that says why there is none. @throws not_found for a model that is not there */
export function driftAnswer(database: AnyDatabase, id: string | undefined): DriftAnswer {
  const card = watchedCard(database, id);
  if (card === null) return { model: null, state: 'no-model', why: noModel, report: null, history: [] };
  const model = briefOf(card);
  const [latest, ...earlier] = reportsOf(database, card.id, mostReports);
  if (latest === undefined) {
    const state = hasScored(database, card.id) ? 'not-computed' : 'no-scores';
    return { model, state, why: driftStateWords[state](card.name), report: null, history: [] };
  }
  const report = reportOf(card, latest);
  const history = earlier.map(({ asOf, verdict, report: stored }) => ({
    asOf,
    verdict,
    scorePsi: stored?.score?.psi ?? null,
    features: stored?.features.filter(standsOut).length ?? 0,
  }));
  return { model, state: 'ready', why: report.why, report, history };
}

function reportOf(card: Card, { report, scoredAt, ...row }: ReportRow): DriftReport {
  const importance = importanceOf(card);
  return {
    ...row,
    scoredAt: instantOfSeconds(scoredAt),
    why: driftWords(card, report),
    accounts: report?.accounts ?? 0,
    accountsThen: report?.accountsThen ?? 0,
    scoresThen: report?.scoresThen ?? null,
    score: report?.score ?? null,
    features: (report?.features ?? [])
      .map((feature) => {
        const known = featureNamed(feature.name);
        return {
          ...feature,
          theme: known?.theme ?? 'other',
          unit: known?.unit ?? '',
          description: known === undefined ? { en: feature.name, es: feature.name } : { ...known.description },
          importance: importance.get(feature.name) ?? null,
        };
      })
      .sort((a, b) => (b.importance ?? 0) - (a.importance ?? 0)),
  };
}
