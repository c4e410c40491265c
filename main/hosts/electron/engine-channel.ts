import { z } from 'zod';
import { grant } from '../../../shared/contract/index.ts';
import { errorCodes, HoldfastError } from '../../../shared/domain/errors.ts';

/**
 * What the main process and the engine's process say to each other. Paths exist here only: the page speaks to the engine
 * over a port of its own and to the main process through the bridge, both without paths.
 */
export type EngineQuestion =
  | {
      ask: 'register';
      paths: string[];
      /** A path that is a folder stands for the data files in it. */ expand: boolean;
    }
  | {
      ask: 'keep';
      /** Becomes a file of this name that goes when the engine ends. */ text: string;
      name: string;
    }
  | { ask: 'resolve'; grant: string }
  | { ask: 'open'; folder: string };
export type ToEngine = { type: 'connect' } | { type: 'stop' } | ({ type: 'question'; id: number } & EngineQuestion);

export const fromEngine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** The folder of the workspace that is open now, to be opened again after a restart. */
  z.object({ type: z.literal('workspace'), folder: z.string().nullable() }),
  z.object({ type: z.literal('answer'), id: z.number(), value: z.unknown() }),
  z.object({ type: z.literal('refusal'), id: z.number(), code: z.enum(errorCodes), message: z.string() }),
]);
export type FromEngine = z.infer<typeof fromEngine>;

export const grants = z.array(grant);
export const grantedFile = z.object({ path: z.string(), name: z.string() });

type Waiting = { resolve(value: unknown): void; reject(error: HoldfastError): void };

/** Numbers questions and brings each answer to the one who asked; all fail when the engine goes away. */
export function createQuestions() {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  return {
    ask(send: (message: ToEngine) => void, question: EngineQuestion): Promise<unknown> {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        send({ type: 'question', id, ...question });
      });
    },
    settle(message: Extract<FromEngine, { id: number }>): void {
      const asker = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.type === 'answer') asker?.resolve(message.value);
      else asker?.reject(new HoldfastError(message.code, message.message));
    },
    failAll(error: HoldfastError): void {
      for (const asker of waiting.values()) asker.reject(error);
      waiting.clear();
    },
  };
}
