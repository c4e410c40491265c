import { Anchor, Card, Stack, Text, TextInput, Title } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { chapters, termOf } from './terms.ts';

/** The rules behind the numbers, to be looked up. Opens at what the page before was about. */
export function HelpPage() {
  const t = useMessages(messages);
  const [typed, setTyped] = useState('');
  const about = useRouterState({ select: ({ location }) => (location.search as { about?: string }).about ?? '' });
  const start = termOf(about);
  useEffect(() => {
    if (start !== null) document.getElementById(`term-${start}`)?.scrollIntoView({ block: 'start' });
  }, [start]);
  const wanted = typed.trim().toLowerCase();
  const matches = (key: string): boolean =>
    wanted === '' || `${t(`term.${key}` as never)} ${t(`rule.${key}` as never)}`.toLowerCase().includes(wanted);
  const shown = chapters
    .map(({ key, terms }) => ({ key, terms: terms.filter((term) => matches(term.key)) }))
    .filter(({ terms }) => terms.length > 0);
  return (
    <Stack gap="md" maw={820}>
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed">{t('intro')}</Text>
      </div>
      <TextInput
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} />}
        maw={360}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {shown.length === 0 ? <Empty title={t('nothing')} /> : null}
      {shown.map(({ key, terms }) => (
        <Card component="section" key={key} withBorder padding="lg" aria-labelledby={`chapter-${key}`}>
          <Title order={2} id={`chapter-${key}`} mb="sm">
            {t(`chapter.${key}`)}
          </Title>
          <Stack component="dl" gap="md" m={0}>
            {terms.map((term) => (
              <div key={term.key} id={`term-${term.key}`} style={{ scrollMarginTop: 72 }}>
                <Text component="dt" fw={650}>
                  {t(`term.${term.key}`)}
                </Text>
                <Text component="dd" m={0}>
                  {t(`rule.${term.key}`)}{' '}
                  <Anchor
                    component={Link}
                    to={term.page}
                    size="sm"
                    underline="always"
                    aria-label={`${t('goTo')}: ${t(`term.${term.key}`)}`}
                  >
                    {t('goTo')}
                  </Anchor>
                </Text>
              </div>
            ))}
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}
