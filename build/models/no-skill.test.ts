import { describe, expect, it } from 'vitest';
import { createRandom } from '../../main/stats/index.ts';
import { latestScores, scoreBook, trainModel } from '../../main/engine/models/index.ts';
import { cardOf } from '../../main/engine/models/queries.ts';
import { addDays, secondsOfDay } from '../../shared/domain/time.ts';
import { openSampleSession } from './sample-session.ts';

const quiet = () => ({ signal: new AbortController().signal, report: () => {} });

describe('a book whose churns are drawn at random', () => {
  it('gets no model of its own: the baseline is used, and it is said that nothing tells who leaves', async () => {
    const { session, close } = await openSampleSession({ accounts: 400, seed: 3, eventsPerAccountScale: 0.3 });
    const { database } = session;
    const random = createRandom(9);
    const ids = database.prepare('SELECT account_id FROM accounts ORDER BY account_id').pluck().all() as string[];
    database.exec('DELETE FROM churn_events; DELETE FROM subscriptions');
    const insert = database.prepare(
      `INSERT INTO churn_events (churn_event_id, account_id, churn_day, import_id, file_id, row_number, known_at, row_hash) VALUES (?, ?, ?, 1, 1, 1, ?, '')`,
    );
    for (const id of ids) {
      if (random.next() > 0.6) continue;
      const day = addDays('2024-10-01', random.integer(630));
      insert.run(`churn-${id}`, id, day, secondsOfDay(day));
    }
    session.bumpDataVersion();
    const answer = await trainModel(session, { seed: 42 }, quiet());
    expect(answer).toMatchObject({ trained: false, modelId: 'baseline' });
    expect(answer.why).toMatch(/no better than chance/);
    expect(answer.whyEs).toMatch(/no es mejor que el azar/);
    const own = cardOf(database, 'model-1');
    expect(own.status).toBe('challenger');
    expect(own.limits[0]?.en).toMatch(/did not tell the accounts with the outcome from the others/);
    expect(cardOf(database, 'baseline').why).toEqual(own.why);
    expect(own.why).toEqual({ en: answer.why, es: answer.whyEs });
    await scoreBook(session, {}, quiet());
    expect(latestScores(database)?.modelId).toBe('baseline');
    await close();
  }, 240_000);
});
