import { Autocomplete, Button, Drawer, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { fromWireError } from '../../../shared/contract/index.ts';
import type { RevenueRates } from '../../../shared/contract/index.ts';
import { DayInput } from '../../app/analysis/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { currenciesToState, noCurrency, ratesTyped, readRate } from './rates.ts';
import type { KnownRates, TypedRates } from './rates.ts';

const timeToUndo = 15_000;

type RatesDrawerProps = { readonly isOpen: boolean; readonly onClose: () => void };

/** In what currency everything is told, and what the others are worth in it. */
export function RatesDrawer({ isOpen, onClose }: RatesDrawerProps) {
  const t = useMessages(messages);
  const rates = useQuery(useApi().revenue.rates.queryOptions({ enabled: isOpen }));
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={460}
      title={t('ratesTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <QueryView query={rates} skeleton="lines">
        {(known) => (
          // Typed anew where the rates changed elsewhere.
          <RatesForm key={JSON.stringify([known.base, known.rates, known.statedOn])} known={known} onClose={onClose} />
        )}
      </QueryView>
    </Drawer>
  );
}

function RatesForm({ known, onClose }: { readonly known: KnownRates; readonly onClose: () => void }) {
  const t = useMessages(messages);
  const [base, setBase] = useState(known.currency === noCurrency ? '' : known.currency);
  const [typed, setTyped] = useState<TypedRates>(() =>
    Object.fromEntries(Object.entries(known.rates).map(([currency, rate]) => [currency, String(rate)])),
  );
  const [statedOn, setStatedOn] = useState(known.statedOn ?? undefined);
  const save = useSaveRates(known, onClose);
  const toState = currenciesToState(known, base);
  const next = ratesTyped(base, typed, statedOn);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (next !== null) save.mutate(next);
  };
  const changeBase = (value: string) => {
    const code = value.toUpperCase().slice(0, 3);
    // Rates to another base say something else.
    if (code.length === 3 && code !== base) setTyped({});
    setBase(code);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('ratesLead')}
        </Text>
        <Autocomplete
          label={t('base')}
          description={t('baseHelp')}
          data={known.currencies.map(({ currency }) => currency).filter((currency) => currency !== noCurrency)}
          value={base}
          onChange={changeBase}
          error={base !== '' && !/^[A-Z]{3}$/.test(base) ? t('baseWrong') : null}
          w={220}
          data-autofocus
        />
        {toState.length === 0 ? (
          <Text size="sm">{t('onlyOne')}</Text>
        ) : (
          toState.map((currency) => {
            const text = typed[currency] ?? '';
            const count = known.currencies.find((entry) => entry.currency === currency)?.subscriptions ?? 0;
            const help = t('rateHelp', { count });
            return (
              <TextInput
                key={currency}
                label={currency === noCurrency ? t('rateOfNone') : t('rateOf', { currency })}
                description={text.trim() === '' && count > 0 ? `${help}, ${t('rateNone')}` : help}
                inputMode="decimal"
                value={text}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setTyped((before) => ({ ...before, [currency]: value }));
                }}
                rightSection={<Text size="xs">{base}</Text>}
                rightSectionWidth={44}
                error={text.trim() !== '' && readRate(text) === null ? t('rateWrong') : null}
                w={220}
              />
            );
          })
        )}
        <DayInput label={t('statedOn')} value={statedOn} onChange={setStatedOn} />
        {save.error === null ? null : <ErrorState error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={next === null} loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Saves, and offers for a while to go back to the rates before. */
function useSaveRates({ base, rates, statedOn }: KnownRates, onDone: () => void) {
  const t = useMessages(messages);
  const { client } = useHost();
  const queries = useQueryClient();
  // Amounts of this page change at once, all others when the engine tells that they did.
  const refresh = () => queries.invalidateQueries({ queryKey: [['revenue']] });
  return useMutation({
    mutationFn: (next: RevenueRates) => client.revenue.saveRates(next),
    onSuccess: (saved) => {
      void refresh();
      const notice = 'revenue-rates';
      const takeBack = async () => {
        notifications.hide(notice);
        try {
          await client.revenue.saveRates({ base, rates, statedOn });
          notifications.show({ message: t('undone'), closeButtonProps: { 'aria-label': t('close') } });
        } catch (error) {
          notifications.show({
            title: t('failed'),
            message: fromWireError(error).message,
            color: 'orange',
            closeButtonProps: { 'aria-label': t('close') },
          });
        }
        await refresh();
      };
      notifications.hide(notice);
      notifications.show({
        id: notice,
        autoClose: timeToUndo,
        closeButtonProps: { 'aria-label': t('close') },
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{t('saved', { currency: saved.base ?? '' })}</Text>
            <Button size="compact-sm" variant="light" onClick={() => void takeBack()}>
              {t('undo')}
            </Button>
          </Group>
        ),
      });
      onDone();
    },
  });
}
