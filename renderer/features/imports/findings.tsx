import { Group, Radio, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Finding, FindingChoice, ImportSummary } from '../../../shared/contract/index.ts';
import { tables } from '../../../shared/domain/tables.ts';
import { useApi } from '../../app/client.tsx';
import { useFindingText } from '../../app/finding-text.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import styles from './imports.module.css';
import type { useRecheck } from './recheck.tsx';
import { resultMessages } from './result-messages.ts';
import { SteadyButton } from './steady-button.tsx';

const weight = { error: 0, warning: 1, info: 2 } as const;
const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle } as const;
const choices = ['keep', 'leave-out'] as const;

type FindingsProps = {
  readonly summary: ImportSummary;
  readonly recheck: ReturnType<typeof useRecheck>;
};

/** Names a finding within its import. */
export const findingId = ({ key, table }: Finding) => `${key}-${table ?? ''}`;

/** What the check of the data found: open before accepted, the gravest first. */
export function Findings({ summary, recheck }: FindingsProps) {
  const t = useMessages(resultMessages);
  if (summary.findings.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('findingsNone')}
      </Text>
    );
  }
  const sorted = [...summary.findings].sort(
    (a, b) =>
      Number(a.accepted ?? false) - Number(b.accepted ?? false) ||
      weight[a.severity] - weight[b.severity] ||
      b.count - a.count,
  );
  return (
    <Stack gap="sm">
      <ul className={styles.findings}>
        {sorted.map((finding) => (
          <FindingItem
            key={findingId(finding)}
            finding={finding}
            importId={summary.id}
            onChoice={recheck.choose === null ? null : (choice) => recheck.choose?.(finding, choice)}
          />
        ))}
      </ul>
    </Stack>
  );
}

type FindingItemProps = {
  readonly finding: Finding;
  readonly importId: number;
  /** Null where what was imported is a matter of the past, or its files are no longer at hand. */
  readonly onChoice: ((choice: FindingChoice) => void) | null;
};

function FindingItem({ finding, importId, onChoice }: FindingItemProps) {
  const t = useMessages(resultMessages);
  const format = useFormat();
  const language = useLanguage();
  const api = useApi();
  const queries = useQueryClient();
  const accept = useMutation(
    api.imports.acceptFinding.mutationOptions({
      onSuccess: (summary) => {
        queries.setQueryData(api.imports.get.queryKey({ input: { id: importId } }), summary);
        void queries.invalidateQueries({ queryKey: api.dataHealth.key() });
      },
    }),
  );
  const Icon = finding.accepted ? IconCheck : icons[finding.severity];
  const table = finding.table === null ? '' : tables[finding.table].label[language];
  const { text, language: textLanguage } = useFindingText(finding);
  const isQuiet = finding.accepted || finding.severity === 'info';
  return (
    <li className={styles.finding} data-finding={findingId(finding)}>
      <ThemeIcon size={22} variant="transparent" color={isQuiet ? 'harbour' : 'orange'}>
        <Icon size={20} aria-hidden="true" />
      </ThemeIcon>
      <div>
        <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
          <Group gap="xs">
            <Text size="xs" fw={700} tt="uppercase" c={isQuiet ? 'dimmed' : 'var(--holdfast-raises-text)'}>
              {finding.accepted ? t('accepted') : t(`severity_${finding.severity}`)}
            </Text>
            <Text size="xs" c="dimmed">
              {table === '' ? '' : `${table} · `}
              {t('findingCount', { count: finding.count, n: format.integer(finding.count) })}
            </Text>
          </Group>
          {finding.severity === 'info' ? null : (
            <SteadyButton
              size="compact-xs"
              variant="subtle"
              flex="none"
              isBusy={accept.isPending}
              onPress={() =>
                accept.mutate({
                  id: importId,
                  key: finding.key,
                  table: finding.table,
                  accepted: !(finding.accepted ?? false),
                })
              }
            >
              {finding.accepted ? t('reopen') : t('accept')}
            </SteadyButton>
          )}
        </Group>
        <Text size="sm" lang={textLanguage}>
          {text}
        </Text>
        {finding.examples.length === 0 ? null : (
          <Text size="xs" c="dimmed">
            {t('examples', { examples: finding.examples.slice(0, 5).join(' · ') })}
          </Text>
        )}
        {accept.error === null ? null : <ErrorState error={accept.error} />}
        {(finding.choices ?? []).length === 0 ? null : importId > 0 ? (
          finding.choice === 'leave-out' ? null : (
            <Text size="xs" fw={600} mt={4}>
              {t('chosen_keep')}
            </Text>
          )
        ) : (
          <Radio.Group
            mt={6}
            size="xs"
            label={t('choiceLabel')}
            description={onChoice === null && importId < 0 ? t('choiceElsewhere') : undefined}
            value={finding.choice ?? 'keep'}
            onChange={(value) => {
              const choice = choices.find((entry) => entry === value);
              if (choice !== undefined && choice !== (finding.choice ?? 'keep')) onChoice?.(choice);
            }}
          >
            <Group gap="lg" mt={4}>
              {choices
                .filter((choice) => finding.choices?.includes(choice))
                .map((choice) => (
                  <Radio
                    key={choice}
                    size="xs"
                    value={choice}
                    label={t(`choice_${choice}`)}
                    disabled={onChoice === null}
                  />
                ))}
            </Group>
          </Radio.Group>
        )}
      </div>
    </li>
  );
}
