import { ActionIcon, Button, Group, Menu, Modal, Select } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { HealthDefinition, HealthVersion } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useMessages } from '../../ui/messages.ts';
import { NameForm } from '../../ui/name-form.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { PublishDialog } from './publish-dialog.tsx';
import type { PageView } from './view.ts';

type PageActionsProps = {
  readonly versions: readonly HealthVersion[];
  /** What the page began from; null for something new. */
  readonly base: HealthVersion | null;
  readonly inForce: HealthVersion | null;
  readonly definition: HealthDefinition;
  readonly isChanged: boolean;
  readonly hasProblems: boolean;
  readonly onView: (change: Partial<PageView>) => void;
  readonly onCompute: () => void;
  readonly onPropose: () => void;
};

/** Which version is on the page, and what can be done with it. */
export function PageActions(props: PageActionsProps) {
  const { versions, base, inForce, definition, isChanged, hasProblems, onView, onCompute, onPropose } = props;
  const t = useMessages(messages);
  const api = useApi();
  const host = useHost();
  const { told } = useUndo();
  const [asks, setAsks] = useState<'name' | 'publish' | null>(null);
  const [name, setName] = useState('');
  const open = (version: number): void => onView({ version, q: undefined, set: undefined });
  const save = useMutation(
    api.healthScores.save.mutationOptions({
      onSuccess: ({ version, change }) => {
        told(change);
        setAsks(null);
        open(version.id);
      },
    }),
  );
  const files = useMutation({
    mutationFn: async (way: 'in' | 'out') => {
      if (way === 'out' && base !== null) {
        const file = await host.client.healthScores.export({ id: base.id });
        await host.saveExport(file.grant, file.name);
      }
      if (way === 'in') {
        const [file] = await host.pickFiles({ multiple: false, directory: false });
        if (file === undefined) return;
        const { version, change } = await host.client.healthScores.import({ grant: file.grant });
        told(change);
        open(version.id);
      }
    },
  });
  const draft = base?.state === 'draft' ? base : null;
  const isSaved = base !== null && !isChanged;
  const freeName = `${t('title')} ${1 + (versions[0]?.number ?? 0)}`;
  const saveDraft = (): void => {
    if (draft !== null) save.mutate({ id: draft.id, name: draft.name, note: draft.note, definition });
    else {
      setName(freeName);
      setAsks('name');
    }
  };
  return (
    <>
      <Group gap={6} wrap="nowrap" align="flex-end">
        {versions.length === 0 ? null : (
          <Select
            size="xs"
            w={210}
            aria-label={t('open')}
            allowDeselect={false}
            placeholder={t('newScore')}
            value={base === null ? null : String(base.id)}
            data={versions.map((version) => ({
              value: String(version.id),
              label: t('versionName', {
                number: version.number,
                name: version.name,
                state: t(`state.${version.state}`),
              }),
            }))}
            onChange={(value) => {
              if (value !== null) open(Number(value));
            }}
          />
        )}
        <Button size="xs" variant="default" disabled={isSaved} loading={save.isPending} onClick={saveDraft}>
          {t(draft === null ? 'saveAs' : 'save')}
        </Button>
        <Button
          size="xs"
          disabled={hasProblems || (isSaved && base.state === 'in-force')}
          aria-haspopup="dialog"
          onClick={() => setAsks('publish')}
        >
          {t('publish')}
        </Button>
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label={`${t('title')}: …`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={!isChanged} onClick={() => onView({ q: undefined, set: undefined })}>
              {t('discard')}
            </Menu.Item>
            <Menu.Item onClick={onPropose}>{t('startProposal')}</Menu.Item>
            <Menu.Item onClick={onCompute}>{t('compute')}</Menu.Item>
            <Menu.Item onClick={() => files.mutate('in')}>{t('importFile')}</Menu.Item>
            <Menu.Item disabled={base === null} onClick={() => files.mutate('out')}>
              {t('exportFile')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {files.error === null ? null : <ErrorState error={files.error} />}
      {save.error === null || asks === 'name' ? null : <ErrorState error={save.error} />}
      <Modal
        opened={asks === 'name'}
        onClose={() => setAsks(null)}
        title={t('saveAs')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <NameForm
          texts={{ name: t('name'), save: t('save'), cancel: t('cancel') }}
          name={name}
          onName={setName}
          error={save.error}
          isSaving={save.isPending}
          onSave={(wanted) => save.mutate({ name: wanted, definition })}
          onCancel={() => setAsks(null)}
        />
      </Modal>
      {asks === 'publish' ? (
        <PublishDialog
          definition={definition}
          inForce={inForce}
          saved={isSaved ? base : null}
          onSave={async () => {
            const place = draft === null ? { name: freeName } : { id: draft.id, name: draft.name, note: draft.note };
            return (await host.client.healthScores.save({ ...place, definition })).version.id;
          }}
          onDone={(version) => {
            setAsks(null);
            open(version);
          }}
          onClose={() => setAsks(null)}
        />
      ) : null}
    </>
  );
}
