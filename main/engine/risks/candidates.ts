import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { keptAccount } from '../identity/index.ts';
import { defineRead } from '../threads/index.ts';

type Candidate = ContractOutputs['risks']['candidates'][number];
type Row = { kind: Candidate['kind']; reference: string; label: string | null; at: number };

const rowsOfEach = 20;

const sources = [
  `SELECT 'ticket' AS kind, ticket_id AS reference, coalesce(subject, ticket_id) AS label, opened_at AS at
   FROM tickets WHERE superseded_by IS NULL AND account_id = :account ORDER BY opened_at DESC LIMIT ${rowsOfEach}`,
  `SELECT 'interaction' AS kind, interaction_id AS reference, coalesce(subject, type, interaction_id) AS label, occurred_at AS at
   FROM interactions WHERE superseded_by IS NULL AND account_id = :account ORDER BY occurred_at DESC LIMIT ${rowsOfEach}`,
  `SELECT 'survey' AS kind, response_id AS reference, coalesce(survey, response_id) || coalesce(': ' || score, '') AS label, submitted_at AS at
   FROM surveys WHERE superseded_by IS NULL AND account_id = :account ORDER BY submitted_at DESC LIMIT ${rowsOfEach}`,
  `SELECT 'note' AS kind, CAST(n.id AS TEXT) AS reference, n.text AS label, n.updated_at AS at
   FROM notes n LEFT JOIN account_aliases a ON a.alias_id = n.account_id
   WHERE coalesce(a.account_id, n.account_id) = :account ORDER BY n.updated_at DESC LIMIT ${rowsOfEach}`,
];

const longest = 160;
const short = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`);

export const candidatesRead = defineRead('risks.candidates', ({ database }, account: string): Candidate[] => {
  const id = keptAccount(database, account);
  return sources
    .flatMap((sql) => database.prepare(sql).all({ account: id }) as Row[])
    .sort((a, b) => b.at - a.at)
    .map(({ kind, reference, label, at }) => ({
      kind,
      reference,
      label: short((label ?? '').trim() || reference),
      at: instantOfSeconds(at),
    }));
});
