import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { openRiskStages, riskStage } from '../../../shared/contract/index.ts';
import type { ContractOutputs, Risk } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { useLanguageText } from '../analysis/index.ts';
import { useApi } from '../client.tsx';
import { useDueText } from './due-field.tsx';
import { riskMessages } from './risk-messages.ts';
import { RiskOpenForm } from './risk-open-form.tsx';
import { StageBadge, useMoveRisk, useViewText } from './risk-parts.tsx';
import { SectionCard } from './section-card.tsx';

/** Where the account stands in the risk register, and the next step. */
export function RiskStageCard({ id }: { readonly id: string }) {
  const t = useMessages(riskMessages);
  const query = useQuery(useApi().risks.ofAccount.queryOptions({ input: { id } }));
  const earlier = query.data?.earlier.length ?? 0;
  return (
    <SectionCard
      title={t('card')}
      aside={
        <Anchor component={Link} to="/risks" search={{ account: id, stage: 'all' } as never} size="xs">
          {earlier === 0 ? t('cardRegister') : t('cardEarlier', { count: earlier })}
        </Anchor>
      }
    >
      <QueryView query={query} skeleton="lines">
        {(data) => (data.open === null ? <NoRisk id={id} data={data} /> : <OpenRisk risk={data.open} />)}
      </QueryView>
    </SectionCard>
  );
}

type NoRiskProps = { readonly id: string; readonly data: ContractOutputs['risks']['ofAccount'] };

function NoRisk({ id, data }: NoRiskProps) {
  const t = useMessages(riskMessages);
  const format = useFormat();
  const [isOpening, setIsOpening] = useState(false);
  const account = useQuery(useApi().accounts.get.queryOptions({ input: { id }, enabled: isOpening }));
  if (isOpening) {
    return <RiskOpenForm account={id} owner={account.data?.owner ?? null} onDone={() => setIsOpening(false)} />;
  }
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" {...(data.suggested ? {} : { c: 'dimmed' })}>
        {data.suggested ? t('cardSuggested', { chance: format.percent(data.probability) }) : t('cardNone')}
      </Text>
      <Button size="xs" variant={data.suggested ? 'filled' : 'default'} onClick={() => setIsOpening(true)}>
        {t('open')}
      </Button>
    </Group>
  );
}

function OpenRisk({ risk }: { readonly risk: Risk }) {
  const t = useMessages(riskMessages);
  const format = useFormat();
  const say = useLanguageText();
  const dueText = useDueText();
  const viewText = useViewText()(risk);
  const { move, dialog } = useMoveRisk();
  const next = openRiskStages[riskStage.options.indexOf(risk.stage) + 1];
  return (
    <Stack gap={6}>
      <Group gap="xs">
        <StageBadge stage={risk.stage} />
        <Text size="sm">{t('days', { count: risk.daysInStage })}</Text>
        <Text size="sm" c="dimmed">
          {risk.reason === null ? t('reason.none') : say(risk.reason.name)}
        </Text>
      </Group>
      <Text size="sm">
        {t('owner')}: <span data-private>{risk.owner ?? t('nobody')}</span> · {t('due')}: {dueText(risk.due)}
        {risk.daysOverdue !== null && risk.daysOverdue > 0 ? ` (${t('overdue', { count: risk.daysOverdue })})` : ''}
      </Text>
      <Text size="sm" c="dimmed">
        {t('stake')}: {format.money(risk.stakeNow)} · {t('chance')}:{' '}
        {t('thenNow', { then: format.percent(risk.probabilityOpened), now: format.percent(risk.probabilityNow) })}
      </Text>
      {viewText === null ? null : <Text size="sm">{viewText}</Text>}
      <Group gap={6} mt={4}>
        {[...(next === undefined ? [] : [next]), 'recovered' as const, 'lost' as const].map((stage) => (
          <Button key={stage} size="compact-xs" variant="default" onClick={() => move(risk, stage)}>
            {t('moveTo', { stage: t(`stage.${stage}`).toLowerCase() })}
          </Button>
        ))}
      </Group>
      {dialog}
    </Stack>
  );
}
