import { useHotkeys } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { HomeRow } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { ActDialog } from './act-dialog.tsx';
import type { Asked } from './act-dialog.tsx';
import styles from './home.module.css';
import { messages } from './messages.ts';
import { NewsRow } from './news-row.tsx';
import type { RowAction } from './news-row.tsx';

type NewsListProps = {
  readonly rows: readonly HomeRow[];
  /** The account that was opened last. */
  readonly initial: string | undefined;
  readonly onOpen: (row: HomeRow) => void;
  readonly onSeen: (row: HomeRow) => void;
};

/** One account after another; one stop for the Tab key, j and k move. */
export function NewsList({ rows, initial, onOpen, onSeen }: NewsListProps) {
  const t = useMessages(messages);
  const list = useRef<HTMLUListElement>(null);
  // By its id, so that lines which come and go above it do not shift it; by its place where it is gone itself.
  const [active, setActive] = useState({ id: initial, place: 0 });
  const [asked, setAsked] = useState<Asked | null>(null);
  /** The focus is to come to the current row, as soon as that is another than the one that goes away. */
  const [wanted, setWanted] = useState<{ readonly unless: string | null } | null>(() =>
    rows.some(({ id }) => id === initial) ? { unless: null } : null,
  );
  const found = rows.findIndex(({ id }) => id === active.id);
  const current = found >= 0 ? found : Math.min(active.place, Math.max(0, rows.length - 1));
  const currentId = rows[current]?.id ?? null;

  useEffect(() => {
    if (wanted === null || currentId === null || currentId === wanted.unless) return;
    list.current?.querySelectorAll<HTMLElement>('[data-row]')[current]?.focus();
  }, [wanted, current, currentId]);

  const move = (step: number): void => {
    if (asked !== null || rows.length === 0) return;
    // The first key comes to the list, the next ones move in it.
    const isHere =
      document.activeElement instanceof HTMLElement && document.activeElement.closest('[data-row]') !== null;
    const next = isHere ? Math.max(0, Math.min(rows.length - 1, current + step)) : current;
    if (isHere && next === current) return;
    setActive({ id: rows[next]?.id, place: next });
    setWanted({ unless: null });
  };
  const act = (row: HomeRow | undefined, action: RowAction): void => {
    if (row === undefined || asked !== null) return;
    if (action !== 'seen') {
      setAsked({ row, action });
      return;
    }
    setWanted({ unless: row.id });
    onSeen(row);
  };
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['t', () => act(rows[current], 'task')],
    ['n', () => act(rows[current], 'note')],
    ['w', () => act(rows[current], 'watch')],
    ['x', () => act(rows[current], 'dismiss')],
    ['s', () => act(rows[current], 'seen')],
  ]);
  const close = (): void => {
    setAsked(null);
    setWanted({ unless: null });
  };
  return (
    <div>
      <div className={styles.head} aria-hidden="true">
        <span>{t('account')}</span>
        <span>{t('news')}</span>
        <span className={styles.figureCell}>{t('revenue')}</span>
        <span className={styles.figureCell}>{t('risk')}</span>
        <span className={styles.figureCell}>{t('change')}</span>
        <span className={styles.figureCell}>{t('actions')}</span>
      </div>
      <ul
        ref={list}
        className={styles.list}
        aria-label={t('list')}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step === undefined || !(event.target instanceof HTMLElement) || event.target.dataset['row'] === undefined)
            return;
          event.preventDefault();
          move(step);
        }}
      >
        {rows.map((row, index) => (
          <NewsRow
            key={row.id}
            row={row}
            isActive={index === current}
            onFocus={() => {
              setActive({ id: row.id, place: index });
              setWanted(null);
            }}
            onOpen={() => onOpen(row)}
            onAct={(action) => act(row, action)}
          />
        ))}
      </ul>
      <ActDialog asked={asked} onClose={close} />
    </div>
  );
}
