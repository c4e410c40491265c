import { labelRule } from '../../../shared/contract/index.ts';
import type { LabelRule } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { readMeta, writeMeta } from '../db/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';

const key = 'label_rule';

/** The rule that a person set; null where none was, or what is stored is no rule any more. */
export function savedRule(database: ReadableDatabase | WritableDatabase): LabelRule | null {
  const text = readMeta(database, key);
  if (text === null) return null;
  const parsed = labelRule.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/** @throws invalid_input where the rule would call nothing churn */
export function saveRule(database: WritableDatabase, rule: LabelRule): void {
  if (!rule.subscriptionEnded.enabled && !rule.churnEvent.enabled && !rule.inactivity.enabled) {
    throw new HoldfastError(
      'invalid_input',
      'This rule calls nothing churn. Switch on at least one of: subscription ended, churn event, inactivity.',
    );
  }
  writeMeta(database, key, JSON.stringify(rule));
}
