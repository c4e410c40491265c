import type { Judgement } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { settledUntil } from '../models/index.ts';
import { bookLives } from '../survival/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { fatesOf, judge } from './judge.ts';
import { allDecisions } from './queries.ts';
import { judgeWords } from './words.ts';

type JudgeInput = { readonly threshold?: number | undefined };

export const judgeRead = defineEventsRead('decisions.judge', judgeOf);

/** Who was right, by the churn rule in force; within one snapshot of the database. */
export function judgeOf(context: ReadContext, { threshold }: JudgeInput): Judgement {
  const { accounts, lives, rule, until } = bookLives(context);
  const places = new Map(accounts.map((id, place) => [id, place]));
  const settled = settledUntil(lives, until);
  const graceDays = rule.subscriptionEnded.enabled ? rule.subscriptionEnded.graceDays : 0;
  const lifeOf = (account: string) => {
    const place = places.get(account);
    return place === undefined ? undefined : lives[place];
  };
  const fates = fatesOf(allDecisions(context.database), { lifeOf, settled });
  return {
    ...judge(fates, graceDays, threshold),
    settledUntil: until < 0 ? null : dayOfNumber(settled),
    words: judgeWords(rule, threshold),
  };
}
