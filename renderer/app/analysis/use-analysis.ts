import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { z } from 'zod';
import type { Insight } from '../../../shared/contract/index.ts';
import { changeAddress, insightParameter, questionParameter, readAddress } from './address.ts';

export type InsightKind = Insight['kind'];

type Push = { readonly push?: boolean };

/** An analysis as its address says it. */
export type Analysis<Question, View> = {
  readonly kind: InsightKind;
  readonly question: Question;
  readonly view: View;
  /** Something in the address did not fit and was replaced by its default; the bar says so. */
  readonly isBroken: boolean;
  /** The saved insight that was opened, as far as the address says. */
  readonly insight: number | null;
  /** Changes parts of the question; `undefined` puts a part back to its default. View parameters in `closes` go back too. */
  readonly setQuestion: (patch: Partial<Question>, options?: Push) => void;
  /** Changes parts of the view. With `push` the back button undoes it: for things that open. */
  readonly setView: (patch: Partial<View>, options?: Push) => void;
  /** Both at once. */
  readonly change: (patch: { question?: Partial<Question>; view?: Partial<View> }, options?: Push) => void;
  /** The question as it is without an address; the view stays. */
  readonly reset: () => void;
};

/** What of an analysis matters to those who do not know its question. */
export type AnyAnalysis = Pick<Analysis<object, object>, 'kind' | 'question' | 'isBroken' | 'insight' | 'reset'>;

type Options<Question extends z.ZodObject, View extends z.ZodObject> = {
  readonly kind: InsightKind;
  readonly question: Question;
  readonly view: View;
  /** View parameters that mean nothing for another question: an open cell, a page of a list. */
  readonly closes?: readonly (keyof z.output<View> & string)[];
};

const none: readonly string[] = [];

/**
 * The whole state of an analysis in its address, so that every view is a link: `q` holds what of the question differs
 * from the defaults, view parameters stand beside it. Both schemas must accept `{}`, and must be constants of a module.
 *
 * @example
 * const question = funnelQuestion.extend({ steps: z.array(funnelStep).max(mostFunnelSteps).default([]) });
 * const view = z.object({ show: z.enum(['share', 'count']).default('share'), step: z.number().int().optional() });
 * const analysis = useAnalysis({ kind: 'funnel', question, view, closes: ['step'] });
 */
export function useAnalysis<Question extends z.ZodObject, View extends z.ZodObject>({
  kind,
  question,
  view,
  closes = none,
}: Options<Question, View>): Analysis<z.output<Question>, z.output<View>> {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const schemas = useMemo(() => ({ question, view }), [question, view]);
  const reading = useMemo(() => readAddress(schemas, search), [schemas, search]);
  const closing = closes.join(' ');

  const go = useCallback(
    (next: (previous: Record<string, unknown>) => Record<string, unknown>, { push = false }: Push = {}) =>
      void navigate({ to: '.', search: next, replace: !push, resetScroll: false } as never),
    [navigate],
  );
  const change = useCallback(
    (patch: { question?: Partial<z.output<Question>>; view?: Partial<z.output<View>> }, options?: Push): void => {
      const closed =
        patch.question === undefined ? {} : Object.fromEntries(closing.split(' ').map((key) => [key, undefined]));
      go(
        (previous) =>
          changeAddress(schemas, previous, {
            ...(patch.question === undefined ? {} : { question: patch.question }),
            view: { ...closed, ...patch.view },
          }),
        options,
      );
    },
    [go, schemas, closing],
  );
  const setQuestion = useCallback(
    (patch: Partial<z.output<Question>>, options?: Push) => change({ question: patch }, options),
    [change],
  );
  const setView = useCallback(
    (patch: Partial<z.output<View>>, options?: Push) => change({ view: patch }, options),
    [change],
  );
  const reset = useCallback(
    () =>
      go(
        (previous) => {
          const { [questionParameter]: _question, [insightParameter]: _insight, ...rest } = previous;
          return changeAddress(schemas, rest, {
            view: Object.fromEntries(closing.split(' ').map((key) => [key, undefined])),
          });
        },
        { push: true },
      ),
    [go, schemas, closing],
  );
  const insight = search[insightParameter];
  return {
    kind,
    ...reading,
    insight: typeof insight === 'number' ? insight : null,
    setQuestion,
    setView,
    change,
    reset,
  };
}

/**
 * The question that the answer on screen belongs to. While the next one is being asked, the last answer stays in view:
 * its words, its units and the accounts behind it are those of the question before.
 */
export function useAnsweredQuestion<Question>(
  question: Question,
  query: { readonly data: unknown; readonly isPlaceholderData: boolean },
): Question {
  const [answered, setAnswered] = useState(question);
  if (query.isPlaceholderData) return answered;
  if (query.data !== undefined && answered !== question) setAnswered(question);
  return question;
}
