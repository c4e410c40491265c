import { Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Grant } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { ModelTabs } from '../../app/model-tabs.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, Loading } from '../../ui/states.tsx';
import { ChooseModel } from './choose-model.tsx';
import { Draft } from './draft.tsx';
import { messages } from './messages.ts';
import { Refusal } from './refusal.tsx';
import { TakeOut } from './take-out.tsx';

/** Models from files of other makers in, and models of this workspace out. */
export function ImportModelPage() {
  const t = useMessages(messages);
  const [grants, setGrants] = useState<readonly string[]>([]);
  const inspect = useMutation(useApi().modelImports.inspect.mutationOptions());
  const take = (files: readonly Grant[]): void => {
    const words = files.map(({ grant }) => grant);
    setGrants(words);
    inspect.mutate({ grants: words });
  };
  const { data } = inspect;
  return (
    <ModelTabs>
      <Stack gap="lg" maw={1040}>
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" maw={760}>
            {t('lead')}
          </Text>
        </div>
        <ChooseModel compact={data?.draft !== null && data !== undefined} onFiles={take} />
        {inspect.isPending ? (
          <div aria-label={t('reading')}>
            <Loading shape="page" />
          </div>
        ) : inspect.error !== null ? (
          <ErrorState error={inspect.error} />
        ) : data?.problem ? (
          <Refusal title={t('refused')} why={data.problem} />
        ) : data?.draft ? (
          <Draft key={grants.join()} draft={data.draft} grants={grants} />
        ) : null}
        <TakeOut />
      </Stack>
    </ModelTabs>
  );
}
