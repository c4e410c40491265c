import { Button, Center, Container, Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Logo } from '../ui/logo.tsx';
import { useMessages } from '../ui/messages.ts';
import { Empty, ErrorState } from '../ui/states.tsx';
import { appMessages } from './messages.ts';

export function NotFound() {
  const t = useMessages(appMessages);
  return (
    <Empty
      heading={1}
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={
        <Button component={Link} to="/queue">
          {t('notFound.action')}
        </Button>
      }
    />
  );
}

/** A page whose code broke: the rest of the app goes on. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  return <ErrorState error={error} onRetry={reset} />;
}

/** Instead of the app, where the engine could not be reached at all. */
export function StartFailure({ error }: { readonly error: unknown }) {
  const t = useMessages(appMessages);
  return (
    <Center mih="100vh">
      <Container size="xs">
        <Stack>
          <Logo size={40} />
          <Title order={1}>{t('failed.title')}</Title>
          <ErrorState error={error} help={false} onRetry={() => window.location.reload()} />
        </Stack>
      </Container>
    </Center>
  );
}
