import { Button, Menu, Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconBookmark, IconCheck, IconChevronDown, IconStar } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { SavedView } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useMessages } from '../../ui/messages.ts';
import { NameForm } from '../../ui/name-form.tsx';
import { RenameDialog } from '../../ui/rename-dialog.tsx';
import { queueMessages } from './queue-messages.ts';
import { isAsSaved, savedPart } from './queue-view.ts';
import type { QueueView } from './queue-view.ts';

const useViews = () => useQuery(useApi().views.list.queryOptions({ input: { page: 'accounts' } })).data;

/** The page as a view's link shows it. */
function useShowView() {
  const navigate = useNavigate();
  return (search: Readonly<Record<string, unknown>>, view: number): void =>
    void navigate({ to: '/queue', search: { ...search, view }, replace: true } as never);
}

/** An address that says nothing shows the default view. */
export function useDefaultView(view: QueueView): void {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const first = useViews()?.find(({ isDefault }) => isDefault);
  const show = useShowView();
  const isBare = Object.keys(search).every((key) => key === 'row') && view.view === undefined;
  useEffect(() => {
    if (isBare && first !== undefined)
      show({ ...first.search, ...(view.row === undefined ? {} : { row: view.row }) }, first.id);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isBare, first]);
}

/** Filters, order and columns under a name; each is a link. */
export function ViewMenu({ view }: { readonly view: QueueView }) {
  const t = useMessages(queueMessages);
  const { views: api } = useApi();
  const { told } = useUndo();
  const show = useShowView();
  const views = useViews() ?? [];
  const [dialog, setDialog] = useState<'save' | 'rename' | null>(null);
  const current = views.find(({ id }) => id === view.view);
  const isChanged = current !== undefined && !isAsSaved(view, current.search);
  const done = ({ change }: { readonly change: Parameters<typeof told>[0] }): void => {
    setDialog(null);
    told(change);
  };
  const save = useMutation(api.save.mutationOptions());
  const rename = useMutation(api.rename.mutationOptions({ onSuccess: done }));
  const setDefault = useMutation(api.setDefault.mutationOptions({ onSuccess: done }));
  const remove = useMutation(api.remove.mutationOptions());
  const keep = (name: string, id?: number): void =>
    save.mutate(
      { ...(id === undefined ? {} : { id }), page: 'accounts', name, search: savedPart(view) },
      {
        onSuccess: (answer) => {
          done(answer);
          show(answer.view.search, answer.view.id);
        },
      },
    );
  return (
    <>
      <Menu position="bottom-end" shadow="md" returnFocus>
        <Menu.Target>
          <Button
            size="xs"
            variant={current === undefined ? 'default' : 'light'}
            leftSection={<IconBookmark size={14} />}
            rightSection={<IconChevronDown size={14} />}
            maw={220}
          >
            {current === undefined ? t('views') : isChanged ? t('changed', { name: current.name }) : current.name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={mark(current === undefined)} onClick={() => show({}, 0)}>
            {t('all')}
          </Menu.Item>
          {views.map((saved) => (
            <Menu.Item
              key={saved.id}
              leftSection={mark(saved.id === current?.id)}
              rightSection={saved.isDefault ? <IconStar size={14} aria-hidden="true" /> : null}
              aria-label={saved.isDefault ? t('isDefault', { name: saved.name }) : saved.name}
              onClick={() => show(saved.search, saved.id)}
            >
              {saved.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {current !== undefined && isChanged ? (
            <Menu.Item onClick={() => keep(current.name, current.id)}>{t('update', { name: current.name })}</Menu.Item>
          ) : null}
          <Menu.Item onClick={() => setDialog('save')}>{t('save')}</Menu.Item>
          {current === undefined ? null : (
            <>
              <Menu.Item onClick={() => setDialog('rename')}>{t('rename')}</Menu.Item>
              <Menu.Item onClick={() => setDefault.mutate({ id: current.id, isDefault: !current.isDefault })}>
                {current.isDefault ? t('noDefault') : t('makeDefault')}
              </Menu.Item>
              <Menu.Item
                color="orange"
                onClick={() =>
                  remove.mutate(
                    { id: current.id },
                    {
                      onSuccess: (answer) => {
                        done(answer);
                        show(savedPart(view), 0);
                      },
                    },
                  )
                }
              >
                {t('remove')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <SaveDialog
        isOpen={dialog === 'save'}
        error={save.error}
        isSaving={save.isPending}
        onSave={keep}
        onClose={() => setDialog(null)}
      />
      <RenameDialog
        name={dialog === 'rename' ? (current?.name ?? null) : null}
        texts={{
          title: t('renameTitle'),
          name: t('name'),
          rename: t('saveAction'),
          cancel: t('cancel'),
          close: t('close'),
        }}
        rename={(name) => rename.mutateAsync({ id: (current as SavedView).id, name })}
        onClose={() => setDialog(null)}
      />
    </>
  );
}

const mark = (isShown: boolean) =>
  isShown ? <IconCheck size={14} /> : <span style={{ display: 'inline-block', width: 14 }} />;

type SaveDialogProps = {
  readonly isOpen: boolean;
  readonly error: unknown;
  readonly isSaving: boolean;
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
};

function SaveDialog({ isOpen, error, isSaving, onSave, onClose }: SaveDialogProps) {
  const t = useMessages(queueMessages);
  const [name, setName] = useState('');
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('saveTitle')} closeButtonProps={{ 'aria-label': t('close') }}>
      <NameForm
        texts={{ name: t('name'), save: t('saveAction'), cancel: t('cancel') }}
        name={name}
        onName={setName}
        error={error}
        isSaving={isSaving}
        onSave={onSave}
        onCancel={onClose}
      />
    </Modal>
  );
}
