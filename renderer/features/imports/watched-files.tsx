import { Anchor, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClock, IconEqual } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { WatchedFolder } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './imports.module.css';
import { watchedMessages } from './watched-messages.ts';

const icons = {
  waiting: IconClock,
  imported: IconCircleCheck,
  unchanged: IconEqual,
  'needs-attention': IconAlertTriangle,
} as const;

/** What became of each file that appeared. */
export function WatchedFiles({ folder }: { readonly folder: WatchedFolder }) {
  const t = useMessages(watchedMessages);
  const format = useFormat();
  if (folder.files.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('noFiles')}
      </Text>
    );
  }
  return (
    <div className={styles.scroller} role="region" aria-label={t('filesOf', { name: folder.name })} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('file')}</th>
            <th scope="col">{t('fileState')}</th>
            <th scope="col">{t('seen')}</th>
          </tr>
        </thead>
        <tbody>
          {folder.files.map((file) => {
            const Icon = icons[file.state];
            const attention = file.state === 'needs-attention';
            return (
              <tr key={file.name}>
                <th scope="row" className={styles.fileName}>
                  {file.name}
                </th>
                <td>
                  <Group gap={6} wrap="nowrap" c={attention ? 'var(--holdfast-raises-text)' : undefined}>
                    <Icon size={15} aria-hidden="true" style={{ flex: 'none' }} />
                    {file.importId === null ? (
                      <Text size="sm">{t(`file_${file.state}`)}</Text>
                    ) : (
                      <Anchor component={Link} to={`/imports/${file.importId}`} size="sm">
                        {t(`file_${file.state}`)}
                      </Anchor>
                    )}
                  </Group>
                  {file.problem === null ? null : <Text size="sm">{file.problem}</Text>}
                </td>
                <td>{format.instant(file.seenAt)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
