import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { auc } from '../../../stats/index.ts';
import type { SampleAccount } from './accounts.ts';
import { addMonths } from './calendar.ts';
import { type ChurnCause, circumstancesOf, type HiddenPath, probabilityOfLeaving } from './hidden-process.ts';
import type { SampleSettings } from './options.ts';

export const hazardHorizonDays = 90;

export interface TrueAccount {
  id: string;
  /** The first day on which the account is no longer a customer; null while it still is. */
  churnDay: string | null;
  cause: ChurnCause | null;
  recovered: boolean;
}

export interface TrueHazard {
  account: string;
  /** First day of a month on which the account is a customer. */
  day: string;
  /** The generator's own probability that the churn day lies in the 90 days after `day`. */
  probability: number;
}

export interface BestPossible {
  /** Area under the ROC curve of the true probabilities; null where only one outcome occurs. */
  auc: number | null;
  /** Month starts whose 90 days lie inside the history. */
  snapshots: number;
  churns: number;
}

export interface SampleTruth {
  accounts: TrueAccount[];
  hazard90: TrueHazard[];
  /** What a model could reach that saw the hidden states. None can do better except by luck. */
  bestPossible: BestPossible;
}

export function tellTruth(
  accounts: readonly SampleAccount[],
  paths: readonly HiddenPath[],
  settings: SampleSettings,
): SampleTruth {
  const { firstDay, lastDay, days } = settings;
  const hazard90: TrueHazard[] = [];
  const scores: number[] = [];
  const left: number[] = [];
  const monthStarts: number[] = [];
  for (let months = 0; ; months++) {
    const day = addMonths(firstDay, months);
    if (day > lastDay) break;
    monthStarts.push(day);
  }
  const dayTexts = monthStarts.map(dayOfNumber);
  for (const [position, account] of accounts.entries()) {
    const path = paths[position]!;
    const at = circumstancesOf(account, firstDay, days + hazardHorizonDays);
    for (const [month, day] of monthStarts.entries()) {
      const index = day - firstDay;
      if (index < path.firstIndex || index >= path.endIndex) continue;
      const probability = probabilityOfLeaving(path.states[index]!, index, hazardHorizonDays, at);
      hazard90.push({ account: account.id, day: dayTexts[month]!, probability });
      if (day + hazardHorizonDays > lastDay) continue;
      scores.push(probability);
      left.push(path.churned && path.endIndex - index <= hazardHorizonDays ? 1 : 0);
    }
  }
  return {
    accounts: accounts.map(({ id }, position) => {
      const { churned, endIndex, cause, recovered } = paths[position]!;
      return { id, churnDay: churned ? dayOfNumber(firstDay + endIndex) : null, cause, recovered };
    }),
    hazard90,
    bestPossible: {
      auc: auc(Uint8Array.from(left), scores),
      snapshots: scores.length,
      churns: left.reduce((count, label) => count + label, 0),
    },
  };
}
