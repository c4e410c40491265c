import { ActionIcon, Autocomplete, Button, Group, Modal, Radio, Stack, TagsInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { AssignmentRule } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';

const ways = ['owner', 'round-robin', 'load', 'segment', 'nobody'] as const;

/** Who gets tasks that nobody was named for. */
export function RuleDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const t = useMessages(messages);
  const rule = useQuery(useApi().tasks.rule.queryOptions({ enabled: isOpen }));
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('rule')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <QueryView query={rule} skeleton="lines">
        {(data) => <RuleForm rule={data} onClose={onClose} />}
      </QueryView>
    </Modal>
  );
}

function RuleForm({ rule, onClose }: { readonly rule: AssignmentRule; readonly onClose: () => void }) {
  const t = useMessages(messages);
  const api = useApi();
  const { told } = useUndo();
  const [draft, setDraft] = useState(rule);
  const people = (useQuery(api.tasks.people.queryOptions()).data ?? []).map(({ name }) => name);
  const segments = (useQuery(api.accounts.facets.queryOptions()).data?.segment ?? []).map(({ value }) => value);
  const save = useMutation(
    api.tasks.saveRule.mutationOptions({
      onSuccess: ({ change }) => {
        told(change);
        onClose();
      },
    }),
  );
  const setSegment = (index: number, change: Partial<AssignmentRule['segments'][number]>): void =>
    setDraft({ ...draft, segments: draft.segments.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  const whole: AssignmentRule = {
    ...draft,
    segments: draft.segments.filter((one) => one.segment.trim() !== '' && one.people.length > 0),
  };
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('rule.way')}
        value={draft.way}
        onChange={(value) => setDraft({ ...draft, way: ways.find((way) => way === value) ?? 'owner' })}
      >
        <Stack gap={6} mt={6}>
          {ways.map((way) => (
            <Radio key={way} value={way} label={t(`rule.${way}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.way === 'round-robin' || draft.way === 'load' ? (
        <TagsInput
          label={t('rule.people')}
          description={t('rule.peopleHint')}
          data={people}
          limit={60}
          value={draft.people}
          onChange={(chosen) => setDraft({ ...draft, people: chosen })}
        />
      ) : null}
      {draft.way === 'segment' ? (
        <Stack gap="xs">
          {draft.segments.map((one, index) => (
            <Group key={index} gap="xs" wrap="nowrap" align="flex-end">
              <Autocomplete
                w={190}
                label={t('rule.segment.name')}
                data={segments}
                value={one.segment}
                onChange={(segment) => setSegment(index, { segment })}
              />
              <TagsInput
                flex={1}
                label={t('rule.segment.people')}
                data={people}
                limit={60}
                value={one.people}
                onChange={(chosen) => setSegment(index, { people: chosen })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t('rule.segment.remove', { segment: one.segment })}
                onClick={() => setDraft({ ...draft, segments: draft.segments.filter((_, at) => at !== index) })}
              >
                <IconTrash size={16} stroke={1.7} />
              </ActionIcon>
            </Group>
          ))}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => setDraft({ ...draft, segments: [...draft.segments, { segment: '', people: [] }] })}
          >
            {t('rule.segment.add')}
          </Button>
        </Stack>
      ) : null}
      {draft.way === 'nobody' ? null : (
        <Autocomplete
          label={t('rule.otherwise')}
          description={t('rule.otherwiseHint')}
          data={people}
          limit={60}
          value={draft.otherwise ?? ''}
          onChange={(name) => setDraft({ ...draft, otherwise: name.trim() === '' ? null : name })}
        />
      )}
      {save.error === null ? null : <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button onClick={() => save.mutate(whole)} loading={save.isPending}>
          {t('rule.save')}
        </Button>
      </Group>
    </Stack>
  );
}
