import { useEffect, useState } from 'react';

/** For a dialog that is only there while it is open: gives the focus back to where it was, so that the keyboard goes on from there. */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
