import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

const controls =
  'a[href], button:not(:disabled), input:not(:disabled):not([type="hidden"]), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

export const isNowhere = () => document.activeElement === null || document.activeElement === document.body;
const canHold = (element: HTMLElement) => element.isConnected && !element.matches(':disabled') && isShown(element);
const isShown = (element: HTMLElement) => element.checkVisibility({ visibilityProperty: true });

/** What had the focus, and where it can go should that vanish. */
type Held = {
  readonly element: HTMLElement;
  /** The controls after it, then those before it, the nearest first. */
  readonly others: readonly HTMLElement[];
  /** It was moved to by the keyboard, so that what gets the focus next must be in view. */
  readonly isByKeyboard: boolean;
};

function hold(container: HTMLElement, element: HTMLElement): Held {
  const all = [...container.querySelectorAll<HTMLElement>(controls)];
  const isAfter = (other: HTMLElement) =>
    (element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const after = all.filter(isAfter);
  const before = all.filter((other) => other !== element && !isAfter(other)).reverse();
  return { element, others: [...after, ...before], isByKeyboard: element.matches(':focus-visible') };
}

/**
 * Answers, removed cards and finished steps take their own control away; the focus then goes to the next control, never to
 * nowhere.
 * @param next a better place than the next control, where there is one: for what was lost, asked while it is gone
 */
export function useKeptFocus(
  container: RefObject<HTMLElement | null>,
  next: (container: HTMLElement, lost: HTMLElement) => HTMLElement | null = () => null,
): void {
  const held = useRef<Held | null>(null);
  const better = useRef(next);
  useLayoutEffect(() => {
    better.current = next;
  });
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      const root = container.current;
      if (root !== null && target instanceof HTMLElement && root.contains(target)) held.current = hold(root, target);
    };
    const restore = (changes: readonly MutationRecord[]) => {
      const root = container.current;
      const last = held.current;
      if (root === null || last === null || !(isNowhere() || document.activeElement === last.element)) return;
      const isMoved = changes.some(({ removedNodes }) => [...removedNodes].some((node) => node.contains(last.element)));
      if (canHold(last.element) && (!isMoved || !isNowhere())) return;
      const target = canHold(last.element)
        ? last.element
        : (better.current(root, last.element) ?? last.others.find(canHold) ?? null);
      target?.focus({ preventScroll: !last.isByKeyboard });
    };
    const observer = new MutationObserver(restore);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', note);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', note);
    };
  }, [container]);
}

/** Moves the focus here when `key` is another one, unless something else has it: a new page begins at its heading. */
export function useBeginHere(element: RefObject<HTMLElement | null>, key: unknown): void {
  useLayoutEffect(() => {
    if (isNowhere()) element.current?.focus();
  }, [element, key]);
}

/** The next open question of the page, or else the button that goes on. */
export function nextQuestion(container: HTMLElement, lost: HTMLElement): HTMLElement | null {
  if (lost.dataset['asked'] === undefined && lost.closest('[data-asked]') === null) return null;
  const open = [...container.querySelectorAll<HTMLElement>('[data-asked] input')].find(canHold);
  return open ?? container.querySelector<HTMLElement>('[data-goes-on]');
}
