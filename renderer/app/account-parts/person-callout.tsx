import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { useSettings } from '../settings.ts';
import { PersonField } from './person-field.tsx';
import { workMessages } from './work-messages.ts';

/** Asks who works here, where the settings do not know yet. */
export function PersonCallout() {
  const t = useMessages(workMessages);
  const settings = useSettings().data;
  const [isAsking, setIsAsking] = useState(false);
  if (settings === undefined || settings.person !== null) return null;
  return (
    <Alert variant="light" py={6} px="sm">
      {isAsking ? (
        <PersonField />
      ) : (
        <Group gap="sm" justify="space-between">
          <Text size="sm">{t('person.ask')}</Text>
          <Button size="compact-sm" variant="light" onClick={() => setIsAsking(true)}>
            {t('person.set')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
