import type { Job } from '../../../shared/contract/index.ts';

/** What a command may print: answers on stdout, everything else on stderr. */
export type Output = {
  /** With `--json` the value, otherwise the text. */
  answer(value: unknown, text: () => string): void;
  note(text: string): void;
  progress(job: Pick<Job, 'kind' | 'subject' | 'progress' | 'stage'>): void;
};

export type Stream = { write(text: string): unknown; isTTY?: boolean | undefined };

export function createOutput(json: boolean, stdout: Stream, stderr: Stream): Output {
  let lastLine = '';
  const endLine = (): void => {
    if (stderr.isTTY && lastLine !== '') stderr.write('\n');
    lastLine = '';
  };
  return {
    answer(value, text) {
      endLine();
      stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text()}\n`);
    },
    note(text) {
      endLine();
      stderr.write(`${text}\n`);
    },
    progress({ kind, progress, stage }) {
      // Every tenth is enough where lines pile up, as in a log.
      const step = stderr.isTTY ? 100 : 10;
      const share = progress === null ? '' : ` ${Math.floor(Math.floor(progress * step) * (100 / step))} %`;
      const numbers = stderr.isTTY && stage ? Object.values(stage.values).map(String).join(' ') : '';
      const line = `${kind}${stage ? `: ${stage.key}` : ''}${share}${numbers ? ` (${numbers})` : ''}`;
      if (line === lastLine) return;
      stderr.write(stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
      lastLine = line;
    },
  };
}

/** Columns of text, numbers to the right; a sentence where there are no rows. */
export function table(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  if (rows.length === 0) return 'There is nothing to show yet.';
  const cells = [header, ...rows.map((row) => row.map((value) => (value === null ? '–' : String(value))))];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumber = header.map(
    (_, column) => rows.length > 0 && rows.every((row) => row[column] === null || /^[\d+-]/.test(String(row[column]))),
  );
  return cells
    .map((row) =>
      row
        .map((text, column) =>
          isNumber[column] ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
