import type { Bilingual, ContractOutputs, LocalChange, RiskReason, RiskStage } from '../../../shared/contract/index.ts';
import type { z } from 'zod';
import type { risksContract } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { recordChange } from '../changes/index.ts';
import type { ChangeRows } from '../changes/index.ts';
import type { Session } from '../session/index.ts';
import { evidenceById, evidenceOf, reasonById, riskById, riskReasons, risksOfAccount } from './queries.ts';
import type { RiskRow } from './queries.ts';
import { isOpen } from './rules.ts';

type Input<Name extends 'add' | 'move' | 'save' | 'link' | 'saveReason'> = z.output<
  NonNullable<(typeof risksContract)[Name]['~orpc']['inputSchema']>
>;
/** Who does it, and when. */
export type By = { readonly person: string | null; readonly now: number };
export type AccountFacts = {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly stake: { minor: number; currency: string } | null;
  readonly probability: number | null;
};

const words = ['risks'];

export const stageNames: Record<RiskStage, Bilingual> = {
  'at-risk': { en: 'at risk', es: 'en riesgo' },
  'plan-in-place': { en: 'plan in place', es: 'con plan' },
  saving: { en: 'saving', es: 'en rescate' },
  recovered: { en: 'recovered', es: 'recuperada' },
  lost: { en: 'lost', es: 'perdida' },
};

/** @returns the new risk's id */
export function addRisk(
  session: Session,
  facts: AccountFacts,
  { stage, reason, owner, due, note, evidence }: Input<'add'>,
  { person, now }: By,
): { id: number; change: LocalChange } {
  const { database } = session;
  if (risksOfAccount(database, facts.id).some((risk) => isOpen(risk.stage))) {
    throw new HoldfastError('conflict', `${facts.name} has an open risk already. Change that one, or close it first.`);
  }
  if (reason !== null) reasonById(database, reason);
  const title = { en: `Risk opened: ${facts.name}`, es: `Riesgo abierto: ${facts.name}` };
  const { result, change } = recordChange(
    session,
    { kind: 'risk.opened', title, words, accountId: facts.id },
    (rows) => {
      const id = rows.insert('risks', {
        account_id: facts.id,
        stage,
        stage_at: now,
        reason_id: reason,
        owner: owner === undefined ? facts.owner : owner,
        note,
        due,
        opened_at: now,
        opened_by: person,
        closed_at: null,
        closing_words: null,
        stake_minor: facts.stake?.minor ?? null,
        stake_currency: facts.stake?.currency ?? null,
        probability: facts.probability,
      });
      rows.insert('risk_stages', { risk_id: id, stage, at: now, person, words: null });
      for (const one of evidence) rows.insert('risk_evidence', { risk_id: id, ...one, at: now, person });
      return id;
    },
  );
  return { id: result, change };
}

/** @param name the account's, for the title */
export function moveRisk(
  session: Session,
  { id, stage, words: said }: Input<'move'>,
  name: string,
  { person, now }: By,
): LocalChange {
  const risk = riskById(session.database, id);
  if (risk.stage === stage) {
    throw new HoldfastError('conflict', `This risk is in the stage "${stageNames[stage].en}" already.`);
  }
  if (!isOpen(stage) && said === null) {
    throw new HoldfastError('invalid_input', 'Say what came of it: a closed risk needs its closing reason in words.');
  }
  if (isOpen(stage) && !isOpen(risk.stage)) refuseSecond(session, risk);
  const title = {
    en: `${name}: ${stageNames[risk.stage].en} → ${stageNames[stage].en}`,
    es: `${name}: ${stageNames[risk.stage].es} → ${stageNames[stage].es}`,
  };
  return recordChange(session, { kind: 'risk.moved', title, words, accountId: risk.account }, (rows) => {
    const end = isOpen(stage) ? { closed_at: null, closing_words: null } : { closed_at: now, closing_words: said };
    rows.update('risks', id, { stage, stage_at: now, ...end });
    rows.insert('risk_stages', { risk_id: id, stage, at: now, person, words: said });
  }).change;
}

