import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { useApi } from '../client.tsx';
import { useSaveSettings, useSettings } from '../settings.ts';
import { workMessages } from './work-messages.ts';

/** Who works here; empty: nobody said. Saved when the field is left or Enter is pressed. */
export function PersonField() {
  const t = useMessages(workMessages);
  const saved = useSettings().data?.person ?? '';
  const save = useSaveSettings();
  const [typed, setTyped] = useState<string | null>(null);
  // Without an open workspace there is no book to choose from; a name can be typed all the same.
  const people = useQuery(useApi().tasks.people.queryOptions({ enabled: typed !== null, retry: false })).data ?? [];
  const keep = (name: string): void => {
    const person = name.trim();
    setTyped(null);
    if (person !== saved) save.mutate({ person: person === '' ? null : person });
  };
  return (
    <Autocomplete
      label={t('person.label')}
      description={t('person.hint')}
      data={people.map(({ name }) => name)}
      limit={20}
      maxLength={120}
      value={typed ?? saved}
      onFocus={() => setTyped(saved)}
      onChange={setTyped}
      onOptionSubmit={keep}
      onBlur={(event) => keep(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep(event.currentTarget.value);
      }}
    />
  );
}
