import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Output } from './output.ts';

/** A wrong call: told on stderr with the command's usage, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The words that a command was called with. */
export type Arguments = {
  readonly positionals: readonly string[];
  /** @throws UsageError where it is missing and there is no fallback */
  text(name: string, fallback?: string): string;
  optional(name: string): string | undefined;
  flag(name: string): boolean;
  integer(name: string, fallback: number): number;
  /** `A,B,C` as its parts, of every time that the option was given; empty where not given. */
  list(name: string): string[];
};

export type Command = {
  /** One word or two: `table cv`. */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Each option with what it means; `flag` takes no value, `many` may be given more than once. */
  readonly options: Readonly<Record<string, { readonly flag?: true; readonly many?: true; readonly help: string }>>;
  run(given: Arguments, output: Output): Promise<void>;
};

/** Options that every command has. */
export const commonOptions = {
  json: { flag: true, help: 'answer as JSON on stdout' },
  help: { flag: true, help: 'show this text' },
} as const;

export const workspaceOptions = {
  workspace: { help: 'the folder of the workspace' },
  'passphrase-env': { help: 'name of the environment variable that holds the passphrase' },
} as const;

/** @throws UsageError for options that the command does not have, or values that are missing */
export function readArguments(command: Command, words: readonly string[]): Arguments {
  const known: Command['options'] = { ...command.options, ...commonOptions };
  const options: ParseArgsOptionsConfig = Object.fromEntries(
    Object.entries(known).map(([name, option]) => [
      name,
      { type: option.flag ? 'boolean' : 'string', multiple: option.many ?? false },
    ]),
  );
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const optional = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    positionals,
    optional,
    text(name, fallback) {
      const value = optional(name) ?? fallback;
      if (value === undefined) throw new UsageError(`--${name} is missing: ${known[name]?.help ?? ''}`);
      return value;
    },
    flag: (name) => values[name] === true,
    integer(name, fallback) {
      const value = optional(name);
      if (value === undefined) return fallback;
      if (!/^-?\d+$/.test(value)) throw new UsageError(`--${name} takes a whole number, not "${value}".`);
      return Number(value);
    },
    list: (name) =>
      [values[name] ?? []]
        .flat()
        .flatMap((value) => String(value).split(','))
        .map((part) => part.trim())
        .filter(Boolean),
  };
}

export function helpOf(command: Command): string {
  const options = Object.entries({ ...command.options, ...commonOptions });
  const width = Math.max(...options.map(([name]) => name.length)) + 4;
  return [
    `${command.summary}\n`,
    `Usage: holdfast ${command.usage}\n`,
    ...options.map(([name, option]) => `  ${`--${name}`.padEnd(width)}${option.help}`),
  ].join('\n');
}

/** `30d`, `12h`, `90m`, `2w` in seconds. */
export function seconds(text: string, name: string): number {
  const match = /^(\d+)([smhdw])$/.exec(text);
  const unit = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }[match?.[2] ?? ''];
  if (!match || unit === undefined)
    throw new UsageError(`--${name} takes a time such as 30d, 12h or 90m, not "${text}".`);
  return Number(match[1]) * unit;
}

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(value: string, words: Words, name: string): Words[number] {
  if ((words as readonly string[]).includes(value)) return value;
  throw new UsageError(`--${name} is one of ${words.join(', ')}, not "${value}".`);
}
