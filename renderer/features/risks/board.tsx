import { ActionIcon, Group, Menu, Paper, Text, Title, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { riskStage } from '../../../shared/contract/index.ts';
import type { Risk, RiskStage } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { useDueText } from '../../app/account-parts/due-field.tsx';
import { riskMessages } from '../../app/account-parts/risk-messages.ts';
import { useMoveRisk } from '../../app/account-parts/risk-parts.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import styles from './risks.module.css';
import type { RisksView } from './view.ts';

type RiskBoardProps = {
  readonly risks: readonly Risk[];
  readonly total: number;
  readonly stage: RisksView['stage'];
  readonly onOpen: (risk: number) => void;
};

/** The stages side by side. A risk goes to another by arrow keys, by its menu, or by dragging. */
export function RiskBoard({ risks, total, stage: chosen, onOpen }: RiskBoardProps) {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const { move, dialog } = useMoveRisk();
  const board = useRef<HTMLDivElement>(null);
  /** The card that was moved by a key: it keeps the focus in its new column. */
  const moved = useRef<number | null>(null);
  useEffect(() => {
    if (moved.current === null) return;
    const card = board.current?.querySelector<HTMLElement>(`[data-card="${moved.current}"]`);
    if (card !== null && card !== document.activeElement && document.activeElement === document.body) card?.focus();
  }, [risks]);
  const [over, setOver] = useState<RiskStage | null>(null);
  const drop = (id: string, stage: RiskStage): void => {
    setOver(null);
    const risk = risks.find((one) => String(one.id) === id);
    if (risk !== undefined) move(risk, stage);
  };
  const onKeyDown = (event: KeyboardEvent, risk: Risk): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const down = { ArrowUp: -1, k: -1, ArrowDown: 1, j: 1 }[event.key];
    if (sideways !== undefined) {
      event.preventDefault();
      const next = riskStage.options[riskStage.options.indexOf(risk.stage) + sideways];
      moved.current = risk.id;
      if (next !== undefined) move(risk, next);
    }
    if (down !== undefined) {
      event.preventDefault();
      const cards = [...(board.current?.querySelectorAll<HTMLElement>('[data-card]') ?? [])];
      cards[cards.findIndex((card) => card.dataset['card'] === String(risk.id)) + down]?.focus();
    }
  };
  const stages = riskStage.options.filter((stage) => chosen === 'open' || chosen === 'all' || chosen === stage);
  return (
    <>
      <div className={styles.board} ref={board} role="group" aria-label={t('board')}>
        {stages.map((stage) => {
          const own = risks.filter((risk) => risk.stage === stage);
          return (
            <section
              key={stage}
              className={styles.column}
              aria-label={r(`stage.${stage}`)}
              data-over={over === stage || undefined}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(stage);
              }}
              onDragLeave={() => setOver(null)}
              onDrop={(event) => drop(event.dataTransfer.getData('text/plain'), stage)}
            >
              <Group justify="space-between" wrap="nowrap">
                <Title order={2} size="h6">
                  {r(`stage.${stage}`)}
                </Title>
                <Text size="xs" c="dimmed">
                  {own.length}
                </Text>
              </Group>
              {own.length === 0 ? (
                <Text size="xs" c="dimmed">
                  {t('boardEmpty')}
                </Text>
              ) : null}
              {own.map((risk) => (
                <RiskCard key={risk.id} risk={risk} onOpen={onOpen} onMove={move} onKeyDown={onKeyDown} />
              ))}
            </section>
          );
        })}
      </div>
      {risks.length < total ? (
        <Text size="xs" c="dimmed">
          {t('boardMore', { count: total - risks.length })}
        </Text>
      ) : null}
      {dialog}
    </>
  );
}

type RiskCardProps = {
  readonly risk: Risk;
  readonly onOpen: (risk: number) => void;
  readonly onMove: (risk: Risk, stage: RiskStage) => void;
  readonly onKeyDown: (event: KeyboardEvent, risk: Risk) => void;
};

function RiskCard({ risk, onOpen, onMove, onKeyDown }: RiskCardProps) {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const format = useFormat();
  const dueText = useDueText();
  const { id, account, stage, daysOverdue, due, daysInStage, owner, stakeNow, probabilityNow } = risk;
  const isLate = daysOverdue !== null && daysOverdue > 0;
  return (
    <Paper
      withBorder
      className={styles.card}
      draggable
      onDragStart={(event) => event.dataTransfer.setData('text/plain', String(id))}
    >
      <UnstyledButton
        className={styles.cardButton}
        data-card={id}
        onClick={() => onOpen(id)}
        onKeyDown={(event) => onKeyDown(event, risk)}
      >
        <Text size="sm" fw={600} lineClamp={2} data-private>
          {account.name}
        </Text>
        <Text size="xs" className={styles.figures}>
          {format.moneyCompact(stakeNow)} · {format.percent(probabilityNow, 0)}
        </Text>
        <Text size="xs" c="dimmed" data-private>
          {owner ?? r('nobody')}
        </Text>
        <Text size="xs" {...(isLate ? { className: styles.late ?? '' } : { c: 'dimmed' })}>
          {isLate ? r('overdue', { count: daysOverdue }) : dueText(due)} · {r('days', { count: daysInStage })}
        </Text>
      </UnstyledButton>
      <div className={styles.cardMenu}>
        <Menu position="bottom-end" shadow="md" withinPortal returnFocus>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`${r('move')}: ${account.name}`}>
              <IconDots size={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {riskStage.options
              .filter((one) => one !== stage)
              .map((one) => (
                <Menu.Item key={one} onClick={() => onMove(risk, one)}>
                  {r('moveTo', { stage: r(`stage.${one}`).toLowerCase() })}
                </Menu.Item>
              ))}
            <Menu.Divider />
            <Menu.Item component={Link} to={accountPath(account.id)}>
              {t('toAccount')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </Paper>
  );
}
