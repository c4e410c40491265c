import { ActionIcon, Alert, Anchor, Button, CopyButton, Group, Text, Title, Tooltip } from '@mantine/core';
import { IconCheck, IconLink, IconRefresh } from '@tabler/icons-react';
import { hashKey, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerDefinition } from '../../../shared/contract/index.ts';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { useApi } from '../client.tsx';
import styles from './analysis.module.css';
import { ExportMenu } from './export-menu.tsx';
import type { ExportedView } from './export-menu.tsx';
import { viewOfAddress } from './insight-link.ts';
import { useLanguageText } from './language-text.ts';
import { analysisMessages } from './messages.ts';
import { SaveInsight } from './save-insight.tsx';
import type { AnyAnalysis } from './use-analysis.ts';

type AnalysisBarProps = {
  /** The name of the page. */
  readonly title: string;
  /** One line about what the page answers. */
  readonly lead?: string;
  readonly analysis: AnyAnalysis;
  /** Of the answer on screen; absent while there is none. */
  readonly definition?: AnswerDefinition | undefined;
  /** Facts beside the rule: denominators, windows. */
  readonly facts?: readonly (readonly [label: string, value: ReactNode])[];
  /** The tables as they are shown; null while there is nothing to export. */
  readonly exportOf?: () => ExportedView | null;
  /** Further buttons. */
  readonly actions?: ReactNode;
};

/** The head of every analysis: what it is, its rule in words, and what can be done with it. */
export function AnalysisBar({ title, lead, analysis, definition, facts = [], exportOf, actions }: AnalysisBarProps) {
  const t = useMessages(analysisMessages);
  const format = useFormat();
  const say = useLanguageText();
  const insights = useQuery(useApi().insights.list.queryOptions({ retry: false, enabled: analysis.insight !== null }));
  const search: Record<string, unknown> = useSearch({ strict: false });
  const opened = insights.data?.find(({ id, kind }) => id === analysis.insight && kind === analysis.kind) ?? null;
  const isChanged =
    opened !== null &&
    hashKey([opened.question, viewOfAddress(opened.view)]) !== hashKey([analysis.question, viewOfAddress(search)]);
  return (
    <div>
      <Group justify="space-between" gap="md" wrap="nowrap" align="flex-start">
        <div className={styles.title}>
          <Group gap={6} wrap="nowrap">
            <Title order={1}>{title}</Title>
            {definition === undefined ? null : (
              <Definition
                title={title}
                rule={say(definition.words)}
                facts={[...facts, [t(definition.key === 'sql' ? 'rows' : 'sample'), format.integer(definition.sample)]]}
                source={definition}
                width={520}
              />
            )}
            {opened === null ? null : (
              <Text size="sm" c="dimmed" truncate maw={340} title={opened.name}>
                {t(isChanged ? 'insightChanged' : 'insightOpened', { name: opened.name })}
              </Text>
            )}
          </Group>
          {lead === undefined ? null : <Text c="dimmed">{lead}</Text>}
        </div>
        <Group gap={6} wrap="nowrap" role="group" aria-label={t('actions')}>
          {actions}
          <SaveInsight analysis={analysis} opened={opened} />
          <CopyLink />
          <ExportMenu title={opened?.name ?? title} definition={definition} exportOf={exportOf} />
          <Tooltip label={t('reset')}>
            <ActionIcon variant="default" size={30} aria-label={t('reset')} onClick={analysis.reset}>
              <IconRefresh size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {analysis.isBroken ? (
        <Alert color="orange" variant="light" mt="xs" py={6} role="status">
          <Text size="sm">
            {t('broken')}{' '}
            <Anchor component="button" type="button" size="sm" onClick={analysis.reset}>
              {t('brokenReset')}
            </Anchor>
          </Text>
        </Alert>
      ) : null}
    </div>
  );
}

function CopyLink() {
  const t = useMessages(analysisMessages);
  return (
    <CopyButton value={window.location.href} timeout={2_000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('linkCopied') : t('copyLink')}>
          <ActionIcon variant="default" size={30} aria-label={copied ? t('linkCopied') : t('copyLink')} onClick={copy}>
            {copied ? <IconCheck size={16} /> : <IconLink size={16} stroke={1.7} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** For pages that put their own buttons into `actions`: the size of those beside them. */
export function BarButton(props: {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly icon?: ReactNode;
}) {
  return (
    <Button size="xs" variant="default" leftSection={props.icon} onClick={props.onClick}>
      {props.children}
    </Button>
  );
}
