import { ActionIcon, Anchor, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconChecklist, IconDatabaseImport, IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { HomeNotice } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './home.module.css';
import { messages } from './messages.ts';

const icons = { import: IconDatabaseImport, source: IconPlugConnectedX, task: IconChecklist } as const;

type NoticesProps = {
  readonly notices: readonly HomeNotice[];
  readonly onSeen: (notice: HomeNotice) => void;
};

/** News of no single account: each leads to where it can be looked at. */
export function Notices({ notices, onSeen }: NoticesProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  if (notices.length === 0) return null;
  return (
    <ul className={styles.notices} aria-label={t('notices')}>
      {notices.map((notice) => {
        const Icon = icons[notice.kind];
        return (
          <li key={notice.key}>
            <Group gap={8} wrap="nowrap">
              <Icon size={16} stroke={1.7} aria-hidden="true" style={{ flex: 'none' }} />
              <Text size="sm" truncate title={say(notice.text)} style={{ minWidth: 0 }}>
                {say(notice.text)}
              </Text>
              <Anchor
                component={Link}
                to={pathOf(notice)}
                size="sm"
                flex="none"
                aria-label={`${t('look')}: ${say(notice.text)}`}
              >
                {t('look')}
              </Anchor>
              <Tooltip label={t('seen')}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={`${t('seen')}: ${say(notice.text)}`}
                  onClick={() => onSeen(notice)}
                >
                  <IconCheck size={15} />
                </ActionIcon>
              </Tooltip>
            </Group>
          </li>
        );
      })}
    </ul>
  );
}

function pathOf({ kind, id }: HomeNotice): string {
  if (kind === 'import') return `/imports/${id ?? ''}`;
  return kind === 'task' ? '/tasks' : '/data?tab=sources';
}
