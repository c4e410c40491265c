import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { useApi } from '../client.tsx';
import { useMe } from './use-me.ts';
import { workMessages } from './work-messages.ts';

type AssigneeFieldProps = {
  readonly label: string;
  /** undefined: by the rule of assignment; null: nobody. */
  readonly assignee: string | null | undefined;
  readonly onAssignee: (assignee: string | null | undefined) => void;
  readonly withRule?: boolean;
};

const nobody = 'nobody:';
const byRule = 'rule:';
const person = (name: string): string => `person:${name}`;

/** Somebody of the book, oneself, or a name that is typed. */
export function AssigneeField({ label, assignee, onAssignee, withRule = false }: AssigneeFieldProps) {
  const t = useMessages(workMessages);
  const me = useMe();
  const people = useQuery(useApi().tasks.people.queryOptions()).data ?? [];
  const [typed, setTyped] = useState('');
  const known = new Set([
    me.name,
    ...people.map(({ name }) => name),
    ...(typeof assignee === 'string' ? [assignee] : []),
  ]);
  const fresh = typed.trim();
  const offersFresh = fresh !== '' && ![...known, t('task.nobody'), t('task.byRule')].includes(fresh);
  return (
    <Select
      size="xs"
      w={150}
      aria-label={label}
      searchable
      allowDeselect={false}
      limit={60}
      data={[
        ...(withRule ? [{ value: byRule, label: t('task.byRule') }] : []),
        ...[...known].map((name) => ({ value: person(name), label: name })),
        { value: nobody, label: t('task.nobody') },
        ...(offersFresh ? [{ value: person(fresh), label: fresh }] : []),
      ]}
      value={assignee === undefined ? byRule : assignee === null ? nobody : person(assignee)}
      onSearchChange={setTyped}
      onChange={(value) => {
        if (value === byRule) onAssignee(undefined);
        else if (value === nobody) onAssignee(null);
        else if (value !== null) onAssignee(value.slice(person('').length));
      }}
    />
  );
}
