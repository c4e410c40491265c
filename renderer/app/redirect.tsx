import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Goes to another page, once. The router's own `Navigate` goes again each time its parent is drawn, which a frame that listens to the address is on every step. */
export function Redirect({ to }: { readonly to: string }) {
  const navigate = useNavigate();
  useEffect(() => {
    void navigate({ to, replace: true });
  }, [to, navigate]);
  return null;
}
