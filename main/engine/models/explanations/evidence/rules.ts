import { featureNamed } from '../../features/catalogue.ts';
import type { TableName } from '../../../../../shared/domain/tables.ts';
import type { EvidenceRule } from './item.ts';
import { eventRules } from './rules-events.ts';
import { rowRules } from './rules-rows.ts';

/**
 * Which rows stand behind a feature. One without a rule of its own shows the rows of its source in the days that its name
 * ends in.
 */
export function evidenceRule(feature: string): EvidenceRule {
  const own = eventRules[feature] ?? rowRules[feature];
  if (own) return own;
  const table: TableName = featureNamed(feature)?.source ?? 'events';
  const days = /_(\d+)$/.exec(feature)?.[1];
  return { table, spans: [{ key: 'now', from: 0, to: days === undefined ? null : Number(days) }] };
}
