import { fromWireError } from '../../../shared/contract/index.ts';
import { commands } from './commands/index.ts';
import { helpOf, readArguments, UsageError } from './command.ts';
import type { Command } from './command.ts';
import { createOutput } from './output.ts';
import type { Stream } from './output.ts';

const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

/** Runs one command line: answers go to `stdout`, everything else to `stderr`. @returns the exit code */
export async function main(
  words: readonly string[],
  { stdout, stderr }: { readonly stdout: Stream; readonly stderr: Stream },
): Promise<number> {
  const command = findCommand(words);
  if (!command) {
    const asksForHelp = words.length === 0 || words.includes('--help');
    const text = overview();
    if (asksForHelp) stdout.write(text);
    else stderr.write(`There is no command "${words.slice(0, 2).join(' ')}".\n\n${text}`);
    return asksForHelp && words.length > 0 ? exitCodes.done : exitCodes.usage;
  }
  const rest = words.slice(command.name.split(' ').length);
  if (rest.includes('--help')) {
    stdout.write(`${helpOf(command)}\n`);
    return exitCodes.done;
  }
  const json = rest.includes('--json');
  try {
    await command.run(readArguments(command, rest), createOutput(json, stdout, stderr));
    return exitCodes.done;
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`${error.message}\n\n${helpOf(command)}\n`);
      return exitCodes.usage;
    }
    const { code, message } = fromWireError(error);
    if (json) stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
    else stderr.write(`${message}\n`);
    return exitCodes.failed;
  }
}

function findCommand(words: readonly string[]): Command | undefined {
  return commands.find((command) => command.name === words.slice(0, command.name.split(' ').length).join(' '));
}

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length)) + 2;
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}${command.summary}`);
  return `Holdfast, the workbench against churn, without a screen.\n\nUsage: holdfast <command> [options]\n\n${lines.join('\n')}\n\nholdfast <command> --help tells the options of each.\n`;
}
