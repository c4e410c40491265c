import { eventIterator, oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { z } from 'zod';
import { errorBorder } from '../../../engine/index.ts';
import { errorCodes, HoldfastError } from '../../../../shared/domain/errors.ts';

/** The smallest contract with every kind of call that the product's contract has. */
export const conformanceContract = {
  add: oc.input(z.object({ left: z.number(), right: z.number() })).output(z.object({ sum: z.number() })),
  wait: oc.input(z.object({ name: z.string() })).output(z.object({ waited: z.boolean() })),
  rename: oc
    .input(z.object({ name: z.string().trim().min(1) }))
    .output(z.object({ name: z.string(), times: z.number() })),
  fail: oc.input(z.object({ code: z.enum(errorCodes) })).output(z.object({})),
  crash: oc.output(z.object({})),
  echo: oc.input(z.object({ text: z.string() })).output(z.object({ text: z.string(), length: z.number() })),
  /** A stream that says nothing until its signal fires. */
  idle: oc.input(z.object({ name: z.string() })).output(eventIterator(z.object({}))),
  watch: oc
    .input(z.object({ name: z.string(), steps: z.number().int(), failAt: z.number().int().optional() }))
    .output(eventIterator(z.object({ step: z.number(), of: z.number() }))),
};

/** What the handlers saw, so that a test can tell an abort that arrived from a client that merely stopped listening. */
export type Seen = { aborted: Set<string>; started: Set<string>; ended: Set<string>; names: string[] };

export function createConformanceRouter() {
  const seen: Seen = { aborted: new Set(), started: new Set(), ended: new Set(), names: [] };
  const os = implement(conformanceContract).use(errorBorder);
  const router = os.router({
    add: os.add.handler(({ input }) => ({ sum: input.left + input.right })),
    wait: os.wait.handler(async ({ input, signal }) => {
      seen.started.add(input.name);
      await new Promise<void>((resolve) => {
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
      seen.aborted.add(input.name);
      throw new HoldfastError('cancelled', `The question "${input.name}" was cancelled. Nothing was changed.`);
    }),
    rename: os.rename.handler(({ input }) => {
      seen.names.push(input.name);
      return { name: input.name, times: seen.names.length };
    }),
    fail: os.fail.handler(({ input }) => {
      throw new HoldfastError(input.code, `A sentence about ${input.code}.`, {
        row: 3,
        column: 'plan',
        open: true,
        none: null,
        names: ['a', 'b'],
      });
    }),
    crash: os.crash.handler(() => {
      throw new TypeError('x is not a function');
    }),
    echo: os.echo.handler(({ input }) => ({ text: input.text, length: input.text.length })),
    idle: os.idle.handler(async function* ({ input, signal }) {
      seen.started.add(input.name);
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
      seen.ended.add(input.name);
      yield {};
    }),
    watch: os.watch.handler(async function* ({ input, signal }) {
      seen.started.add(input.name);
      try {
        for (let step = 1; step <= input.steps; step++) {
          if (input.failAt === step) throw new HoldfastError('file_unreadable', 'The file ended early.', { row: step });
          if (signal?.aborted === true) return;
          yield { step, of: input.steps };
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      } finally {
        seen.ended.add(input.name);
      }
    }),
  });
  return { router, seen };
}
