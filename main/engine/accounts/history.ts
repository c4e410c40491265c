import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { keptAccount } from '../identity/index.ts';
import { defineRead } from '../threads/index.ts';

const mostPoints = 500;

type Point = {
  as_of: string;
  created_at: number;
  model_id: string;
  name: string;
  probability: number;
  base: number;
};

/** What the models for churn said of an account, day by day; of several runs as of one day the last one. */
export const historyRead = defineRead(
  'accounts.history',
  ({ database }, { id }: { id: string }): ContractOutputs['accounts']['history'] => {
    const rows = database
      .prepare(
        `SELECT r.as_of, r.created_at, r.model_id, m.name, s.probability, r.base FROM score_runs AS r
         JOIN models AS m ON m.id = r.model_id AND m.target = 'churn'
         JOIN scores AS s ON s.run_id = r.id AND s.account_id = ?
         WHERE r.id = (SELECT max(l.id) FROM score_runs AS l JOIN models AS n ON n.id = l.model_id AND n.target = 'churn' WHERE l.as_of = r.as_of)
         ORDER BY r.as_of DESC LIMIT ${mostPoints}`,
      )
      .all(keptAccount(database, id)) as Point[];
    return {
      points: rows.toReversed().map((row) => ({
        asOf: row.as_of,
        scoredAt: instantOfSeconds(row.created_at),
        modelId: row.model_id,
        modelName: row.name,
        probability: row.probability,
        base: row.base,
      })),
    };
  },
);
