import { Button, Group, NumberInput, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { PortfolioArea } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type Ends = { readonly from: number | ''; readonly to: number | '' };
const open: Ends = { from: '', to: '' };

type RangesProps = {
  readonly x: 'revenue' | 'seats';
  readonly y: 'risk' | 'health';
  readonly currency: string;
  readonly onArea: (area: PortfolioArea) => void;
};

/** The same choice as with the lasso, by values: for the keyboard, and for those who know what they look for. */
export function Ranges({ x, y, currency, onArea }: RangesProps) {
  const t = useMessages(messages);
  const [across, setAcross] = useState(open);
  const [up, setUp] = useState(open);
  const scale = y === 'risk' ? 100 : 1;
  const end = (value: number | '', by = 1): number | undefined => (value === '' ? undefined : value / by);
  const range = ({ from, to }: Ends, by = 1) => ({
    ...(from === '' ? {} : { from: end(from, by) }),
    ...(to === '' ? {} : { to: end(to, by) }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onArea({ of: 'ranges', [x]: range(across), [y]: range(up, scale) });
  };
  const suffix = y === 'risk' ? ' %' : '';
  const field = (name: string, ends: Ends, set: (ends: Ends) => void, side: keyof Ends, most?: number, mark = '') => (
    <NumberInput
      size="xs"
      w={112}
      min={0}
      {...(most === undefined ? {} : { max: most })}
      suffix={mark}
      hideControls
      placeholder={t(side)}
      aria-label={t(side === 'from' ? 'rangeFrom' : 'rangeTo', { name })}
      value={ends[side]}
      onChange={(value) => set({ ...ends, [side]: typeof value === 'number' ? value : '' })}
    />
  );
  const xName = x === 'revenue' ? t('revenueIn', { currency }) : t('x.seats');
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="xs" component="form" onSubmit={submit} aria-label={t('byFields')}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('byFields')}
        </Text>
        <Text size="sm">{xName}</Text>
        {field(xName, across, setAcross, 'from')}
        {field(xName, across, setAcross, 'to')}
        <Text size="sm">{t(`y.${y}`)}</Text>
        {field(t(`y.${y}`), up, setUp, 'from', 100, suffix)}
        {field(t(`y.${y}`), up, setUp, 'to', 100, suffix)}
        <Button size="xs" type="submit" variant="light">
          {t('show')}
        </Button>
      </Group>
    </Paper>
  );
}
