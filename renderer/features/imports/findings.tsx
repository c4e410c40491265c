import { Group, Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { Finding } from '../../../shared/contract/index.ts';
import { tables } from '../../../shared/domain/tables.ts';
import { useFormat } from '../../ui/format.ts';
import { translateKey, useLanguage, useMessages } from '../../ui/messages.ts';
import { findingMessages } from './finding-messages.ts';
import styles from './imports.module.css';
import { messages } from './messages.ts';

const weight = { error: 0, warning: 1, info: 2 } as const;
const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle } as const;

/** What the check of the data found, the gravest first. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useMessages(messages);
  const format = useFormat();
  const language = useLanguage();
  if (findings.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('findingsNone')}
      </Text>
    );
  }
  const sorted = [...findings].sort((a, b) => weight[a.severity] - weight[b.severity] || b.count - a.count);
  return (
    <ul className={styles.findings}>
      {sorted.map((finding, index) => {
        const Icon = icons[finding.severity];
        const table = finding.table === null ? '' : tables[finding.table].label[language];
        // English is the engine's own sentence, with its column names; other languages have theirs by key.
        const text =
          language === 'en'
            ? finding.text
            : (translateKey(findingMessages, finding.key, {
                n: format.integer(finding.count),
                count: finding.count,
                table,
              }) ?? finding.text);
        return (
          <li key={`${finding.key}-${index}`} className={styles.finding}>
            <ThemeIcon size={22} variant="transparent" color={finding.severity === 'info' ? 'harbour' : 'orange'}>
              <Icon size={20} aria-hidden="true" />
            </ThemeIcon>
            <div>
              <Group gap="xs">
                <Text
                  size="xs"
                  fw={700}
                  tt="uppercase"
                  c={finding.severity === 'info' ? 'dimmed' : 'var(--holdfast-raises-text)'}
                >
                  {t(`severity_${finding.severity}`)}
                </Text>
                <Text size="xs" c="dimmed">
                  {table === '' ? '' : `${table} · `}
                  {t('findingCount', { count: finding.count, n: format.integer(finding.count) })}
                </Text>
              </Group>
              <Text size="sm">{text}</Text>
              {finding.examples.length === 0 ? null : (
                <Text size="xs" c="dimmed">
                  {t('examples', { examples: finding.examples.slice(0, 5).join(' · ') })}
                </Text>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
