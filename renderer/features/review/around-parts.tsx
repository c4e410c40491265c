import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { accountPath } from '../../app/account-id.ts';
import { useApi } from '../../app/client.tsx';
import { shownText } from '../../../shared/domain/mentions.ts';
import { useFormat } from '../../ui/format.ts';
import { translateKey, useLanguage, useMessages } from '../../ui/messages.ts';
import { queriesOf, similarShown, touchesShown } from './card-queries.ts';
import { messages } from './messages.ts';
import { Lines, Part } from './part.tsx';
import styles from './review.module.css';

type Of = { readonly id: string };

/** The latest rows of the account's timeline. */
export function TouchesPart({ id }: Of) {
  const t = useMessages(messages);
  const format = useFormat();
  useLanguage();
  const touches = useQuery(queriesOf(useApi(), id).touches).data;
  return (
    <Part title={t('touches')}>
      {touches === undefined ? (
        <Lines count={touchesShown} label={t('touches')} />
      ) : touches.rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('noTouches')}
        </Text>
      ) : (
        <ul className={styles.lines}>
          {touches.rows.map((entry) => {
            const kind = translateKey(accountsMessages, `kind.${entry.kind}`) ?? entry.kind;
            return (
              <li key={`${entry.kind}-${entry.id}`} className={styles.touch}>
                <time className={styles.muted} dateTime={entry.at}>
                  {format.instantDay(entry.at)}
                </time>
                <span className={styles.oneLine} title={entry.text ?? entry.title}>
                  <span className={styles.muted}>{kind}:</span> {entry.title}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Part>
  );
}

/** Accounts that stood where this one stands, and what became of them. */
export function SimilarPart({ id, isScored }: Of & { readonly isScored: boolean }) {
  const t = useMessages(messages);
  const format = useFormat();
  const query = useQuery({ ...queriesOf(useApi(), id).similar, enabled: isScored });
  if (!isScored) return null;
  const { outcome = null, accounts = [], horizonDays } = query.data ?? {};
  return (
    <Part title={t('similar')}>
      {query.isError ? (
        <Text size="sm" c="dimmed">
          {t('similarUnknown')}
        </Text>
      ) : query.data === undefined ? (
        <Lines count={similarShown + 2} label={t('searching')} />
      ) : outcome === null ? (
        <Text size="sm" c="dimmed">
          {t('similarNone')}
        </Text>
      ) : (
        <>
          <Text size="sm">
            {t('similarOutcome', {
              count: outcome.accounts,
              left: outcome.cameTrue,
              days: horizonDays,
              low: format.percent(outcome.low, 0),
              high: format.percent(outcome.high, 0),
              usual: format.percent(outcome.usual),
            })}
          </Text>
          <ul className={styles.lines}>
            {accounts.map((account) => (
              <li key={account.id} className={styles.alike}>
                <Anchor component={Link} to={accountPath(account.id)} fz={13} truncate>
                  {account.name}
                </Anchor>
                <span className={styles.end}>{format.percent(account.probability, 0)}</span>
                <span className={account.cameTrue ? styles.raises : styles.muted}>
                  {account.cameTrue ? t('similarLeft', { day: format.day(account.day) }) : t('similarStayed')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

/** What people have in hand for it, in a line: tasks, the last note, the stage of a risk. */
export function WorkPart({ id }: Of) {
  const t = useMessages(messages);
  const format = useFormat();
  const queries = queriesOf(useApi(), id);
  const tasks = useQuery(queries.tasks).data;
  const notes = useQuery(queries.notes).data;
  const risk = useQuery(queries.risk).data;
  const due = tasks?.rows.find((task) => task.due !== null)?.due ?? null;
  const note = notes?.rows[0];
  const open = risk?.open ?? null;
  const parts = [
    tasks === undefined
      ? null
      : tasks.counts.open === 0
        ? t('noTasks')
        : `${t('tasks', { count: tasks.counts.open })}${due === null ? '' : `, ${t('taskDue', { day: format.day(due) })}`}`,
    risk === undefined
      ? null
      : open === null
        ? t('noRisk')
        : t('riskStage', { stage: t(`stage.${open.stage}`), days: open.daysInStage }),
    notes === undefined
      ? null
      : note === undefined
        ? t('noNotes')
        : t('lastNote', { day: format.instantDay(note.createdAt), text: shownText(note.text, note.mentions) }),
  ].filter((part) => part !== null);
  return (
    <Part title={t('work')}>
      <Text size="sm" lineClamp={2} mih={20}>
        {parts.join(' · ')}
      </Text>
    </Part>
  );
}
