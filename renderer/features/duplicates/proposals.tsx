import { Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MergeProposal } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ShowMore } from '../../ui/show-more.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import { swapped } from './compare.ts';
import styles from './duplicates.module.css';
import { messages } from './messages.ts';
import { ProposalCard } from './proposal-card.tsx';
import type { Kind } from './search.ts';
import type { Decisions } from './use-decisions.ts';
import { usePageKeys } from './use-page-keys.ts';

const pageSize = 25;

/** The pairs of one kind that wait for a decision, one under another. */
export function Proposals({ kind, decisions }: { readonly kind: Kind; readonly decisions: Decisions }) {
  const t = useMessages(messages);
  const query = useInfiniteQuery(
    useApi().identity.proposals.infiniteOptions({
      input: (cursor: string | null) => ({ kind, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t(`tabText_${kind}`)} {t('keys')}
      </Text>
      <QueryView
        query={query}
        skeleton="page"
        isEmpty={(data) => data.pages.every((page) => page.rows.length === 0)}
        empty={<Empty title={t('noneTitle')} text={t('noneText')} />}
      >
        {(data) => (
          <>
            <Pairs rows={data.pages.flatMap((page) => page.rows)} decisions={decisions} />
            <ShowMore
              shown={t('shown', {
                shown: data.pages.reduce((sum, page) => sum + page.rows.length, 0),
                total: data.pages[0]?.total ?? 0,
              })}
              more={t('more')}
              query={query}
            />
          </>
        )}
      </QueryView>
    </Stack>
  );
}

const none: ReadonlySet<string> = new Set();

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return set.has(id) ? new Set([...set].filter((other) => other !== id)) : new Set([...set, id]);
}

type PairsProps = { readonly rows: readonly MergeProposal[]; readonly decisions: Decisions };

function Pairs({ rows, decisions }: PairsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  // The place, not the pair: when one is decided, the next one takes its place.
  const [place, setPlace] = useState(0);
  const [focus, setFocus] = useState(0);
  const [selected, setSelected] = useState(none);
  const [swappedIds, setSwappedIds] = useState(none);
  const current = Math.min(place, rows.length - 1);
  const pair = rows[current];
  const chosen = rows.filter(({ id }) => selected.has(id));

  const move = (next: number): void => {
    setPlace(Math.max(0, Math.min(rows.length - 1, next)));
    setFocus((times) => times + 1);
  };
  const decide = (what: 'merge' | 'refuse', pairs: readonly MergeProposal[]): void => {
    if (decisions.isPending || pairs.length === 0) return;
    if (what === 'merge') decisions.merge(pairs, swappedIds);
    else decisions.refuse(pairs);
    setSelected(none);
    setFocus((times) => times + 1);
  };
  usePageKeys({
    j: () => move(current + 1),
    k: () => move(current - 1),
    m: () => decide('merge', pair === undefined ? [] : [pair]),
    n: () => decide('refuse', pair === undefined ? [] : [pair]),
    x: () => {
      if (pair !== undefined) setSelected(toggled(selected, pair.id));
    },
    s: () => {
      if (pair !== undefined) setSwappedIds(toggled(swappedIds, pair.id));
    },
  });

  return (
    <Stack gap="sm">
      {chosen.length === 0 ? null : (
        <Group gap="sm" className={styles.selection} role="group">
          <Text size="sm" fw={600}>
            {t('selected', { count: chosen.length, n: format.integer(chosen.length) })}
          </Text>
          <Button size="xs" disabled={decisions.isPending} onClick={() => decide('merge', chosen)}>
            {t('mergeSelected')}
          </Button>
          <Button size="xs" variant="default" disabled={decisions.isPending} onClick={() => decide('refuse', chosen)}>
            {t('refuseSelected')}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => setSelected(none)}>
            {t('clear')}
          </Button>
        </Group>
      )}
      <ul className={styles.list} aria-label={t('listLabel')}>
        {rows.map((row, index) => (
          <ProposalCard
            key={row.id}
            proposal={swappedIds.has(row.id) ? swapped(row) : row}
            isCurrent={index === current}
            focusTimes={index === current ? focus : 0}
            isSelected={selected.has(row.id)}
            isPending={decisions.isPending}
            onFocus={() => setPlace(index)}
            onMerge={() => decide('merge', [row])}
            onRefuse={() => decide('refuse', [row])}
            onSkip={() => move(index + 1)}
            onSwap={() => setSwappedIds(toggled(swappedIds, row.id))}
            onSelect={() => setSelected(toggled(selected, row.id))}
          />
        ))}
      </ul>
    </Stack>
  );
}
