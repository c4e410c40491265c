import { Badge, Button, Drawer, Group, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { RiskReason } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';

type ReasonsDrawerProps = { readonly opened: boolean; readonly onClose: () => void };

/** The reasons: renamed, hidden, added. */
export function ReasonsDrawer({ opened, onClose }: ReasonsDrawerProps) {
  const t = useMessages(messages);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={460}
      title={t('reasonsTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {opened ? <Reasons /> : null}
    </Drawer>
  );
}

function Reasons() {
  const t = useMessages(messages);
  const say = useLanguageText();
  const api = useApi();
  const { told } = useUndo();
  const [edited, setEdited] = useState<number | 'new' | null>(null);
  const query = useQuery(api.risks.reasons.queryOptions());
  const saving = useMutation(
    api.risks.saveReason.mutationOptions({
      onSuccess: ({ change }) => {
        told(change);
        setEdited(null);
      },
    }),
  );
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('reasonsText')}
      </Text>
      <QueryView query={query} skeleton="lines">
        {(reasons) => (
          <Stack gap={8}>
            {reasons.map((reason) =>
              edited === reason.id ? (
                <ReasonForm key={reason.id} reason={reason} onSave={saving.mutate} onCancel={() => setEdited(null)} />
              ) : (
                <Group key={reason.id} justify="space-between" wrap="nowrap" gap="xs">
                  <UnstyledButton
                    aria-label={t('edit', { name: say(reason.name) })}
                    onClick={() => setEdited(reason.id)}
                    style={{ flex: 1 }}
                  >
                    <Text size="sm" td="underline" {...(reason.hidden ? { c: 'dimmed' } : {})}>
                      {say(reason.name)}
                    </Text>
                  </UnstyledButton>
                  {reason.hidden ? (
                    <Badge variant="outline" color="gray" tt="none" c="inherit">
                      {t('reasonHidden')}
                    </Badge>
                  ) : null}
                  <Text size="xs" c="dimmed">
                    {t('reasonUses', { count: reason.uses })}
                  </Text>
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => saving.mutate({ id: reason.id, name: reason.name, hidden: !reason.hidden })}
                  >
                    {t(reason.hidden ? 'reasonShow' : 'reasonHide')}
                  </Button>
                </Group>
              ),
            )}
          </Stack>
        )}
      </QueryView>
      {edited === 'new' ? (
        <ReasonForm reason={null} onSave={saving.mutate} onCancel={() => setEdited(null)} />
      ) : (
        <Button size="xs" variant="light" onClick={() => setEdited('new')}>
          {t('reasonNew')}
        </Button>
      )}
      {saving.error === null ? null : <ErrorState error={saving.error} />}
    </Stack>
  );
}

type ReasonFormProps = {
  readonly reason: RiskReason | null;
  readonly onSave: (saved: { id?: number; name: { en: string; es: string }; hidden: boolean }) => void;
  readonly onCancel: () => void;
};

function ReasonForm({ reason, onSave, onCancel }: ReasonFormProps) {
  const t = useMessages(messages);
  const [en, setEn] = useState(reason?.name.en ?? '');
  const [es, setEs] = useState(reason?.name.es ?? '');
  // A name in one language stands for both until the other is given.
  const name = { en: en.trim() || es.trim(), es: es.trim() || en.trim() };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.en === '') return;
    onSave({ ...(reason === null ? {} : { id: reason.id }), name, hidden: reason?.hidden ?? false });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          size="xs"
          label={t('reasonName')}
          maxLength={80}
          autoFocus
          value={en}
          onChange={(event) => setEn(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={t('reasonNameEs')}
          maxLength={80}
          value={es}
          onChange={(event) => setEs(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" disabled={name.en === ''}>
          {t(reason === null ? 'reasonAdd' : 'reasonSave')}
        </Button>
        <Button size="xs" variant="subtle" onClick={onCancel} px={6}>
          {t('close')}
        </Button>
      </Group>
    </form>
  );
}
