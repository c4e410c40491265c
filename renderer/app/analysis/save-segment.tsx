import { SegmentedControl, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountSet } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { NameForm } from '../../ui/name-form.tsx';
import { useApi } from '../client.tsx';
import { analysisMessages } from './messages.ts';
import { SaveDialog, useSavedNotice } from './save-dialog.tsx';

type SaveSegmentProps = { readonly set: AccountSet; readonly title: string };

/** Saves the accounts behind a number as a segment: asked anew with the data, or as they are now. */
export function SaveSegment({ set, title }: SaveSegmentProps) {
  const t = useMessages(analysisMessages);
  return (
    <SaveDialog title={t('saveSegment')} icon={<IconUsersGroup size={15} />}>
      {(close) => <SegmentForm set={set} title={title} onDone={close} />}
    </SaveDialog>
  );
}

function SegmentForm({ set, title, onDone }: SaveSegmentProps & { readonly onDone: () => void }) {
  const t = useMessages(analysisMessages);
  const api = useApi();
  const queries = useQueryClient();
  const tell = useSavedNotice();
  const [name, setName] = useState(title.slice(0, 120));
  const [kind, setKind] = useState<'live' | 'static'>('live');
  const save = useMutation(
    api.segments.save.mutationOptions({
      onSuccess: (segment) => {
        void queries.invalidateQueries({ queryKey: api.segments.key() });
        tell(t('segmentSaved', { name: segment.name }));
        onDone();
      },
    }),
  );
  return (
    <NameForm
      texts={{ name: t('segmentName'), save: t('save'), cancel: t('cancel') }}
      name={name}
      onName={setName}
      error={save.error}
      isSaving={save.isPending}
      onSave={(wanted) => save.mutate({ name: wanted, kind, from: { set } })}
      onCancel={onDone}
    >
      <SegmentedControl
        aria-label={t('segmentKind')}
        value={kind}
        onChange={(chosen) => setKind(chosen === 'static' ? 'static' : 'live')}
        data={[
          { value: 'live', label: t('segmentLive') },
          { value: 'static', label: t('segmentStatic') },
        ]}
      />
      <Text size="sm" c="dimmed" role="status">
        {t(kind === 'live' ? 'segmentLiveHelp' : 'segmentStaticHelp')}
      </Text>
    </NameForm>
  );
}
