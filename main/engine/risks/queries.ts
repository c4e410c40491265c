import type { RiskEvidence, RiskReason, RiskStage } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import type { StageRow } from './rules.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;

export type RiskRow = {
  id: number;
  /** The account that stands for it now. */
  account: string;
  stage: RiskStage;
  stage_at: number;
  reason_id: number | null;
  name_en: string | null;
  name_es: string | null;
  owner: string | null;
  note: string | null;
  due: string | null;
  opened_at: number;
  opened_by: string | null;
  closed_at: number | null;
  closing_words: string | null;
  stake_minor: number | null;
  stake_currency: string | null;
  probability: number | null;
  evidence: number;
};

const riskSql = `
SELECT k.*, coalesce(a.account_id, k.account_id) AS account, r.name_en, r.name_es,
  (SELECT count(*) FROM risk_evidence e WHERE e.risk_id = k.id) AS evidence
FROM risks k LEFT JOIN account_aliases a ON a.alias_id = k.account_id LEFT JOIN risk_reasons r ON r.id = k.reason_id`;

export const allRisks = (database: AnyDatabase): RiskRow[] => database.prepare(riskSql).all() as RiskRow[];

export const risksOfAccount = (database: AnyDatabase, account: string): RiskRow[] =>
  database
    .prepare(`${riskSql} WHERE coalesce(a.account_id, k.account_id) = ? ORDER BY k.id DESC`)
    .all(account) as RiskRow[];

/** @throws not_found */
export function riskById(database: AnyDatabase, id: number): RiskRow {
  const row = database.prepare(`${riskSql} WHERE k.id = ?`).get(id) as RiskRow | undefined;
  if (row === undefined) throw new HoldfastError('not_found', 'There is no such risk. It may have been removed.');
  return row;
}

/** Oldest first. */
export const stagesOf = (database: AnyDatabase, risk: number): StageRow[] =>
  database
    .prepare('SELECT stage, at, person, words FROM risk_stages WHERE risk_id = ? ORDER BY at, id')
    .all(risk) as StageRow[];

const toEvidence = ({ at, ...row }: Omit<RiskEvidence, 'at'> & { at: number }): RiskEvidence => ({
  ...row,
  at: instantOfSeconds(at),
});

export const evidenceOf = (database: AnyDatabase, risk: number): RiskEvidence[] =>
  (
    database
      .prepare('SELECT id, kind, reference, label, at, person FROM risk_evidence WHERE risk_id = ? ORDER BY id')
      .all(risk) as (Omit<RiskEvidence, 'at'> & { at: number })[]
  ).map(toEvidence);

export type EvidenceRow = { id: number; risk_id: number; label: string };

/** @throws not_found */
export function evidenceById(database: AnyDatabase, id: number): EvidenceRow {
  const row = database.prepare('SELECT id, risk_id, label FROM risk_evidence WHERE id = ?').get(id);
  if (row === undefined) throw new HoldfastError('not_found', 'This evidence is not linked any more.');
  return row as EvidenceRow;
}

/** Those offered first, in their order. */
export function riskReasons(database: AnyDatabase): RiskReason[] {
  const rows = database
    .prepare(
      `SELECT r.id, r.name_en, r.name_es, r.hidden, (SELECT count(*) FROM risks k WHERE k.reason_id = r.id) AS uses
       FROM risk_reasons r ORDER BY r.hidden, r.id`,
    )
    .all() as { id: number; name_en: string; name_es: string; hidden: number; uses: number }[];
  return rows.map(({ id, name_en, name_es, hidden, uses }) => ({
    id,
    name: { en: name_en, es: name_es },
    hidden: hidden === 1,
    uses,
  }));
}

/** @throws not_found */
export function reasonById(database: AnyDatabase, id: number): RiskReason {
  const found = riskReasons(database).find((reason) => reason.id === id);
  if (found === undefined) throw new HoldfastError('not_found', 'There is no such reason. `risks reasons` lists them.');
  return found;
}
