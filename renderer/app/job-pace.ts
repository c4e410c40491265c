/** What is known of a job at an instant: milliseconds, 0 to 1 of the way, rows so far. */
export type PaceSample = { readonly at: number; readonly progress: number | null; readonly rows: number | null };

/** How fast a job goes, smoothed: its shares and rows by second; null while that cannot be told. */
export type Pace = {
  readonly last: PaceSample | null;
  readonly sharePerSecond: number | null;
  readonly rowsPerSecond: number | null;
  /** Seconds that were looked at. */
  readonly watched: number;
};

export const noPace: Pace = { last: null, sharePerSecond: null, rowsPerSecond: null, watched: 0 };

/** Older than this counts less than half. */
const memorySeconds = 6;
/** Shorter steps say more of the clock than of the job. */
const shortestSeconds = 0.25;
/** Before this a remaining time would jump about. */
const watchedEnough = 2;

const smoothed = (old: number | null, now: number, seconds: number): number => {
  if (old === null) return now;
  const weight = 1 - Math.exp(-seconds / memorySeconds);
  return old + (now - old) * weight;
};

/** The pace after a further sample. A job that went back (another stage, a resume) is looked at anew. */
export function paceAfter(pace: Pace, sample: PaceSample): Pace {
  const { last } = pace;
  if (last === null || wentBack(last.progress, sample.progress)) return { ...noPace, last: sample };
  const seconds = (sample.at - last.at) / 1_000;
  if (seconds < shortestSeconds) return pace;
  const isSameFile = last.rows !== null && sample.rows !== null && sample.rows >= last.rows;
  return {
    last: sample,
    sharePerSecond:
      last.progress === null || sample.progress === null
        ? pace.sharePerSecond
        : smoothed(pace.sharePerSecond, (sample.progress - last.progress) / seconds, seconds),
    rowsPerSecond: isSameFile
      ? smoothed(pace.rowsPerSecond, ((sample.rows ?? 0) - (last.rows ?? 0)) / seconds, seconds)
      : sample.rows === null
        ? null
        : pace.rowsPerSecond,
    watched: pace.watched + seconds,
  };
}

function wentBack(before: number | null, now: number | null): boolean {
  return before !== null && now !== null && now < before - 0.001;
}

/** Seconds to go; null where it cannot be told yet. */
export function secondsLeft({ last, sharePerSecond, watched }: Pace): number | null {
  if (last === null || last.progress === null || sharePerSecond === null || watched < watchedEnough) return null;
  if (sharePerSecond <= 0) return null;
  return (1 - last.progress) / sharePerSecond;
}

/** A remaining time as people say it: the unit, and how many of it. */
export function remainingWords(seconds: number): {
  readonly unit: 'moment' | 'minute' | 'minutes' | 'hours';
  readonly count: number;
} {
  if (seconds < 10) return { unit: 'moment', count: 0 };
  if (seconds < 60) return { unit: 'minute', count: 1 };
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? { unit: 'minutes', count: minutes } : { unit: 'hours', count: Math.round(minutes / 60) };
}
