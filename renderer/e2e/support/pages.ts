import type { Words } from './words.ts';

/** Every page that has an address of its own and what stands on it once it is ready: a heading. */
export function pagesOf(words: Words): readonly (readonly [path: string, ready: string])[] {
  return [
    ['/', words.home.title],
    ['/portfolio', words.portfolio.title],
    ['/portfolio?tab=tree', words.portfolio.title],
    ['/portfolio?tab=months', words.portfolio.title],
    ['/review', words.review.reasons],
    ['/review?tab=top&cost=100&saveRate=0.1', words.reviewTop['top.groups']],
    ['/review?tab=judge', words.reviewTop['judge.title']],
    ['/tasks', words.tasks.empty],
    ['/retention', words.cohorts.curve],
    ['/funnel', words.funnels.steps],
    ['/model', words.models.performanceTitle],
    ['/model?tab=features', words.models.featuresTitle],
    ['/model?tab=rule', words.models.ruleTitle],
    ['/model?tab=limits', words.models.factsTitle],
    ['/model/reasons', words.modelReasons.title],
    ['/model/backtest', words.modelBacktest.title],
    ['/model/drift', words.modelDrift.features],
    ['/health', words.healthScores.title],
    ['/risks', words.risks.title],
    ['/renewals', words.renewals.title],
    ['/import', words.imports.historyTitle],
    ['/imports/1', words.results.totalsTitle],
    ['/data?table=tickets', words.dataHealth.title],
    ['/data?tab=sources', words.dataHealth.title],
    ['/data?tab=findings', words.dataHealth.title],
    ['/data?tab=needs', words.dataHealth.title],
    ['/duplicates', words.duplicates.title],
    ['/settings', words.app['nav.settings']],
    ['/help', words.help.title],
    ['/welcome', words.welcome.createTitle],
  ];
}
