import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AccountPage } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './accounts.module.css';
import { accountsMessages } from './messages.ts';

/** Where a row came from: file, row and import; leads to the import. */
export function SourceNote({
  source,
  short = false,
}: {
  readonly source: AccountPage['source'];
  readonly short?: boolean;
}) {
  const t = useMessages(accountsMessages);
  const words = t('source.words', source);
  return (
    <Anchor
      component={Link}
      to={`/imports/${source.importId}`}
      size="xs"
      c="dimmed"
      {...(short ? { className: styles.source } : {})}
      title={words}
    >
      {short ? `${t('source.short', source)} · ${source.file}` : words}
    </Anchor>
  );
}
