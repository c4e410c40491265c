import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { type CsvValue, rowFile, type SampleFile } from './csv.ts';
import type { ChurnCause } from './hidden-process.ts';
import type { Life } from './lives.ts';
import type { SampleSettings } from './options.ts';
import { createRandom } from './random.ts';
import { churnReasons } from './text-bank.ts';
import { churnFeedback } from './texts.ts';

/** How often each reason is given, in the order of `churnReasons`: people do not always name the cause. */
const reasonWeights: Record<ChurnCause, readonly number[]> = {
  decline: [2, 3, 1, 3, 3, 0.3, 5, 1],
  'sour-support': [1, 3, 8, 3, 0.5, 0.1, 0.5, 0.3],
  seats: [5, 1, 0.5, 2, 1, 1, 2, 4],
  silent: [3, 1, 0.3, 4, 2, 4, 0.5, 3],
};

export function churnedCustomersFile(lives: readonly Life[], settings: SampleSettings): SampleFile {
  const header = ['customer_id', 'churn_date', 'reason', 'feedback'];
  const rows = (): CsvValue[][] =>
    lives
      .flatMap(({ account, path, championLeaves }) => {
        if (path.cause === null) return [];
        const random = createRandom(settings.seed, `churn ${account.id}`);
        const day = settings.firstDay + path.endIndex;
        const left = championLeaves !== null && day - championLeaves < 150 && random.chance(0.6);
        const reason = left ? 'champion_left' : churnReasons[random.weighted(reasonWeights[path.cause])]!;
        const feedback = random.chance(0.72) ? churnFeedback(reason, account.language, random) : null;
        return [{ id: account.id, day, reason, feedback }];
      })
      .sort((a, b) => a.day - b.day)
      .map(({ id, day, reason, feedback }) => [id, dayOfNumber(day), reason, feedback]);
  return rowFile('churned-customers.csv', 'churn_events', header, rows);
}
