import type { Bilingual, ModelCard, PermutationImportance } from '../../../../shared/contract/index.ts';
import { isHoldfastError } from '../../../../shared/domain/errors.ts';
import { dayNumber, dayOfNumber } from '../../../../shared/domain/time.ts';
import type { EventColumns } from '../../events/index.ts';
import { defineEventsRead } from '../../threads/index.ts';
import type { ReadContext } from '../../threads/index.ts';
import { themeOf } from '../features/catalogue.ts';
import { cardOf } from '../queries.ts';
import { toldModel } from './account-read.ts';
import { openModel } from './open-model.ts';
import type { OpenModel } from './open-model.ts';
import { pastRows } from './past-rows.ts';
import type { PastRows } from './past-rows.ts';
import { permutationImportance } from './permutation.ts';
import { latestRun } from './queries.ts';
import type { Run } from './queries.ts';

/** Without test snapshots of its own a model is judged on the latest of which the outcome is known. */
const latestSnapshots = 4;

/** The last answer: it takes seconds, and stays the same as long as the data version does. */
const answers = new WeakMap<EventColumns, { readonly key: string; readonly answer: PermutationImportance }>();

/** What a model loses when it may not see a feature, on the time that it was tested on. */
export const permutationRead = defineEventsRead(
  'explanations.permutation',
  (context, input: { model?: string | undefined }): PermutationImportance => {
    const { database, shouldStop } = context;
    const run = latestRun(database, input.model);
    const model = openModel(database, run);
    const card = cardOf(database, run.modelId);
    const nothing = (why: Bilingual): PermutationImportance => ({
      model: toldModel(run, model),
      unseen: false,
      snapshots: [],
      rows: 0,
      accounts: 0,
      cameTrue: 0,
      logLoss: null,
      auc: null,
      features: [],
      why,
    });
    if (model.inside === null) return nothing(texts.closed);
    const tested = testRows(context, run, model, card);
    if (tested === null) return nothing(texts.tooEarly);
    const { data } = tested.rows;
    const cameTrue = data.labels.reduce((sum, label) => sum + label, 0);
    if (cameTrue === 0 || cameTrue === data.labels.length) return nothing(texts.oneOutcome);
    const key = `${run.modelId} ${run.scoredAt} ${data.days.join(' ')}`;
    const known = answers.get(context.events());
    if (known?.key === key) return known.answer;
    const found = permutationImportance(
      model.inside,
      model.calibrate,
      { columns: data.columns, labels: data.labels, groups: data.snapshots, accounts: data.accounts },
      { seed: model.definition.seed, shouldStop },
    );
    const answer: PermutationImportance = {
      model: toldModel(run, model),
      unseen: tested.unseen,
      snapshots: data.days.map(dayOfNumber),
      rows: data.labels.length,
      accounts: new Set(data.accounts).size,
      cameTrue,
      logLoss: found.logLoss,
      auc: found.auc,
      features: found.features
        .map((importance, place) => {
          const feature = model.definition.features[place]!;
          return { feature, theme: themeOf(feature), ...importance };
        })
        .sort((a, b) => b.lossRise.value - a.lossRise.value),
      why: null,
    };
    answers.set(context.events(), { key, answer });
    return answer;
  },
);

/** Null where no past day has a known outcome. */
function testRows(
  context: ReadContext,
  { target }: Run,
  { definition }: OpenModel,
  card: ModelCard,
): { rows: PastRows; unseen: boolean } | null {
  const own = new Set((card.testSnapshots ?? []).map(dayNumber));
  const learnedUntil = Math.max(-Infinity, ...(card.trainingSnapshots ?? []).map(dayNumber));
  let unseen = false;
  try {
    const rows = pastRows(context, target, definition, (settled) => {
      // Days of the test that are still settled; a book that changed since may have others.
      const tested = [...own].filter((day) => day <= (settled.at(-1) ?? -Infinity)).sort((a, b) => a - b);
      const days = tested.length > 0 ? tested : settled.slice(-latestSnapshots);
      unseen = Number.isFinite(learnedUntil) && days.every((day) => day > learnedUntil);
      return days;
    });
    return { rows, unseen };
  } catch (error) {
    if (isHoldfastError(error) && error.code === 'not_enough_data') return null;
    throw error;
  }
}

const texts = {
  closed: {
    en: 'The inside of this model is not known here, so shuffling its inputs is left out. The ranking by parts stands.',
    es: 'Aquí no se conoce el interior de este modelo, así que no se barajan sus entradas. La clasificación por aportes vale.',
  },
  tooEarly: {
    en: 'No past day has a known outcome yet, so nobody can say what the model would lose.',
    es: 'Todavía no hay ningún día pasado con resultado conocido, así que no se puede decir qué perdería el modelo.',
  },
  oneOutcome: {
    en: 'In the time of the test all accounts had the same outcome, so nothing can be compared.',
    es: 'En el periodo de prueba todas las cuentas tuvieron el mismo resultado, así que no hay nada que comparar.',
  },
} as const satisfies Record<string, Bilingual>;
