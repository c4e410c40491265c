import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** Goes to another page, once. The router's own `Navigate` goes again each time its parent is drawn, which a frame that listens to the address is on every step. */
export function Redirect({ to }: { readonly to: string }) {
  const { history } = useRouter();
  // Where it was asked to lead at first: once on its way, the address is another.
  const [target] = useState(to);
  useEffect(() => {
    history.replace(target);
  }, [target, history]);
  return null;
}
