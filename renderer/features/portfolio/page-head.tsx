import { Group, Text, Title } from '@mantine/core';
import type { AnswerDefinition } from '../../../shared/contract/index.ts';
import { ExportMenu, useLanguageText } from '../../app/analysis/index.ts';
import type { ExportedView } from '../../app/analysis/index.ts';
import { Definition } from '../../ui/definition.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type PageHeadProps = {
  readonly definition: AnswerDefinition | undefined;
  readonly exportOf: () => ExportedView | null;
};

export function PageHead({ definition, exportOf }: PageHeadProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Group gap={6}>
          <Title order={1}>{t('title')}</Title>
          {definition === undefined ? null : (
            <Definition title={t('title')} rule={say(definition.words)} source={definition} width={520} />
          )}
        </Group>
        <Text c="dimmed">{t('lead')}</Text>
      </div>
      <ExportMenu title={t('title')} definition={definition} exportOf={exportOf} />
    </Group>
  );
}
