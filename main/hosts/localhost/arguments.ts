import { parseArgs } from 'node:util';
import { HoldfastError } from '../../../shared/domain/errors.ts';

export type LocalhostArguments = { workspace: string | null; port: number; open: boolean; help: boolean };

export const localhostUsage = `Usage: node main/hosts/localhost/index.ts [options]

  --workspace DIR  open this workspace folder
  --port N         listen on this port of 127.0.0.1 (a free one by default)
  --open           open the default browser (the default)
  --no-open        only print the address
  --help           show this text
`;

/** Throws `invalid_input` for what cannot be read. */
export function readArguments(given: readonly string[]): LocalhostArguments {
  try {
    const { values } = parseArgs({
      args: [...given],
      allowNegative: true,
      options: {
        workspace: { type: 'string' },
        port: { type: 'string', default: '0' },
        open: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
      },
    });
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
      throw new Error(`--port must be a number from 0 to 65535, not "${values.port}".`);
    return { workspace: values.workspace ?? null, port: Number(values.port), open: values.open, help: values.help };
  } catch (error) {
    throw new HoldfastError('invalid_input', error instanceof Error ? error.message : String(error), {}, error);
  }
}
