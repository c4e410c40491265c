import type { ContractInputs, LocalChange } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import type { ChangeRows } from '../changes/index.ts';
import { addTask } from '../tasks/index.ts';
import type { DecisionFacts } from './facts.ts';
import { dismissalReasons, expectationOf, freeReason, reasonOf } from './reasons.ts';

type Given = ContractInputs['decisions']['record'];

/** A decision that may be written. Days as in `2026-03-31`. */
export type NewDecision = {
  readonly facts: DecisionFacts;
  readonly values: Readonly<Record<string, string | number | null>>;
  readonly task: NonNullable<Given['task']> | null;
};

const wrong = (message: string): HoldfastError => new HoldfastError('invalid_input', message);

/**
 * Checks what a person decided against what is known.
 * @param now epoch seconds
 * @param today the person's calendar day
 * @throws invalid_input with what to do
 */
export function newDecision(
  given: Given,
  facts: DecisionFacts,
  { now, today, person }: { readonly now: number; readonly today: string; readonly person: string | null },
): NewDecision {
  const { kind, reason = null, watchUntil = null, task = null } = given;
  const text = given.text === '' ? null : (given.text ?? null);
  if (facts.churnedDay !== null)
    throw wrong(
      `${facts.name} churned on ${facts.churnedDay}: there is nothing left to decide. Go on to the next account.`,
    );
  checkWatch(kind, watchUntil, today);
  checkReason(kind, reason, text);
  if (task !== null && kind !== 'act') throw wrong('Only the decision to act makes a task. Add the task by itself.');
  const { score } = facts;
  const isAbove = score === null ? null : score.probability >= score.threshold;
  return {
    facts,
    task,
    values: {
      account_id: facts.id,
      kind,
      decided_at: now,
      decided_day: today,
      data_day: facts.dataDay,
      model_id: score?.modelId ?? null,
      score_as_of: score?.asOf ?? null,
      horizon_days: score?.horizonDays ?? null,
      probability: score?.probability ?? null,
      threshold: score?.threshold ?? null,
      reason_key: reason,
      reason_text: text,
      watch_until: watchUntil,
      expects: given.expects === undefined ? expectationOf(kind, reason, isAbove) : given.expects,
      person: given.person === undefined || given.person === '' ? person : given.person,
    },
  };
}

function checkWatch(kind: Given['kind'], until: string | null, today: string): void {
  if (kind !== 'watch') {
    if (until !== null) throw wrong('Only the decision to watch has a day. Leave the day out, or watch the account.');
    return;
  }
  if (until === null) throw wrong('Until when is the account to be watched? Choose a day.');
  if (!isDay(until)) throw wrong(`${until} is no day. Write it as 2026-03-31.`);
  if (until <= today) throw wrong(`${until} has come already (today is ${today}). Choose a later day to watch until.`);
}

/** Whether the calendar has such a day. */
function isDay(text: string): boolean {
  const number = dayNumber(text);
  return Number.isFinite(number) && dayOfNumber(number) === text;
}

function checkReason(kind: Given['kind'], reason: string | null, text: string | null): void {
  if (kind === 'wrong') {
    if (text === null)
      throw wrong('Say in a few words why the model is wrong: that is what it can be judged by later.');
    if (reason !== null)
      throw wrong('That the model is wrong is said in words. Reasons to choose from are those of a dismissal.');
    return;
  }
  if (kind !== 'dismiss') {
    if (reason !== null) throw wrong('Only a dismissal has a reason to choose. Leave it out, or dismiss the account.');
    return;
  }
  const keys = dismissalReasons.map(({ key }) => key);
  if (reason === null) throw wrong(`A dismissal needs a reason: ${keys.join(', ')}.`);
  if (!keys.includes(reason)) throw wrong(`"${reason}" is no reason of this workspace. There are: ${keys.join(', ')}.`);
  if (reason === freeReason && text === null) throw wrong('Say in a few words what the other reason is.');
}

/** Writes it, with its task, among the rows of a change. @returns its id */
export function addDecision(rows: ChangeRows, { values, task, facts }: NewDecision): number {
  const task_id =
    task === null
      ? null
      : addTask(rows, {
          accountId: facts.id,
          title: task.title,
          due: task.due ?? null,
          assignee: task.assignee ?? null,
        });
  return rows.insert('review_decisions', { ...values, task_id });
}

/** What was done, for the notice with which it can be taken back. */
export function decisionTitle({ values, task, facts }: NewDecision): LocalChange['title'] {
  const { kind, watch_until: until, reason_key: key } = values;
  const reason = reasonOf(typeof key === 'string' ? key : null)?.words;
  const words = {
    act: task === null ? { en: 'Act', es: 'Actuar' } : { en: 'Act, with a task', es: 'Actuar, con una tarea' },
    watch: { en: `Watch until ${until}`, es: `Vigilar hasta el ${until}` },
    dismiss: { en: `Dismissed (${reason?.en})`, es: `Descartada (${reason?.es})` },
    wrong: { en: 'The model is wrong', es: 'El modelo se equivoca' },
  }[String(kind)] ?? { en: String(kind), es: String(kind) };
  return { en: `${facts.name}: ${words.en}`, es: `${facts.name}: ${words.es}` };
}
