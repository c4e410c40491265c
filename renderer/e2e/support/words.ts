import { analysisMessages } from '../../app/analysis/messages.ts';
import { appMessages } from '../../app/messages.ts';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { accountPageMessages } from '../../app/account-parts/page-messages.ts';
import { messages as cohorts } from '../../features/cohorts/messages.ts';
import { messages as dataHealth } from '../../features/data-health/messages.ts';
import { messages as drivers } from '../../features/drivers/messages.ts';
import { messages as duplicates } from '../../features/duplicates/messages.ts';
import { messages as engagement } from '../../features/engagement/messages.ts';
import { messages as funnels } from '../../features/funnels/messages.ts';
import { messages as home } from '../../features/home/messages.ts';
import { dropMessages } from '../../features/imports/drop-messages.ts';
import { messages as imports } from '../../features/imports/messages.ts';
import { recipeMessages } from '../../features/imports/recipe-messages.ts';
import { resultMessages } from '../../features/imports/result-messages.ts';
import { watchedMessages } from '../../features/imports/watched-messages.ts';
import { shortcutMessages } from '../../app/shortcut-messages.ts';
import { tourMessages } from '../../app/tour-steps.ts';
import { messages as help } from '../../features/help/messages.ts';
import { messages as insights } from '../../features/insights/messages.ts';
import { messages as lifetimeValue } from '../../features/lifetime-value/messages.ts';
import { workMessages } from '../../app/account-parts/work-messages.ts';
import { explanationMessages } from '../../app/account-parts/explanation-messages.ts';
import { messages as modelDrift } from '../../features/model-drift/messages.ts';
import { messages as modelBacktest } from '../../features/model-backtest/messages.ts';
import { messages as modelReasons } from '../../features/model-reasons/messages.ts';
import { messages as modelImport } from '../../features/model-import/messages.ts';
import { messages as models } from '../../features/models/messages.ts';
import { registryMessages } from '../../features/models/registry-messages.ts';
import { validationMessages } from '../../features/models/validation-messages.ts';
import { messages as paths } from '../../features/paths/messages.ts';
import { messages as review } from '../../features/review/messages.ts';
import { topMessages } from '../../features/review/top-messages.ts';
import { messages as portfolio } from '../../features/portfolio/messages.ts';
import { messages as revenue } from '../../features/revenue/messages.ts';
import { riskMessages } from '../../app/account-parts/risk-messages.ts';
import { messages as renewals } from '../../features/renewals/messages.ts';
import { messages as risks } from '../../features/risks/messages.ts';
import { healthMessages } from '../../app/account-parts/health-messages.ts';
import { messages as healthScores } from '../../features/health-scores/messages.ts';
import { messages as segments } from '../../features/segments/messages.ts';
import { messages as sql } from '../../features/sql/messages.ts';
import { messages as survival } from '../../features/survival/messages.ts';
import { messages as tableModels } from '../../features/table-models/messages.ts';
import { queueMessages } from '../../features/accounts/queue-messages.ts';
import { messages as tasks } from '../../features/tasks/messages.ts';
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
    accountPage: accountPageMessages.texts[language],
    cohorts: cohorts.texts[language],
    dataHealth: dataHealth.texts[language],
    drivers: drivers.texts[language],
    duplicates: duplicates.texts[language],
    engagement: engagement.texts[language],
    funnels: funnels.texts[language],
    home: home.texts[language],
    drop: dropMessages.texts[language],
    health: healthMessages.texts[language],
    healthScores: healthScores.texts[language],
    imports: imports.texts[language],
    recipes: recipeMessages.texts[language],
    results: resultMessages.texts[language],
    watched: watchedMessages.texts[language],
    help: help.texts[language],
    insights: insights.texts[language],
    shortcuts: shortcutMessages.texts[language],
    tour: tourMessages.texts[language],
    lifetimeValue: lifetimeValue.texts[language],
    explanations: explanationMessages.texts[language],
    queue: queueMessages.texts[language],
    tasks: tasks.texts[language],
    work: workMessages.texts[language],
    modelDrift: modelDrift.texts[language],
    modelBacktest: modelBacktest.texts[language],
    modelReasons: modelReasons.texts[language],
    modelImport: modelImport.texts[language],
    models: models.texts[language],
    modelRegistry: registryMessages.texts[language],
    modelValidation: validationMessages.texts[language],
    paths: paths.texts[language],
    portfolio: portfolio.texts[language],
    revenue: revenue.texts[language],
    review: review.texts[language],
    reviewTop: topMessages.texts[language],
    riskParts: riskMessages.texts[language],
    renewals: renewals.texts[language],
    risks: risks.texts[language],
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
