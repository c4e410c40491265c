import { defineAccountSet } from '../../threads/index.ts';
import { themeOf } from '../features/catalogue.ts';
import { stopIfAsked } from '../features/row-table.ts';
import { openModel } from './open-model.ts';
import { latestRun, scoreRows } from './queries.ts';

const rowsBetweenStopChecks = 512;

/** Accounts whose score a feature, or a theme, raises (or lowers), most first. */
export const reasonSet = defineAccountSet('reason', ({ database, shouldStop }, set) => {
  const run = latestRun(database, set.model);
  const { features } = openModel(database, run).definition;
  const places = features.flatMap((name, place) =>
    (set.feature === undefined || set.feature === name) && (set.theme === undefined || set.theme === themeOf(name))
      ? [place]
      : [],
  );
  const sign = set.which === 'raises' ? 1 : -1;
  const found: { id: string; size: number }[] = [];
  let seen = 0;
  for (const { account, contributions } of scoreRows(database, run.id)) {
    if (seen++ % rowsBetweenStopChecks === 0) stopIfAsked(shouldStop);
    const size = sign * places.reduce((sum, place) => sum + contributions[place]!, 0);
    if (size > 0) found.push({ id: account, size });
  }
  return found.sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
});
