import type { Bilingual, ModelTarget } from '../../../shared/contract/index.ts';
import { inBoth } from './both-languages.ts';
import { engagementDays, leastActiveDays, usualThresholds } from './outcomes.ts';

/** The rule by which a target's outcome is told, in words; churn has a rule of its own (label-rule-texts.ts). */
export function outcomeRule(
  target: Exclude<ModelTarget, 'churn'>,
  horizonDays: number,
  threshold: number = usualThresholds[target],
): Bilingual {
  const percent = Math.round(threshold * 1000) / 10;
  return target === 'expansion'
    ? inBoth({
        en: ({ count }) =>
          `A customer with recurring revenue has expanded when, ${count(horizonDays, 'day', 'days')} after the snapshot, that revenue is at least ${percent}% higher than on the day of the snapshot. Who left has not expanded. Amounts are converted at the stated rates; where there is no rate, the account is left out.`,
        es: ({ count }) =>
          `Un cliente con ingreso recurrente se ha ampliado cuando, ${count(horizonDays, 'día', 'días')} después de la instantánea, ese ingreso es al menos un ${percent} % mayor que el día de la instantánea. Quien se fue no se ha ampliado. Los importes se convierten con las tasas indicadas; si no hay tasa, la cuenta queda fuera.`,
      })
    : inBoth({
        en: ({ count }) =>
          `A customer who was active on at least ${leastActiveDays} of the ${engagementDays} days up to the snapshot stays engaged when the last ${Math.min(engagementDays, horizonDays)} of the following ${count(horizonDays, 'day', 'days')} hold at least ${percent}% as many active days. Who left is not engaged.`,
        es: ({ count }) =>
          `Un cliente activo al menos ${leastActiveDays} de los ${engagementDays} días hasta la instantánea sigue activo cuando los últimos ${Math.min(engagementDays, horizonDays)} de los ${count(horizonDays, 'día siguiente', 'días siguientes')} tienen al menos un ${percent} % de esos días activos. Quien se fue no sigue activo.`,
      });
}
