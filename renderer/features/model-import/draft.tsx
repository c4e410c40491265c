import { Badge, Button, Group, NumberInput, Paper, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { modelTarget } from '../../../shared/contract/index.ts';
import type { ModelDraft, ModelTarget } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { isEnded, useFollowedJob } from '../../app/jobs.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { formOf, requestOf } from './form.ts';
import type { ImportForm } from './form.ts';
import { ImportState } from './import-state.tsx';
import { Mapping } from './mapping.tsx';
import { messages } from './messages.ts';
import { OutputForm } from './output-form.tsx';

type DraftProps = { readonly draft: ModelDraft; readonly grants: readonly string[] };

/** A file that was read: what it says of itself, its mapping, and the way in. */
export function Draft({ draft, grants }: DraftProps) {
  const t = useMessages(messages);
  const [form, setForm] = useState<ImportForm>(() => formOf(draft));
  const [started, setStarted] = useState<number | null>(null);
  const start = useMutation(
    useApi().modelImports.start.mutationOptions({ onSuccess: ({ jobId }) => setStarted(jobId) }),
  );
  const job = useFollowedJob(started);
  const busy = start.isPending || (job !== undefined && !isEnded(job));
  const request = requestOf(form, grants);
  const change = (part: Partial<ImportForm>): void => setForm((before) => ({ ...before, ...part }));
  return (
    <Stack gap="lg">
      <Summary draft={draft} />
      <Mapping draft={draft} columns={form.columns} onChange={(columns) => change({ columns })} />
      <OutputForm draft={draft} output={form.output} onChange={(output) => change({ output })} />
      <section>
        <Title order={2} size="h4" mb="xs">
          {t('about')}
        </Title>
        <Group align="flex-start" gap="md">
          <TextInput
            label={t('name')}
            w={280}
            maxLength={80}
            value={form.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Select
            label={t('target')}
            w={180}
            allowDeselect={false}
            data={modelTarget.options.map((value) => ({ value, label: t(`target_${value}`) }))}
            value={form.target}
            onChange={(target) => change({ target: (target ?? 'churn') as ModelTarget })}
          />
          <NumberInput
            label={t('horizon')}
            description={t('horizonHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            w={220}
            min={7}
            max={730}
            allowDecimal={false}
            value={form.horizonDays ?? ''}
            onChange={(value) => change({ horizonDays: typeof value === 'number' && value >= 7 ? value : null })}
          />
        </Group>
      </section>
      <div>
        <Button
          leftSection={<IconPlayerPlay size={17} />}
          disabled={request === null || busy}
          loading={start.isPending}
          onClick={() => request !== null && start.mutate(request)}
        >
          {t('start')}
        </Button>
        <Text size="sm" c="dimmed" mt={6} maw={760}>
          {t('startHint')}
        </Text>
      </div>
      {start.error === null ? null : <ErrorState error={start.error} />}
      {job === undefined ? null : <ImportState job={job} />}
    </Stack>
  );
}

function Summary({ draft }: { readonly draft: ModelDraft }) {
  const t = useMessages(messages);
  const format = useFormat();
  const { name, producer, bytes, opset, operators, batch, from } = draft;
  const facts = t('facts', { bytes: format.bytes(bytes), opset, operators: operators.slice(0, 8).join(', ') });
  return (
    <Paper withBorder p="md" bg="var(--holdfast-surface)">
      <Group gap="xs" mb={4}>
        <Title order={2} size="h4">
          {name}
        </Title>
        <Badge variant="light" tt="none">
          {from === 'mlflow' ? 'MLflow' : 'ONNX'}
        </Badge>
      </Group>
      <Text size="sm">{producer === '' ? t('madeUnknown') : t('made', { producer })}</Text>
      <Text size="sm" c="dimmed">
        {facts}
        {batch === null ? '' : ` · ${t('batch', { rows: format.integer(batch) })}`}
      </Text>
    </Paper>
  );
}
