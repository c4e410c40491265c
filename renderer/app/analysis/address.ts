import type { z } from 'zod';
import { readSearch } from '../search.ts';

/** The parameters that the kit keeps for itself in the address of an analysis. */
export const questionParameter = 'q';
export const insightParameter = 'insight';

type Values = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What differs from the defaults: an address says only that, and a question without differences is no parameter at all. */
export function differences(values: Values, defaults: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([key, value]) => value !== undefined && !isSame(value, defaults[key])),
  );
}

export type AddressReading<Question, View> = {
  readonly question: Question;
  readonly view: View;
  /** Something in the address did not fit; the default stands in its place. */
  readonly isBroken: boolean;
};

/** Reads an address. Fields that do not fit fall back to their defaults, one by one. Both schemas must accept `{}`. */
export function readAddress<Question extends z.ZodObject, View extends z.ZodObject>(
  schemas: { readonly question: Question; readonly view: View },
  search: Values,
): AddressReading<z.output<Question>, z.output<View>> {
  const asked = search[questionParameter];
  const hasQuestion = asked === undefined || isRecord(asked);
  const given = isRecord(asked) ? asked : {};
  return {
    question: readSearch(schemas.question, given),
    view: readSearch(schemas.view, search),
    isBroken:
      !hasQuestion ||
      !schemas.question.safeParse(given).success ||
      !schemas.view.safeParse(search).success ||
      Object.keys(given).some((key) => !(key in schemas.question.shape)),
  };
}

type Change = {
  readonly question?: Values;
  readonly view?: Values;
};

/** The address after a change; parameters that belong to neither schema stay. */
export function changeAddress(
  schemas: { readonly question: z.ZodObject; readonly view: z.ZodObject },
  search: Values,
  { question, view }: Change,
): Record<string, unknown> {
  const before = readAddress(schemas, search);
  const defaults = readAddress(schemas, {});
  const next: Record<string, unknown> = { ...search };
  if (question !== undefined) {
    const asked = differences({ ...before.question, ...question }, defaults.question);
    if (Object.keys(asked).length === 0) delete next[questionParameter];
    else next[questionParameter] = asked;
  }
  for (const key of Object.keys(schemas.view.shape)) delete next[key];
  return { ...next, ...differences({ ...before.view, ...view }, defaults.view) };
}
