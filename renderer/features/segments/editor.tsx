import { ActionIcon, Badge, Button, Group, Menu, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconArrowLeft, IconChevronDown } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { segmentRule } from '../../../shared/contract/index.ts';
import type { ContractOutputs, Segment, SegmentRule } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { RulePreview, SavedPreview } from './preview.tsx';
import { RuleBuilder } from './rule-builder.tsx';
import { countOpen, emptyRule, toQuery, toRule } from './rule-query.ts';
import type { QueryGroup } from './rule-query.ts';
import styles from './segments.module.css';

type Saved = ContractOutputs['segments']['get'];

type SegmentPageProps = {
  /** Null: a new one. */
  readonly id: number | null;
  readonly draft: SegmentRule | undefined;
  readonly onDraft: (rule: SegmentRule | undefined) => void;
  readonly onClose: () => void;
  readonly onSaved: (id: number) => void;
};

/** One segment: its rule, who belongs to it now, and what is built on it. */
export function SegmentPage(props: SegmentPageProps) {
  const { id } = props;
  const query = useQuery(useApi().segments.get.queryOptions({ input: { id: id ?? 1 }, enabled: id !== null }));
  if (id === null) return <Editor {...props} saved={null} />;
  return (
    <QueryView query={query} skeleton="page">
      {(saved) => <Editor {...props} saved={saved} />}
    </QueryView>
  );
}

function Editor({ id, draft, onDraft, onClose, onSaved, saved }: SegmentPageProps & { readonly saved: Saved | null }) {
  const t = useMessages(messages);
  const [name, setName] = useState(saved?.name ?? '');
  const [query, setQuery] = useState<QueryGroup | null>(() => {
    const rule = draft ?? (saved === null ? emptyRule : saved.kind === 'live' ? saved.rule : null);
    return rule === null ? null : toQuery(rule);
  });
  const change = useCallback(
    (next: QueryGroup): void => {
      setQuery(next);
      // What is not complete enough for a link stays on this page only.
      const rule = segmentRule.safeParse(toRule(next));
      if (rule.success) onDraft(rule.data);
    },
    [onDraft],
  );
  const rule = query === null ? null : toRule(query);
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <ActionIcon variant="default" size={36} aria-label={t('back')} onClick={onClose}>
          <IconArrowLeft size={18} stroke={1.7} />
        </ActionIcon>
        <Title order={1}>{t(id === null ? 'newTitle' : 'editTitle')}</Title>
        {saved === null ? null : (
          <Badge variant="light" color={saved.kind === 'live' ? 'harbour' : 'gray'} mb={6}>
            {t(`kind_${saved.kind}`)}
          </Badge>
        )}
      </Group>
      <div className={styles.editor}>
        <Stack gap="md">
          <Paper withBorder bg="var(--holdfast-surface)" p="md">
            <Stack gap="md">
              <TextInput
                label={t('name')}
                maxLength={120}
                maw={420}
                value={name}
                data-autofocus={id === null ? true : undefined}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              {query === null ? (
                <Empty
                  heading={2}
                  title={t('fixedTitle')}
                  text={t('fixedText')}
                  action={<Button onClick={() => setQuery(toQuery(saved?.rule ?? emptyRule))}>{t('buildRule')}</Button>}
                />
              ) : (
                <div>
                  <RuleBuilder query={query} onChange={change} own={id} />
                  {query.rules.length === 0 ? (
                    <Text size="sm" c="dimmed" mt="xs">
                      {t('emptyGroup')}
                    </Text>
                  ) : null}
                </div>
              )}
            </Stack>
          </Paper>
          {rule === null ? null : (
            <SaveBar id={id} name={name} rule={rule} kind={saved?.kind ?? 'live'} onSaved={onSaved} onClose={onClose} />
          )}
          {saved === null ? null : <UsedBy uses={saved.usedBy} />}
        </Stack>
        {rule !== null ? <RulePreview rule={rule} /> : saved === null ? null : <SavedPreview segment={saved} />}
      </div>
    </Stack>
  );
}

type SaveBarProps = {
  readonly id: number | null;
  readonly name: string;
  readonly rule: SegmentRule;
  readonly kind: Segment['kind'];
  readonly onSaved: (id: number) => void;
  readonly onClose: () => void;
};

function SaveBar({ id, name, rule, kind, onSaved, onClose }: SaveBarProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const queries = useQueryClient();
  const save = useMutation(
    api.segments.save.mutationOptions({
      onSuccess: async (segment) => {
        notifications.show({
          message: t('saved', { name: segment.name, count: format.integer(segment.members) }),
          color: 'harbour',
          closeButtonProps: { 'aria-label': t('close') },
        });
        await queries.invalidateQueries({ queryKey: api.segments.key() });
        onSaved(segment.id);
      },
    }),
  );
  const open = countOpen(rule);
  const trimmed = name.trim();
  const isReady = open === 0 && trimmed !== '';
  const saveAs = (as: Segment['kind']): void =>
    save.mutate({ ...(id === null ? {} : { id }), name: trimmed, kind: as, from: { rule } });
  const other = kind === 'live' ? 'static' : 'live';
  const labels = { live: t('saveLive'), static: t('saveStatic') };
  return (
    <Stack gap="xs">
      {save.error === null ? null : <ErrorState error={save.error} />}
      <Group gap="xs">
        <Button.Group>
          <Button onClick={() => saveAs(kind)} disabled={!isReady} loading={save.isPending}>
            {labels[kind]}
          </Button>
          <Menu position="bottom-end" shadow="md" disabled={!isReady}>
            <Menu.Target>
              <Button px={8} aria-label={labels[other]} disabled={!isReady}>
                <IconChevronDown size={16} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => saveAs(other)}>
                {labels[other]}
                <Text size="xs" c="dimmed">
                  {t(`kindHelp_${other}`)}
                </Text>
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Button.Group>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Text size="sm" c="dimmed">
          {open > 0 ? t('open', { count: open }) : trimmed === '' ? t('needsName') : t(`kindHelp_${kind}`)}
        </Text>
      </Group>
    </Stack>
  );
}

function UsedBy({ uses }: { readonly uses: Saved['usedBy'] }) {
  const t = useMessages(messages);
  const format = useFormat();
  if (uses.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('usedBy')}: {format.list(uses.map(({ kind, name }) => t(`usedBy_${kind}`, { name })))}
    </Text>
  );
}
