import { analysisMessages } from '../../app/analysis/messages.ts';
import { appMessages } from '../../app/messages.ts';
import { accountsMessages } from '../../features/accounts/messages.ts';
import { messages as cohorts } from '../../features/cohorts/messages.ts';
import { messages as dataHealth } from '../../features/data-health/messages.ts';
import { messages as drivers } from '../../features/drivers/messages.ts';
import { messages as duplicates } from '../../features/duplicates/messages.ts';
import { messages as engagement } from '../../features/engagement/messages.ts';
import { messages as funnels } from '../../features/funnels/messages.ts';
import { dropMessages } from '../../features/imports/drop-messages.ts';
import { messages as imports } from '../../features/imports/messages.ts';
import { recipeMessages } from '../../features/imports/recipe-messages.ts';
import { resultMessages } from '../../features/imports/result-messages.ts';
import { watchedMessages } from '../../features/imports/watched-messages.ts';
import { messages as insights } from '../../features/insights/messages.ts';
import { messages as lifetimeValue } from '../../features/lifetime-value/messages.ts';
import { explanationMessages } from '../../features/accounts/explanation-messages.ts';
import { messages as modelReasons } from '../../features/model-reasons/messages.ts';
import { messages as modelImport } from '../../features/model-import/messages.ts';
import { messages as models } from '../../features/models/messages.ts';
import { registryMessages } from '../../features/models/registry-messages.ts';
import { validationMessages } from '../../features/models/validation-messages.ts';
import { messages as paths } from '../../features/paths/messages.ts';
import { messages as revenue } from '../../features/revenue/messages.ts';
import { messages as segments } from '../../features/segments/messages.ts';
import { messages as sql } from '../../features/sql/messages.ts';
import { messages as survival } from '../../features/survival/messages.ts';
import { messages as tableModels } from '../../features/table-models/messages.ts';
import { messages as trends } from '../../features/trends/messages.ts';
import { messages as welcome } from '../../features/welcome/messages.ts';
import type { Language } from '../../ui/messages.ts';
import { uiMessages } from '../../ui/texts.ts';

/** The very texts of the pages, so that a test follows when a sentence gets better. */
export function wordsOf(language: Language) {
  return {
    analysis: analysisMessages.texts[language],
    app: appMessages.texts[language],
    accounts: accountsMessages.texts[language],
    cohorts: cohorts.texts[language],
    dataHealth: dataHealth.texts[language],
    drivers: drivers.texts[language],
    duplicates: duplicates.texts[language],
    engagement: engagement.texts[language],
    funnels: funnels.texts[language],
    drop: dropMessages.texts[language],
    imports: imports.texts[language],
    recipes: recipeMessages.texts[language],
    results: resultMessages.texts[language],
    watched: watchedMessages.texts[language],
    insights: insights.texts[language],
    lifetimeValue: lifetimeValue.texts[language],
    explanations: explanationMessages.texts[language],
    modelReasons: modelReasons.texts[language],
    modelImport: modelImport.texts[language],
    models: models.texts[language],
    modelRegistry: registryMessages.texts[language],
    modelValidation: validationMessages.texts[language],
    paths: paths.texts[language],
    revenue: revenue.texts[language],
    segments: segments.texts[language],
    sql: sql.texts[language],
    survival: survival.texts[language],
    tableModels: tableModels.texts[language],
    trends: trends.texts[language],
    ui: uiMessages.texts[language],
    welcome: welcome.texts[language],
  };
}
export type Words = ReturnType<typeof wordsOf>;

/** A text as it appears with its values filled in; values that are not given may be anything. */
export function filled(text: string, values: Readonly<Record<string, string>> = {}): RegExp {
  const escape = (plain: string) => plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = text.split(/\{\{(\w+)\}\}/);
  return new RegExp(
    parts
      .map((part, index) => (index % 2 === 0 ? escape(part) : values[part] === undefined ? '.+' : escape(values[part])))
      .join(''),
  );
}
