import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { ErrorState } from './states.tsx';

type NameFormProps = {
  readonly texts: { readonly name: string; readonly save: string; readonly cancel: string };
  readonly name: string;
  readonly onName: (name: string) => void;
  /** What else there is to choose or to know, below the name. */
  readonly children?: ReactNode;
  readonly error: unknown;
  readonly isSaving: boolean;
  /** Says that saving replaces something. */
  readonly color?: string | undefined;
  /** The name without spaces around it; never empty. */
  readonly onSave: (name: string) => void;
  readonly onCancel: () => void;
};

/** Asks under which name something is saved. */
export function NameForm({ texts, name, onName, children, error, isSaving, color, onSave, onCancel }: NameFormProps) {
  const wanted = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== '') onSave(wanted);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={texts.name}
          data-autofocus
          maxLength={120}
          value={name}
          onChange={(event) => onName(event.currentTarget.value)}
        />
        {children}
        {error === null ? null : <ErrorState error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {texts.cancel}
          </Button>
          <Button type="submit" disabled={wanted === ''} loading={isSaving} color={color}>
            {texts.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
