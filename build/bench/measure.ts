import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What one run took: by the clock, and of the processors, all threads of this process together. */
export type Run = { readonly seconds: number; readonly processor: number; readonly load: number };

/** Above this load, before a run, others had the processors too: then only figures of one round compare. */
export const quietLoad = 1.5;

export function startRun(): () => Run {
  const load = loadavg()[0] ?? 0;
  const processor = process.cpuUsage();
  const begun = performance.now();
  return () => {
    const seconds = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(processor);
    return { seconds, processor: (user + system) / 1e6, load };
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** One line of the table at the end. */
export type Contest = {
  readonly what: string;
  readonly ours: readonly Run[];
  readonly peer: string | null;
  readonly theirs: readonly Run[];
  /** Seconds that the median of ours may take, where there is no peer to be measured by. */
  readonly limit: number | null;
};

const shown = (value: number): string => value.toFixed(2);

export function tableOf(contests: readonly Contest[]): string {
  const header = ['', 'ours s', 'cpu s', 'against', 'its s', 'its cpu s', 'ratio', 'cpu ratio', 'load before, highest'];
  const rows = contests.map(({ what, ours, peer, theirs, limit }) => {
    const [seconds, processor] = [ours.map((run) => run.seconds), ours.map((run) => run.processor)].map(median);
    const load = shown(Math.max(...[...ours, ...theirs].map((run) => run.load)));
    const start = [what, shown(seconds!), shown(processor!)];
    if (peer === null) {
      const against = limit === null ? '-' : `at most ${limit} s`;
      return [...start, against, '-', '-', limit === null ? '-' : shown(seconds! / limit), '-', load];
    }
    const [itsSeconds, itsProcessor] = [theirs.map((run) => run.seconds), theirs.map((run) => run.processor)].map(
      median,
    );
    const ratios = [shown(seconds! / itsSeconds!), shown(processor! / itsProcessor!)];
    return [...start, peer, shown(itsSeconds!), shown(itsProcessor!), ...ratios, load];
  });
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line)].join('\n');
}

export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory} GB`;
}

/** Says so where the machine was not quiet. */
export function loadSentence(contests: readonly Contest[]): string {
  const runs = contests.flatMap(({ ours, theirs }) => [...ours, ...theirs]);
  const busy = runs.filter(({ load }) => load > quietLoad).length;
  if (busy === 0) return `The machine was quiet: its load was at most ${quietLoad} before each run.`;
  return `The machine was NOT quiet before ${busy} of ${runs.length} runs (load above ${quietLoad}; the runs themselves count in it too): compare ratios rather than seconds.`;
}
