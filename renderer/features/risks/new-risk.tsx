import { Modal, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { RiskOpenForm } from '../../app/account-parts/risk-open-form.tsx';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type NewRiskProps = { readonly opened: boolean; readonly onClose: () => void };

/** A risk of any account. */
export function NewRisk({ opened, onClose }: NewRiskProps) {
  const t = useMessages(messages);
  return (
    <Modal opened={opened} onClose={onClose} title={t('newTitle')} closeButtonProps={{ 'aria-label': t('close') }}>
      {opened ? <NewRiskForm onClose={onClose} /> : null}
    </Modal>
  );
}

const accountsShown = 20;

function NewRiskForm({ onClose }: Pick<NewRiskProps, 'onClose'>) {
  const t = useMessages(messages);
  const [account, setAccount] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const found = useQuery({
    ...useApi().accounts.queue.queryOptions({
      input: {
        sort: 'name',
        descending: false,
        filter: { search: search.trim(), includeChurned: true },
        limit: accountsShown,
      },
    }),
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.rows ?? [];
  return (
    <RiskOpenForm account={account} owner={rows.find(({ id }) => id === account)?.owner ?? null} onDone={onClose}>
      <Select
        data-autofocus
        label={t('newAccount')}
        placeholder={t('newSearch')}
        searchable
        data={rows.map(({ id, name }) => ({ value: id, label: name === id ? name : `${name} (${id})` }))}
        filter={({ options }) => options}
        nothingFoundMessage={t('newNothing')}
        value={account}
        onChange={setAccount}
        onSearchChange={(typed) => setSearch(typed.replace(/ \([^)]*\)$/, ''))}
      />
    </RiskOpenForm>
  );
}
