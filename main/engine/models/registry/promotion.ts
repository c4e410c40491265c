import type { Bilingual, Comparison, LabelRule } from '../../../../shared/contract/index.ts';

/** What becomes of a newly trained model. */
export type Promotion = { readonly promote: boolean; readonly why: Bilingual };

export type PromotionInput = {
  readonly beatsChance: boolean;
  /** The rule and horizon that the champion foretells by; null where there is no champion. */
  readonly champion: {
    readonly name: string;
    readonly labelRule: LabelRule | null;
    readonly horizonDays: number;
  } | null;
  readonly labelRule: LabelRule;
  readonly comparison: Comparison | null;
};

/**
 * The first model of a target is put in use where it beats chance. A later one takes the champion's place only where it is
 * better on time that neither has learned from; where the champion foretells something else than what now counts, the two
 * cannot be held against each other, and a person decides which question is to be answered.
 */
export function promotionOf({ beatsChance, champion, labelRule, comparison }: PromotionInput): Promotion {
  if (!beatsChance) return { promote: false, why: noSkill };
  if (champion === null) return { promote: true, why: first };
  if (!foretellsSame(champion, labelRule)) return { promote: false, why: otherRule(champion.name) };
  if (comparison?.verdict === 'better') return { promote: true, why: comparison.why };
  return { promote: false, why: comparison?.why ?? notCompared };
}

export function foretellsSame(
  champion: { readonly labelRule: LabelRule | null; readonly horizonDays: number },
  rule: LabelRule,
): boolean {
  const { labelRule: old, horizonDays } = champion;
  if (old === null) return horizonDays === rule.horizonDays;
  const days = (part: { enabled: boolean }, value: number): number | null => (part.enabled ? value : null);
  return (
    old.horizonDays === rule.horizonDays &&
    old.threshold === rule.threshold &&
    old.churnEvent.enabled === rule.churnEvent.enabled &&
    days(old.subscriptionEnded, old.subscriptionEnded.graceDays) ===
      days(rule.subscriptionEnded, rule.subscriptionEnded.graceDays) &&
    days(old.inactivity, old.inactivity.days) === days(rule.inactivity, rule.inactivity.days)
  );
}

const noSkill: Bilingual = {
  en: 'On later time it was no better than chance, so it is kept only to be looked at.',
  es: 'En un tiempo posterior no fue mejor que el azar, así que se conserva solo para mirarlo.',
};

const first: Bilingual = {
  en: 'It is the first model of this book for this target, and on later time it was better than chance.',
  es: 'Es el primer modelo de esta cartera para este objetivo, y en un tiempo posterior fue mejor que el azar.',
};

const notCompared: Bilingual = {
  en: 'It could not be compared with the model in use, so it waits as a challenger.',
  es: 'No se pudo comparar con el modelo en uso, así que espera como aspirante.',
};

function otherRule(name: string): Bilingual {
  return {
    en: `“${name}” foretells by another rule or horizon than the one that now counts, so the two cannot be compared. This model waits as a challenger; a person can put it in use, with a reason.`,
    es: `«${name}» predice con otra regla u otro horizonte que los que ahora cuentan, así que no se pueden comparar. Este modelo espera como aspirante; una persona puede ponerlo en uso, con un motivo.`,
  };
}
