import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

/** Snapshot days in words: one day, or their number with the first and the last. */
export function useSnapshotWords(): (days: readonly string[]) => string {
  const t = useMessages(messages);
  const format = useFormat();
  return (days) => {
    const sorted = [...days].sort();
    const first = sorted[0];
    const last = sorted.at(-1);
    if (first === undefined || last === undefined) return t('snapshotsNone');
    if (first === last) return t('snapshotsOne', { first: format.day(first) });
    return t('snapshotsRange', {
      count: format.integer(sorted.length),
      first: format.day(first),
      last: format.day(last),
    });
  };
}
