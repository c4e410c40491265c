import { Paper, Table, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { SegmentEvaluation } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import styles from './models.module.css';
import { useMeasured } from './origins.tsx';
import { validationMessages } from './validation-messages.ts';

type PartsProps = {
  readonly parts: readonly SegmentEvaluation[];
  readonly find: string;
  readonly onFind: (find: string) => void;
};

/** How well the model does for parts of the book: attribute values and saved segments. */
export function Parts({ parts, find, onFind }: PartsProps) {
  const t = useMessages(validationMessages);
  const format = useFormat();
  const language = useLanguage();
  const measured = useMeasured();
  if (parts.length === 0) return <Empty title={t('partsTitle')} text={t('partsNone')} />;
  const wanted = find.trim().toLowerCase();
  const shown = parts.filter(({ label, value }) => `${label[language]} ${value}`.toLowerCase().includes(wanted));
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{t('partsTitle')}</Title>
      <Text size="sm" c="dimmed" mb="sm" maw={860}>
        {t('partsText')}
      </Text>
      <TextInput
        aria-label={t('filter')}
        placeholder={t('filter')}
        leftSection={<IconSearch size={16} />}
        value={find}
        onChange={(event) => onFind(event.currentTarget.value)}
        maw={320}
        mb="sm"
        data-search
      />
      <div className={styles.scroller}>
        <Table miw={860} className={styles.figures}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('part')}</Table.Th>
              {(['rows', 'churned', 'observed', 'predicted', 'auc', 'lift', 'skill'] as const).map((name) => (
                <Table.Th key={name} scope="col" ta="right">
                  {t(name)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((part) => (
              <Table.Tr key={`${part.kind} ${part.label.en} ${part.value}`}>
                <Table.Th scope="row" fw={600}>
                  {part.value}
                  <Text span size="xs" c="dimmed" fw={400} ml={6}>
                    {part.label[language]}
                  </Text>
                </Table.Th>
                <Table.Td ta="right">{format.integer(part.rows)}</Table.Td>
                <Table.Td ta="right">{format.integer(part.churned)}</Table.Td>
                <Table.Td ta="right">{format.percent(part.observed)}</Table.Td>
                <Table.Td ta="right">{format.percent(part.predicted)}</Table.Td>
                <Table.Td ta="right">{measured(part.auc, 2)}</Table.Td>
                <Table.Td ta="right">{measured(part.liftTop10, 1)}</Table.Td>
                <Table.Td ta="right">{format.decimal(part.brierSkill, 3)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Paper>
  );
}
