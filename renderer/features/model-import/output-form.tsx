import { Group, Select, Text, Title } from '@mantine/core';
import type { ModelDraft, ModelImport } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import type { ImportForm } from './form.ts';
import { messages } from './messages.ts';

type OutputFormProps = {
  readonly draft: ModelDraft;
  readonly output: ImportForm['output'];
  readonly onChange: (output: ImportForm['output']) => void;
};

/** Which output is the answer, of which outcome, and what its numbers are. */
export function OutputForm({ draft, output, onChange }: OutputFormProps) {
  const t = useMessages(messages);
  const chosen = draft.outputs.find((one) => one.name === output.name);
  const count = chosen?.columns ?? chosen?.classes?.length ?? 2;
  const outcomes = Array.from({ length: Math.min(count, 100) }, (_, place) => ({
    value: String(place),
    label: chosen?.classes?.[place] ?? t('outcomeColumn', { place: String(place + 1) }),
  }));
  const choose = (name: string | null): void => {
    const next = draft.outputs.find((one) => one.name === name);
    if (next) onChange({ name: next.name, column: next.column, reading: next.reading });
  };
  return (
    <section>
      <Title order={2} size="h4">
        {t('output')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('outputHint')}
      </Text>
      <Group align="flex-start" gap="md">
        <Select
          label={t('outputName')}
          w={260}
          allowDeselect={false}
          data={draft.outputs.map(({ name }) => name)}
          value={output.name}
          onChange={choose}
        />
        {count > 1 ? (
          <Select
            label={t('outcome')}
            description={t('outcomeHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            w={260}
            allowDeselect={false}
            data={outcomes}
            value={output.column === null ? null : String(output.column)}
            error={output.column === null ? t('ask') : undefined}
            onChange={(place) => onChange({ ...output, column: place === null ? null : Number(place) })}
          />
        ) : null}
        <Select
          label={t('numbersAre')}
          w={260}
          allowDeselect={false}
          data={(['probability', 'log-odds'] as const).map((value) => ({ value, label: t(value) }))}
          value={output.reading}
          error={output.reading === null ? t('ask') : undefined}
          onChange={(reading) => onChange({ ...output, reading: reading as ModelImport['output']['reading'] | null })}
        />
      </Group>
    </section>
  );
}
