import { useDocumentVisibility } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../app/client.tsx';

const tellEvery = 10 * 60_000;

/** Tells the engine that home is on the screen: what comes after the last time is new at the next visit. */
export function useLook(isThere: boolean): void {
  const { mutate } = useMutation(useApi().home.look.mutationOptions());
  const isVisible = useDocumentVisibility() !== 'hidden';
  useEffect(() => {
    if (!isThere || !isVisible) return undefined;
    mutate({});
    const timer = window.setInterval(() => mutate({}), tellEvery);
    return () => window.clearInterval(timer);
  }, [isThere, isVisible, mutate]);
}
