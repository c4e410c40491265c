import { useEffect, useEffectEvent } from 'react';

/** Where keys mean something else: texts that are typed, lists that are chosen from, anything that lies over the page. */
const elsewhere =
  'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]';

/**
 * Single keys for a page, written as they are typed: `m`, `M` with Shift. They are dead while a dialog is open, so that
 * nothing is decided behind it, and do not repeat while they are held.
 */
export function usePageKeys(keys: Readonly<Record<string, () => void>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const act = keys[event.key];
    if (act === undefined) return;
    if (event.target instanceof Element && event.target.closest(elsewhere) !== null) return;
    if (document.querySelector('[role="dialog"]') !== null) return;
    event.preventDefault();
    if (!event.repeat || movingKeys.has(event.key)) act();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** Held down, these go on. */
const movingKeys = new Set(['j', 'k']);
