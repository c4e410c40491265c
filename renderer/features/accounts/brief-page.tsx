import { Anchor, Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconArrowLeft, IconCopy, IconPrinter } from '@tabler/icons-react';
import { z } from 'zod';
import type { AccountBriefing } from '../../../shared/contract/index.ts';
import { briefingMarkdown, briefingText } from '../../../shared/domain/briefing.ts';
import { accountPath, idOfPath } from '../../app/account-id.ts';
import { accountPageMessages } from '../../app/account-parts/page-messages.ts';
import { useApi } from '../../app/client.tsx';
import { appMessages } from '../../app/messages.ts';
import { useUrlState } from '../../app/search.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import styles from './account-page.module.css';

const briefView = z.object({ language: z.enum(['en', 'es']).optional() });
const languages = ['en', 'es'] as const;

/** What one should have read before calling an account, on one sheet. */
export function BriefPage() {
  const page = useMessages(accountPageMessages);
  const words = useMessages(appMessages);
  const params: { readonly id?: string } = useParams({ strict: false });
  const id = idOfPath(params.id ?? '');
  const own = useLanguage();
  const [view, setView] = useUrlState(briefView);
  const language = view.language ?? own;
  const brief = useQuery(useApi().accounts.brief.queryOptions({ input: { id, language } }));
  const copy = (text: string): void => {
    void navigator.clipboard
      .writeText(text)
      .then(() => notifications.show({ message: page('brief.copied'), withBorder: true }));
  };
  const { data } = brief;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs" className={styles.toolbar}>
        <Anchor component={Link} to={accountPath(id)} size="sm">
          <IconArrowLeft size={14} style={{ verticalAlign: '-2px' }} /> {page('brief.back')}
        </Anchor>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={page('brief.language')}
            value={language}
            data={languages.map((value) => ({ value, label: words(`language.${value}`) }))}
            onChange={(value) => setView({ language: value })}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCopy size={14} />}
            disabled={data === undefined}
            onClick={() => data && copy(briefingMarkdown(data))}
          >
            {page('brief.copy')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCopy size={14} />}
            disabled={data === undefined}
            onClick={() => data && copy(briefingText(data))}
          >
            {page('brief.copyText')}
          </Button>
          <Button
            size="xs"
            leftSection={<IconPrinter size={14} />}
            disabled={data === undefined}
            onClick={() => window.print()}
          >
            {page('brief.print')}
          </Button>
        </Group>
      </Group>
      <QueryView query={brief} skeleton="page">
        {(briefing) => <Sheet briefing={briefing} />}
      </QueryView>
    </Stack>
  );
}

function Sheet({ briefing }: { readonly briefing: AccountBriefing }) {
  const page = useMessages(accountPageMessages);
  return (
    <article
      className={`${styles.sheet} holdfast-sheet`}
      lang={briefing.language}
      aria-label={page('brief.title', { name: briefing.title })}
    >
      <h1 data-private="">{briefing.title}</h1>
      <p>{briefing.subtitle}</p>
      <dl>
        {briefing.figures.map(({ label, value, note }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              {note === null ? null : <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.columns}>
        {briefing.sections.map(({ title, lines }) => (
          <section key={title}>
            <h2>{title}</h2>
            <ul>
              {lines.map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p>{briefing.foot}</p>
    </article>
  );
}
