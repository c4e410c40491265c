import { Anchor, Badge, Button, Checkbox, Group, Text } from '@mantine/core';
import { IconArrowsExchange, IconArrowsJoin } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { MergeProposal } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { compare, nameOf } from './compare.ts';
import type { Comparison } from './compare.ts';
import styles from './duplicates.module.css';
import { messages } from './messages.ts';

type ProposalCardProps = {
  /** With its sides as they would be merged. */
  readonly proposal: MergeProposal;
  readonly isCurrent: boolean;
  /** How often a key moved here: with each time the card takes the focus. 0: never. */
  readonly focusTimes: number;
  readonly isSelected: boolean;
  readonly isPending: boolean;
  readonly onFocus: () => void;
  readonly onMerge: () => void;
  readonly onRefuse: () => void;
  readonly onSkip: () => void;
  readonly onSwap: () => void;
  readonly onSelect: () => void;
};

/** Two accounts side by side with what speaks for their being one, and the decisions. */
export function ProposalCard(props: ProposalCardProps) {
  const { proposal, isCurrent, focusTimes, isSelected, isPending } = props;
  const t = useMessages(messages);
  const format = useFormat();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (focusTimes === 0) return;
    card.current?.focus({ preventScroll: true });
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [focusTimes]);
  const names = { keep: nameOf(proposal.keep), merge: nameOf(proposal.merge) };
  return (
    <li
      ref={card}
      className={styles.card}
      data-current={isCurrent || undefined}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={t('proposal', names)}
      aria-current={isCurrent || undefined}
      onFocus={props.onFocus}
    >
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <Group gap="sm" wrap="nowrap" miw={0}>
          <Checkbox checked={isSelected} onChange={props.onSelect} aria-label={t('select', names)} />
          <Text fw={650} truncate>
            {t('proposal', names)}
          </Text>
          <Badge variant="light" color="gray" miw="max-content">
            {t('score', { share: format.percent(proposal.score, 0) })}
          </Badge>
        </Group>
        <Group gap={6} wrap="nowrap">
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconArrowsExchange size={14} />}
            aria-label={t('swapLabel', names)}
            onClick={props.onSwap}
          >
            {t('swap')}
          </Button>
          <Button size="xs" variant="subtle" color="gray" aria-label={t('skipLabel', names)} onClick={props.onSkip}>
            {t('skip')}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={isPending}
            aria-label={t('refuseLabel', names)}
            onClick={props.onRefuse}
          >
            {t('refuse')}
          </Button>
          <Button
            size="xs"
            leftSection={<IconArrowsJoin size={14} />}
            disabled={isPending}
            aria-label={t('mergeLabel', names)}
            onClick={props.onMerge}
          >
            {t('merge')}
          </Button>
        </Group>
      </Group>
      <ComparisonTable proposal={proposal} label={t('compareLabel', names)} />
    </li>
  );
}

function ComparisonTable({ proposal, label }: { readonly proposal: MergeProposal; readonly label: string }) {
  const t = useMessages(messages);
  return (
    <table className={styles.compare} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('fact')}</th>
          <th scope="col">{t('keep')}</th>
          <th scope="col">{t('mergeSide')}</th>
          <th scope="col">{t('agreement')}</th>
        </tr>
      </thead>
      <tbody>
        {compare(proposal).map((line) => (
          <tr key={line.key} data-evidence={line.likeness === null ? undefined : agreement(line.likeness)}>
            <th scope="row">
              <LineName line={line} />
            </th>
            <td>
              <Value line={line} account={proposal.keep} text={line.left} />
            </td>
            <td>
              <Value line={line} account={proposal.merge} text={line.right} />
            </td>
            <td>
              <Likeness likeness={line.likeness} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LineName({ line }: { readonly line: Comparison }) {
  const t = useMessages(messages);
  return line.fact === null ? t(`evidence_${line.evidenceKind ?? 'name'}`) : t(`fact_${line.fact}`);
}

type ValueProps = {
  readonly line: Comparison;
  readonly account: MergeProposal['keep'];
  readonly text: string | null;
};

function Value({ line, account, text }: ValueProps) {
  const format = useFormat();
  if (line.fact === 'revenue') return format.money(account.monthlyRevenue);
  if (line.fact === 'rows') return format.integer(account.rows);
  if (line.fact === 'id')
    return (
      <Anchor component={Link} to={accountPath(account.id)} size="sm">
        {account.id}
      </Anchor>
    );
  return text ?? nothing;
}

/** Half alike is no agreement. */
const leastAlike = 0.5;

function agreement(likeness: number): 'equal' | 'alike' | 'differs' {
  return likeness >= 1 ? 'equal' : likeness >= leastAlike ? 'alike' : 'differs';
}

function Likeness({ likeness }: { readonly likeness: number | null }) {
  const t = useMessages(messages);
  const format = useFormat();
  if (likeness === null) return null;
  const how = agreement(likeness);
  return (
    <Badge variant={how === 'equal' ? 'filled' : 'light'} color={how === 'differs' ? 'orange' : 'harbour'} size="sm">
      {how === 'alike' ? t('alike', { share: format.percent(likeness, 0) }) : t(how)}
    </Badge>
  );
}
