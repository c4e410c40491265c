import { ActionIcon, Anchor, Badge, Tooltip } from '@mantine/core';
import {
  IconArrowDownRight,
  IconArrowUpRight,
  IconCalendarEvent,
  IconCheck,
  IconChecklist,
  IconEye,
  IconMessageReport,
  IconNote,
  IconTrendingDown,
  IconUserOff,
  IconX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { HomeRow, NewsItem } from '../../../shared/contract/index.ts';
import { RiskBar } from '../../app/account-parts/risk-bar.tsx';
import { accountPath } from '../../app/account-id.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './home.module.css';
import { messages } from './messages.ts';

export const rowActions = ['task', 'note', 'watch', 'dismiss', 'seen'] as const;
export type RowAction = (typeof rowActions)[number];

const actionIcons = { task: IconChecklist, note: IconNote, watch: IconEye, dismiss: IconX, seen: IconCheck } as const;
const newsIcons = {
  ticket: IconMessageReport,
  cliff: IconTrendingDown,
  contact: IconUserOff,
  renewal: IconCalendarEvent,
  task: IconChecklist,
} as const;

type NewsRowProps = {
  readonly row: HomeRow;
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
  readonly onAct: (action: RowAction) => void;
};

/** An account with all that is new of it, and what can be done about it in place. */
export function NewsRow({ row, isActive, onFocus, onOpen, onAct }: NewsRowProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { change } = row;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    onOpen();
  };
  const openHere = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <li className={styles.row} tabIndex={isActive ? 0 : -1} data-row={row.id} onFocus={onFocus} onKeyDown={onKeyDown}>
      <div className={styles.who}>
        <Anchor
          component={Link}
          to={accountPath(row.id)}
          className={styles.name}
          title={row.name}
          tabIndex={-1}
          onClick={openHere}
        >
          {row.name}
        </Anchor>
        <span className={styles.muted} title={[row.owner, row.segment].filter((word) => word !== null).join(' · ')}>
          {row.owner === null ? null : <span data-private>{row.owner}</span>}
          {row.owner === null || row.segment === null ? '' : ' · '}
          {row.segment}
        </span>
        {row.hidden === null ? null : (
          <Badge size="xs" variant="light" color="gray">
            {t(`state.${row.hidden}`)}
          </Badge>
        )}
      </div>
      <div className={styles.news}>
        {row.news.map((item) => (
          <NewsLine key={item.key} item={item} />
        ))}
      </div>
      <div className={styles.figureCell}>{format.moneyCompact(row.annualRevenue)}</div>
      <div>
        <RiskBar probability={row.probability} />
      </div>
      <div className={styles.figureCell}>
        {change === null ? (
          nothing
        ) : (
          <span className={change > 0.0005 ? styles.raises : change < -0.0005 ? styles.lowers : undefined}>
            {t('points', { points: format.points(change) })}
          </span>
        )}
      </div>
      <div className={styles.actions} role="group" aria-label={`${t('actions')}: ${row.name}`}>
        {rowActions.map((action) => {
          const Icon = actionIcons[action];
          return (
            <Tooltip key={action} label={t(action)}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                tabIndex={isActive ? 0 : -1}
                aria-label={`${t(action)}: ${row.name}`}
                onClick={() => onAct(action)}
              >
                <Icon size={16} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          );
        })}
      </div>
    </li>
  );
}

function NewsLine({ item }: { readonly item: NewsItem }) {
  const say = useLanguageText();
  const Icon = item.kind === 'score' ? (item.isBad ? IconArrowUpRight : IconArrowDownRight) : newsIcons[item.kind];
  const details = item.details.map(say).join(' · ');
  return (
    <div className={styles.item}>
      <Icon
        size={15}
        stroke={1.8}
        aria-hidden="true"
        className={item.isBad ? styles.badIcon : item.kind === 'score' ? styles.goodIcon : styles.plainIcon}
      />
      <span className={styles.words} title={details === '' ? say(item.text) : `${say(item.text)}\n${details}`}>
        {say(item.text)}
        {details === '' ? null : <span className={styles.muted}> {details}</span>}
      </span>
    </div>
  );
}
