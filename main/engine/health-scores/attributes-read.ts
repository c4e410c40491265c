import { accountAttribute } from '../accounts/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import type { AttributePairs } from './compute-task.ts';
import type { AttributeValues } from './variants.ts';

/** The values of attributes as they are today. Only in reads over events. */
export const attributesIn = (context: ReadContext, keys: readonly string[]): AttributeValues =>
  Object.fromEntries(keys.map((key) => [key, accountAttribute(context, key).of]));

export const attributesRead = defineEventsRead(
  'healthScores.attributes',
  (context, { keys }: { readonly keys: readonly string[] }): AttributePairs =>
    Object.fromEntries(Object.entries(attributesIn(context, keys)).map(([key, of]) => [key, [...of]])),
);
