import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconListSearch } from '@tabler/icons-react';
import type { AccountSet, PortfolioArea, RiskBand } from '../../../shared/contract/index.ts';
import { portfolioFilter } from '../../../shared/contract/index.ts';
import { AccountSetDrawer } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { filterOf } from './view.ts';
import type { PortfolioView, SetPortfolioView } from './view.ts';

type SelectionProps = { readonly view: PortfolioView; readonly onView: SetPortfolioView };

/** The accounts of the part of the picture that was chosen: to a segment, a file, the queue. */
export function Selection({ view, onView }: SelectionProps) {
  const title = useAreaTitle();
  const { area } = view;
  const set: AccountSet | null =
    area === undefined ? null : { of: 'portfolio', filter: portfolioFilter.parse(filterOf(view)), area };
  return (
    <AccountSetDrawer
      set={set}
      title={area === undefined ? '' : title(area)}
      subtitle={set === null ? undefined : <ToQueue set={set} />}
      onClose={() => onView({ area: undefined })}
    />
  );
}

function useAreaTitle(): (area: PortfolioArea) => string {
  const t = useMessages(messages);
  const format = useFormat();
  const band = (name: RiskBand): string => t(`band.${name}`);
  return (area) => {
    if (area.of === 'month')
      return t('monthTitle', {
        month: format.month(`${area.month}-01`),
        band: area.band === undefined ? t('any') : band(area.band),
      });
    if (area.of !== 'group') return t('selection');
    const owner = area.owner === undefined ? null : (area.owner ?? t('nobody'));
    const segment = area.segment === undefined ? null : (area.segment ?? t('noSegment'));
    return [owner, segment].filter((word) => word !== null).join(', ');
  };
}

/** The queue is narrowed by saved segments, so these accounts become one. */
function ToQueue({ set }: { readonly set: AccountSet }) {
  const t = useMessages(messages);
  const format = useFormat();
  const navigate = useNavigate();
  const save = useMutation(
    useApi().segments.save.mutationOptions({
      onSuccess: ({ id }) => void navigate({ to: '/queue', search: { inSegment: id } } as never),
    }),
  );
  const open = (): void => {
    const now = new Date();
    const name = t('segmentName', {
      day: format.day(now.toISOString().slice(0, 10)),
      time: now.toISOString().slice(11, 19),
    });
    save.mutate({ name, kind: 'static', from: { set } });
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('selectionHint')}</Text>
      {save.error === null ? null : <ErrorState error={save.error} />}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconListSearch size={15} />}
        title={t('openQueueHint')}
        loading={save.isPending}
        onClick={open}
      >
        {t('openQueue')}
      </Button>
    </Stack>
  );
}
