import { useEffect, useEffectEvent } from 'react';

/** Where keys mean something else: texts that are typed, lists that are chosen from, tabs, anything that lies over the page. */
const elsewhere =
  'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"], [role="tab"]';

/** Single keys of the review, as they are typed. They are dead while a dialog is open, and while they are held. */
export function usePageKeys(keys: Readonly<Record<string, (() => void) | undefined>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
    const act = keys[event.key];
    if (act === undefined) return;
    if (event.target instanceof Element && event.target.closest(elsewhere) !== null) return;
    if (document.querySelector('[role="dialog"]') !== null) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
