import type { AnswerDefinition, Bilingual } from '../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { dataVersion } from '../db/index.ts';
import type { ReadContext } from '../threads/index.ts';

type Answer = {
  /** The section of the definitions page. */
  readonly key: string;
  readonly values?: AnswerDefinition['values'];
  readonly words: Bilingual;
  /** Accounts or contacts that took part. */
  readonly sample: number;
  /** Epoch seconds; null without data. */
  readonly asOf: number | null;
};

/** What every answer of an analysis says of itself. */
export function answerDefinition(context: ReadContext, answer: Answer): AnswerDefinition {
  const { key, values = {}, words, sample, asOf } = answer;
  return {
    key,
    values,
    words,
    sample,
    dataVersion: dataVersion(context.database),
    asOf: asOf === null ? null : instantOfSeconds(asOf),
  };
}
