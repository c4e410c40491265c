import type { Finding } from '../../../../shared/contract/index.ts';
import { howMany } from './count-words.ts';
import { sightingFinding } from './findings.ts';
import type { Sightings } from './stage-events.ts';
import type { StagedFile, StagingRun } from './staging-run.ts';

type Choices = { choices?: Readonly<Record<string, 'keep' | 'leave-out'>> };

/** What was noticed while files were read. @param future events that are dated in the future */
export function readingFindings(
  { events, known }: StagingRun,
  future: number,
  files: readonly StagedFile[],
): Finding[] {
  const mappings = files.filter(({ table }) => table === 'events').map(({ mapping }) => JSON.parse(mapping) as Choices);
  const leavesOut = (key: string): boolean => mappings.some(({ choices }) => choices?.[key] === 'leave-out');
  /** Rows that the recipes of their files may leave out. */
  const ofEvents = (key: string, seen: Sightings, text: (count: number) => string): Finding[] =>
    sightingFinding(key, 'warning', 'events', seen, text).map((found) => ({
      ...found,
      text: leavesOut(key)
        ? `${found.text} ${found.count === 1 ? 'It was' : 'They were'} left out, as the recipe says.`
        : found.text,
      choices: ['keep', 'leave-out'],
      choice: leavesOut(key) ? 'leave-out' : 'keep',
    }));
  return [
    ...sightingFinding(
      'files-already-imported',
      'info',
      null,
      { count: known.length, examples: known.slice(0, 5) },
      (count) =>
        howMany(
          count,
          'of the files was imported before as it is, so nothing of it is new.',
          'of the files were imported before as they are, so nothing of them is new.',
        ),
    ),
    ...ofEvents('events-before-subscription', events.beforeSubscription, (count) =>
      howMany(count, 'usage row predates its subscription.', 'usage rows predate their subscription.'),
    ),
    ...ofEvents('events-before-account', events.beforeAccount, (count) =>
      howMany(
        count,
        'usage row predates the day on which its account became a customer.',
        'usage rows predate the day on which their account became a customer.',
      ),
    ),
    ...sightingFinding('unknown-accounts', 'warning', 'events', events.unknownOwner, (count) =>
      howMany(
        count,
        'usage row leads to no account and was rejected.',
        'usage rows lead to no account and were rejected.',
      ),
    ),
    ...ofEvents('future-dates', { count: future, examples: [] }, (count) =>
      howMany(count, 'usage row is dated in the future.', 'usage rows are dated in the future.'),
    ),
  ];
}
