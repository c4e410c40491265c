import { defineRead } from '../threads/index.ts';

/** Owners of the book and who has tasks, with how many are open; by name. */
export const peopleRead = defineRead('tasks.people', ({ database }, _input: null) => {
  return database
    .prepare(
      `SELECT name, max(open) AS open FROM (
         SELECT DISTINCT owner AS name, 0 AS open FROM accounts WHERE superseded_by IS NULL AND owner IS NOT NULL AND tick()
         UNION ALL
         SELECT assignee, count(*) FILTER (WHERE state = 'open') FROM tasks WHERE assignee IS NOT NULL GROUP BY assignee
       ) WHERE trim(name) <> '' GROUP BY name ORDER BY name COLLATE NOCASE LIMIT 2000`,
    )
    .all() as { name: string; open: number }[];
});
