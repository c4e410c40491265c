import type { HomeAnswer, SourceHealth } from '../../../shared/contract/index.ts';
import { recordChange } from '../changes/index.ts';
import { sourcesRead } from '../data-health/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { latestSittings } from './queries.ts';
import { changedRead, homeStateRead } from './read.ts';
import { isSitting } from './since.ts';
import { sourceWords } from './words.ts';

/** What changed since somebody last looked, and what was seen of it. */
export function homeHandlers(engine: EngineContext) {
  const { home } = procedures;
  const now = (): number => Math.floor(Date.now() / 1000);
  const today = (): string =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: engine.settings().zone, dateStyle: 'short' }).format(Date.now());
  return {
    changed: home.changed.handler(async ({ input, signal }) => {
      const { readers } = engine.session();
      const { person } = engine.settings();
      const [answer, sources, state] = await Promise.all([
        readers.run(changedRead, { ...input, now: now(), today: today(), person }, signal),
        readers.run(sourcesRead, now(), signal),
        readers.run(homeStateRead, null, signal),
      ]);
      return { ...answer, notices: [...answer.notices, ...staleSources(sources, new Set(state.seenSources))] };
    }),
    look: home.look.handler(async ({ signal }) => {
      const session = engine.session();
      const { dataDay, scoreDay } = await session.readers.run(homeStateRead, null, signal);
      const { database } = session;
      const [latest] = latestSittings(database);
      const at = now();
      if (isSitting(latest, at)) {
        database
          .prepare('UPDATE home_sittings SET last_at = ?, data_day = ?, score_day = ? WHERE id = ?')
          .run(at, dataDay, scoreDay, latest.id);
        return { sitting: latest.id };
      }
      const { lastInsertRowid } = database
        .prepare('INSERT INTO home_sittings (started_at, last_at, data_day, score_day) VALUES (?, ?, ?, ?)')
        .run(at, at, dataDay, scoreDay);
      return { sitting: Number(lastInsertRowid) };
    }),
    close: home.close.handler(async ({ signal }) => {
      const session = engine.session();
      const { dataDay, scoreDay } = await session.readers.run(homeStateRead, null, signal);
      const at = now();
      const [latest] = latestSittings(session.database);
      const title = { en: 'What changed was seen', es: 'Lo que cambió está visto' };
      const { change } = recordChange(session, { kind: 'home.closed', title, words: ['home'] }, (rows) => {
        const values = { last_at: at, is_closed: 1, data_day: dataDay, score_day: scoreDay };
        if (isSitting(latest, at)) rows.update('home_sittings', latest.id, values);
        else rows.insert('home_sittings', { started_at: at, ...values });
      });
      return { change };
    }),
    seen: home.seen.handler(({ input: { subjects } }) => {
      const at = now();
      const [first] = subjects;
      const one = subjects.length === 1 && first !== undefined ? first : null;
      const what = one === null ? String(subjects.length) : one.name;
      const { change } = recordChange(
        engine.session(),
        {
          kind: 'home.seen',
          title: { en: `Seen: ${what}`, es: `Visto: ${what}` },
          accountId: one?.accountId ?? null,
          words: ['home'],
        },
        (rows) => {
          for (const { accountId, keys } of subjects)
            for (const key of keys)
              rows.insert('home_seen', { account_id: accountId ?? '', news_key: key, seen_at: at });
        },
      );
      return { change };
    }),
  };
}

function staleSources(sources: readonly SourceHealth[], seen: ReadonlySet<string>): HomeAnswer['notices'] {
  return sources
    .filter(({ state }) => state === 'stale')
    .map(({ source, daysBehind, usualGapDays, lastKnownAt, lastImportAt }) => {
      const last = (lastKnownAt ?? lastImportAt).slice(0, 10);
      const key = `source ${source} ${last}`;
      const text = sourceWords(source, daysBehind, usualGapDays);
      return { kind: 'source' as const, key, id: null, day: last, text, isSeen: seen.has(key) };
    });
}

export { monthlyAccounts } from './queries.ts';
export const homeReads = [changedRead, homeStateRead];
