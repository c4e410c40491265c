import { useHotkeys } from '@mantine/hooks';
import { useNavigate, useRouter } from '@tanstack/react-router';

/** F1 leads to what the numbers of this page mean. */
export function HelpKey() {
  const navigate = useNavigate();
  const router = useRouter();
  useHotkeys(
    [['F1', () => void navigate({ to: '/help', search: { about: router.state.location.pathname } } as never)]],
    [],
  );
  return null;
}
