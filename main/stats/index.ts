export type { Random } from './random.ts';
export { childSeed, createRandom, permutation, shuffle } from './random.ts';
export { chiSquaredTail, logit, normalCdf, normalQuantile, sigmoid } from './special.ts';
export { betaBinomialAtMost, binomialAtMost } from './tails.ts';

export type { NumericColumn, Tree, TreesModel } from './trees/model.ts';
export type { FittedTrees, LabelledRows, TrainingProgress, TreeOptions, TreesInput } from './trees/options.ts';
export { defaultTreeOptions } from './trees/options.ts';
export { fitTrees } from './trees/boost.ts';
export type { TreeJob, TreeTeam } from './trees/crew.ts';
export { helpWithTrees } from './trees/crew.ts';
export { predictTrees, predictTreesRow } from './trees/predict.ts';

export type { LogisticModel } from './logistic.ts';
export { logisticContributions, predictLogistic, predictLogisticRow } from './logistic.ts';
export type { LogisticInput } from './logistic-fit.ts';
export { fitLogistic } from './logistic-fit.ts';

export { churnTreeOptions, takeColumns, takeRows } from './learner.ts';

export type { HalvingInput, HalvingResult, Trial } from './search/halving.ts';
export { successiveHalving } from './search/halving.ts';
export type { TreeSearchInput, TreeSearchResult, TreeShape } from './search/tree-search.ts';
export { searchTreeShape } from './search/tree-search.ts';

export type { Calibration, IsotonicCalibration, NoCalibration, SigmoidCalibration } from './calibration.ts';
export { calibrationMethodFor, isotonicNeeds } from './calibration-choice.ts';
export { calibrate, fitCalibration, fitIsotonic, fitSigmoid } from './calibration.ts';

export type { ShapTable, ShapWork } from './tree-shap-rows.ts';
export { shapTable } from './tree-shap-rows.ts';
export type { ProbabilityContributions, ShapValues, TreeExplainer } from './tree-shap.ts';
export { createTreeExplainer, probabilityContributions, shapValues } from './tree-shap.ts';

export type { GainPoint, Labels, Scores } from './metrics.ts';
export {
  auc,
  brier,
  brierSkill,
  gainCurve,
  liftAtTop,
  logLoss,
  logLossOfLogOdds,
  prAuc,
  precisionAtCapacity,
  quantile,
  recallAtCapacity,
  topCount,
} from './metrics.ts';
export type { ReliabilityBin } from './reliability.ts';
export { calibrationError, reliabilityBins } from './reliability.ts';
export type { BootstrapInterval, BootstrapOptions, Metric } from './bootstrap.ts';
export { bootstrapInterval, pairedBootstrapInterval } from './bootstrap.ts';

export { wilson } from './intervals.ts';
export { groupedFolds, stratifiedFolds } from './folds.ts';

export type { EncodedFeature, Encoder, EncoderOptions, FittedEncoder, RawColumn } from './encoding.ts';
export { encode, fitEncoder } from './encoding.ts';
export type { TableLearner, TableModel, TableModelInput } from './table-learner.ts';
export { fitTableModel, predictTableModel } from './table-learner.ts';

export type { LogRank, SurvivalCurve, SurvivalPoint } from './survival.ts';
export { kaplanMeier, logRank, survivalAt } from './survival.ts';
export type { CoxInput, CoxModel } from './cox.ts';
export { coxBaselineAt, coxLogRisk, coxRatios, fitCox } from './cox.ts';
export type { HazardModel, Survival } from './hazard.ts';
export { fitHazard, survivalThrough } from './hazard.ts';
export type { FittedParameters, ParameterInterval } from './lifetime/fitted.ts';
export { parameterIntervals, slopesOf, varianceOf } from './lifetime/fitted.ts';
export type { BgNbd, BgNbdParameters, PurchaseHistory } from './lifetime/bg-nbd.ts';
export { bgNbdAlive, bgNbdExpected, bgNbdExpectedOfNew, fitBgNbd } from './lifetime/bg-nbd.ts';
export type { GammaGamma, GammaGammaParameters } from './lifetime/gamma-gamma.ts';
export { correlation, fitGammaGamma, gammaGammaExpected, gammaGammaMean } from './lifetime/gamma-gamma.ts';
export type { ContractAhead, RenewalCounts, RenewalModel, RenewalParameters } from './lifetime/renewal-models.ts';
export { fitRenewals, monthsToCome, renewalRate, renewalSurvival } from './lifetime/renewal-models.ts';

export type { CategoryCoding } from './category-codings.ts';
export { codeColumns, codingLookup, fitCategoryCodings, tellsApart } from './category-codings.ts';

export { leakageGini, singleFeatureGini } from './leakage.ts';

export { benjaminiHochberg, fisherExact } from './exact.ts';

export type { SeasonalDecomposition, SeasonalOptions } from './seasonal.ts';
export { decomposeSeasonal } from './seasonal.ts';
export type { TwoShares } from './difference.ts';
export { shareDifference, stratifiedDifference } from './difference.ts';
