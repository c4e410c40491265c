import { Badge, Button, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { LifetimeFamily } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { LifetimeAnswer } from './question.ts';

type ChooseProps = {
  readonly book: LifetimeAnswer['book'];
  readonly onChoose: (family: LifetimeFamily) => void;
};

/** The one thing that data cannot say for a person: it proposes, and asks. */
export function Choose({ book, onChoose }: ChooseProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  return (
    <Stack gap="sm">
      <Title order={2}>{t('chooseTitle')}</Title>
      <Text size="sm">{say(book.why)}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {(['contracts', 'purchases'] as const).map((family) => (
          <Paper key={family} withBorder bg="var(--holdfast-surface)" p="md">
            <Stack gap="xs" h="100%">
              <Title order={3} size="h4">
                {t(`${family}Title`)}
              </Title>
              {book.suits === family ? (
                <Badge variant="light" w="fit-content">
                  {t('suits')}
                </Badge>
              ) : null}
              <Text size="sm" style={{ flexGrow: 1 }}>
                {t(`${family}Text`)}
              </Text>
              <Button
                w="fit-content"
                variant={book.suits === family ? 'filled' : 'default'}
                aria-label={`${t('choose')}: ${t(`${family}Title`)}`}
                onClick={() => onChoose(family)}
              >
                {t('choose')}
              </Button>
            </Stack>
          </Paper>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