function refuseSecond({ database }: Session, risk: RiskRow): void {
  if (risksOfAccount(database, risk.account).some((other) => other.id !== risk.id && isOpen(other.stage))) {
    throw new HoldfastError(
      'conflict',
      'This account has another open risk. Close that one before this is opened again.',
    );
  }
}

export function saveRisk(session: Session, { id, reason, owner, due, note }: Input<'save'>, name: string): LocalChange {
  const risk = riskById(session.database, id);
  if (typeof reason === 'number') reasonById(session.database, reason);
  const values = {
    ...(reason === undefined ? {} : { reason_id: reason }),
    ...(owner === undefined ? {} : { owner }),
    ...(due === undefined ? {} : { due }),
    ...(note === undefined ? {} : { note }),
  };
  const title = { en: `Risk changed: ${name}`, es: `Riesgo cambiado: ${name}` };
  return recordChange(session, { kind: 'risk.changed', title, words, accountId: risk.account }, (rows) =>
    rows.update('risks', id, values),
  ).change;
}

/** With its history and its evidence. */
export function removeRisk(session: Session, id: number, name: string): LocalChange {
  const { database } = session;
  const risk = riskById(database, id);
  const title = { en: `Risk removed: ${name}`, es: `Riesgo quitado: ${name}` };
  return recordChange(session, { kind: 'risk.removed', title, words, accountId: risk.account }, (rows) => {
    const owned = (table: string): number[] =>
      database.prepare(`SELECT id FROM ${table} WHERE risk_id = ?`).pluck().all(id) as number[];
    for (const table of ['risk_stages', 'risk_evidence']) for (const row of owned(table)) rows.remove(table, row);
    rows.remove('risks', id);
  }).change;
}

export function linkEvidence(
  session: Session,
  { risk: id, ...evidence }: Input<'link'>,
  { person, now }: By,
): ContractOutputs['risks']['link'] {
  const { database } = session;
  const risk = riskById(database, id);
  if (
    evidence.kind !== 'words' &&
    evidenceOf(database, id).some((one) => one.kind === evidence.kind && one.reference === evidence.reference)
  ) {
    throw new HoldfastError('conflict', 'This evidence is linked already.');
  }
  const title = { en: `Evidence linked: ${evidence.label}`, es: `Prueba añadida: ${evidence.label}` };
  const { result, change } = recordChange(
    session,
    { kind: 'risk.linked', title, words, accountId: risk.account },
    (rows) => rows.insert('risk_evidence', { risk_id: id, ...evidence, at: now, person }),
  );
  return { evidence: evidenceOf(database, id).find((one) => one.id === result)!, change };
}

export function unlinkEvidence(session: Session, id: number): LocalChange {
  const { risk_id, label } = evidenceById(session.database, id);
  const { account } = riskById(session.database, risk_id);
  const title = { en: `Evidence unlinked: ${label}`, es: `Prueba quitada: ${label}` };
  return recordChange(session, { kind: 'risk.unlinked', title, words, accountId: account }, (rows) =>
    rows.remove('risk_evidence', id),
  ).change;
}

export function saveReason(
  session: Session,
  { id, name, hidden }: Input<'saveReason'>,
): { reason: RiskReason; change: LocalChange } {
  const { database } = session;
  if (id !== undefined) reasonById(database, id);
  const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
  if (
    riskReasons(database).some(
      (other) => other.id !== id && (same(other.name.en, name.en) || same(other.name.es, name.es)),
    )
  ) {
    throw new HoldfastError(
      'conflict',
      `There is a reason named "${name.en}" or "${name.es}" already. Choose another name.`,
    );
  }
  const values = { name_en: name.en, name_es: name.es, hidden: hidden ? 1 : 0 };
  const title = { en: `Reason: ${name.en}`, es: `Razón: ${name.es}` };
  const save = (rows: ChangeRows): number => {
    if (id === undefined) return rows.insert('risk_reasons', { key: null, ...values });
    rows.update('risk_reasons', id, values);
    return id;
  };
  const { result, change } = recordChange(session, { kind: 'risk.reason', title, words }, save);
  return { reason: reasonById(database, result), change };
}
