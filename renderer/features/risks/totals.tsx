import { Paper, SimpleGrid, Text, UnstyledButton } from '@mantine/core';
import { riskStage } from '../../../shared/contract/index.ts';
import type { Money, RiskTotal } from '../../../shared/contract/index.ts';
import { riskMessages } from '../../app/account-parts/risk-messages.ts';
import { StageBadge } from '../../app/account-parts/risk-parts.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import styles from './risks.module.css';
import type { RisksView } from './view.ts';

/** Amounts of several currencies side by side. */
export function useStakes(): (stakes: readonly Money[]) => string {
  const format = useFormat();
  const t = useMessages(messages);
  return (stakes) =>
    stakes.length === 0 ? t('noStake') : stakes.map((money) => format.moneyCompact(money)).join(' + ');
}

type TotalsProps = {
  /** Null while they are asked for. */
  readonly totals: readonly RiskTotal[] | null;
  readonly view: RisksView;
  readonly onStage: (stage: RisksView['stage']) => void;
};

/** What stands in each stage; a click shows only that one, a second all open ones again. */
export function Totals({ totals, view, onStage }: TotalsProps) {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const stakes = useStakes();
  return (
    <SimpleGrid cols={5} spacing="xs" role="group" aria-label={t('totals')}>
      {riskStage.options.map((stage) => {
        const total = totals?.find((one) => one.stage === stage);
        return (
          <Paper key={stage} withBorder className={styles.total} data-chosen={view.stage === stage || undefined}>
            <UnstyledButton
              className={styles.totalButton}
              aria-pressed={view.stage === stage}
              onClick={() => onStage(view.stage === stage ? 'open' : stage)}
            >
              <StageBadge stage={stage} />
              <Text size="sm" fw={600} className={styles.figures}>
                {t('totalRisks', { count: total?.risks ?? 0 })}
                {(total?.overdue ?? 0) > 0 ? ` · ${t('totalOverdue', { count: total?.overdue ?? 0 })}` : ''}
              </Text>
              <Text size="xs" c="dimmed" className={styles.figures}>
                {(total?.risks ?? 0) === 0 ? nothing : `${r('stake')}: ${stakes(total?.stake ?? [])}`}
              </Text>
            </UnstyledButton>
          </Paper>
        );
      })}
    </SimpleGrid>
  );
}
