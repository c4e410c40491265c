import { main } from '../main.ts';

export type Result = { readonly code: number; readonly stdout: string; readonly stderr: string };

function gathering(): { readonly text: () => string; readonly stream: { write(text: string): void } } {
  const parts: string[] = [];
  return { text: () => parts.join(''), stream: { write: (text) => void parts.push(text) } };
}

/**
 * The command line in this process, which spares each call the start of a process of its own. What belongs to the process
 * (exit, signals, standard input) is tested with the program itself.
 *
 * @param home Holdfast's own files @param always words that every call ends with, e.g. the workspace
 */
export function commandLine(home: () => string, always: () => readonly string[] = () => []) {
  return async (...words: string[]): Promise<Result> => {
    Object.assign(process.env, { HOLDFAST_HOME: home(), SECRET: 'correct horse' });
    const [out, err] = [gathering(), gathering()];
    const code = await main([...words, ...always()], { stdout: out.stream, stderr: err.stream });
    return { code, stdout: out.text(), stderr: err.text() };
  };
}
