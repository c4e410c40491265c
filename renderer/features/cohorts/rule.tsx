import { Stack, Text } from '@mantine/core';
import type { RetentionGrid } from '../../../shared/contract/index.ts';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { RetentionView } from './search.ts';

const wordOf = { day: 'wordDay', week: 'wordWeek', month: 'wordMonth' } as const;

/** How this very grid was counted, in words. */
export function RetentionRule({ view, grid }: { readonly view: RetentionView; readonly grid: RetentionGrid }) {
  const t = useMessages(messages);
  const format = useFormat();
  const period = t(wordOf[view.period]);
  const start =
    view.start.length === 0
      ? t('ruleStart_any', { period })
      : t('ruleStart_some', { period, events: format.list(view.start) });
  const back =
    view.return.length === 0 ? t('ruleReturn_any') : t('ruleReturn_some', { events: format.list(view.return) });
  const when = t(view.mode === 'on' ? 'ruleOn' : 'ruleOnOrAfter', { period });
  return (
    <Definition
      title={t('definitionTitle')}
      source={grid.definition}
      rule={
        <Stack gap={6}>
          <Text size="sm">{start}</Text>
          <Text size="sm">
            {back} {when}
          </Text>
          <Text size="sm">{t('ruleIncomplete', { period })}</Text>
          <Text size="sm">{t('ruleAverage')}</Text>
        </Stack>
      }
    />
  );
}
