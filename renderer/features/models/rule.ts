import type { LabelRule } from '../../../shared/contract/index.ts';

export const bounds = {
  graceDays: { low: 0, high: 365 },
  inactivityDays: { low: 7, high: 730 },
  horizonDays: { low: 7, high: 730 },
} as const;
export type BoundName = keyof typeof bounds;

/** Whether what was typed is a whole number within the bounds. */
export function isWithin(name: BoundName, value: unknown): value is number {
  const { low, high } = bounds[name];
  return typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high;
}

export function countsAnything(rule: LabelRule): boolean {
  return rule.subscriptionEnded.enabled || rule.churnEvent.enabled || rule.inactivity.enabled;
}

export function isSameRule(a: LabelRule, b: LabelRule): boolean {
  const days = (enabled: boolean, value: number): number | null => (enabled ? value : null);
  return (
    a.horizonDays === b.horizonDays &&
    a.churnEvent.enabled === b.churnEvent.enabled &&
    days(a.subscriptionEnded.enabled, a.subscriptionEnded.graceDays) ===
      days(b.subscriptionEnded.enabled, b.subscriptionEnded.graceDays) &&
    days(a.inactivity.enabled, a.inactivity.days) === days(b.inactivity.enabled, b.inactivity.days)
  );
}

/** The form as it is being typed in: a number field may be empty or wrong for a while. */
export type RuleForm = {
  readonly subscriptionEnded: boolean;
  readonly graceDays: number | string;
  readonly churnEvent: boolean;
  readonly inactivity: boolean;
  readonly inactivityDays: number | string;
  readonly horizonDays: number | string;
};

export function formOf(rule: LabelRule): RuleForm {
  return {
    subscriptionEnded: rule.subscriptionEnded.enabled,
    graceDays: rule.subscriptionEnded.graceDays,
    churnEvent: rule.churnEvent.enabled,
    inactivity: rule.inactivity.enabled,
    inactivityDays: rule.inactivity.days,
    horizonDays: rule.horizonDays,
  };
}

/** The rule that a form means; null while a number is wrong or nothing counts as churn. */
export function ruleOf(form: RuleForm): LabelRule | null {
  const { graceDays, inactivityDays, horizonDays } = form;
  if (
    !isWithin('graceDays', graceDays) ||
    !isWithin('inactivityDays', inactivityDays) ||
    !isWithin('horizonDays', horizonDays)
  )
    return null;
  const rule: LabelRule = {
    subscriptionEnded: { enabled: form.subscriptionEnded, graceDays },
    churnEvent: { enabled: form.churnEvent },
    inactivity: { enabled: form.inactivity, days: inactivityDays },
    horizonDays,
  };
  return countsAnything(rule) ? rule : null;
}
