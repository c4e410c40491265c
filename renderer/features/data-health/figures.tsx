import { Text, UnstyledButton } from '@mantine/core';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { useWorkspaceStatus } from '../../app/workspace.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './data-health.module.css';
import { messages } from './messages.ts';
import type { SetHealthView } from './search.ts';

type Health = ContractOutputs['dataHealth'];
type FiguresProps = {
  readonly tables: Health['tables'];
  readonly sources: Health['sources'];
  readonly needs: Health['needs'];
  readonly open: number;
  readonly accepted: number;
  readonly setView: SetHealthView;
};

/** The state of the book in six figures; each leads to the part that it sums up. */
export function Figures({ tables, sources, needs, open, accepted, setView }: FiguresProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const filled = tables.filter(({ rows }) => rows > 0);
  const accounts = tables.find(({ table }) => table === 'accounts');
  const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);
  const notFresh = sources.filter(({ state }) => state !== 'fresh').length;
  const available = sum(needs.map((need) => need.available));
  const features = sum(needs.map((need) => need.features));
  const until = useWorkspaceStatus().data?.current?.dataUntil ?? null;
  return (
    <div className={styles.figures}>
      <Figure
        label={t('figureUntil')}
        value={until === null ? t('figureUntilNone') : format.instantDay(until)}
        text={until === null ? '' : format.relativeDays(daysFromNow(until))}
        onClick={() => setView({ tab: 'sources' })}
      />
      <Figure
        label={t('figureRows')}
        value={format.compact(sum(filled.map(({ rows }) => rows)))}
        text={t('figureRowsText', { count: filled.length, all: tables.length })}
        onClick={() => setView({ tab: 'coverage' })}
      />
      <Figure
        label={t('figureAccounts')}
        value={format.integer(accounts?.accounts ?? 0)}
        text={t('figureAccountsText', { all: format.integer(accounts?.rows ?? 0) })}
        attention={accounts !== undefined && accounts.accounts < accounts.rows}
        onClick={() => setView({ tab: 'coverage', table: 'accounts' })}
      />
      <Figure
        label={t('figureFeatures')}
        value={format.integer(available)}
        text={t('figureFeaturesText', { all: features })}
        attention={available < features}
        onClick={() => setView({ tab: 'needs' })}
      />
      <Figure
        label={t('figureStale')}
        value={format.integer(notFresh)}
        text={t('figureStaleText', { all: sources.length })}
        attention={notFresh > 0}
        onClick={() => setView({ tab: 'sources' })}
      />
      <Figure
        label={t('figureFindings')}
        value={format.integer(open)}
        text={t('figureFindingsText', { count: accepted })}
        attention={open > 0}
        onClick={() => setView({ tab: 'findings' })}
      />
    </div>
  );
}

type FigureProps = {
  readonly label: string;
  readonly value: string;
  readonly text: string;
  readonly attention?: boolean;
  readonly onClick: () => void;
};

function Figure({ label, value, text, attention = false, onClick }: FigureProps) {
  return (
    <UnstyledButton className={styles.figure} onClick={onClick}>
      <Text span size="xs" c="dimmed" display="block">
        {label}
      </Text>
      <span className={styles.figureValue} data-attention={attention || undefined}>
        {value}
      </span>
      <Text span size="xs" c="dimmed" display="block">
        {text}
      </Text>
    </UnstyledButton>
  );
}

const millisecondsADay = 86_400_000;

/** Whole days from now to an instant, negative for the past. */
function daysFromNow(instant: string): number {
  return Math.round((Date.parse(instant) - Date.now()) / millisecondsADay);
}
