import { Badge, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLanguageText } from '../analysis/index.ts';
import { useApi } from '../client.tsx';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import styles from './accounts.module.css';
import { explanationMessages } from './explanation-messages.ts';
import { SectionCard } from './section-card.tsx';

/** What a person could move, and what the model would then say. */
export function HintsCard({ id }: { readonly id: string }) {
  const w = useMessages(explanationMessages);
  const format = useFormat();
  const text = useLanguageText();
  const query = useQuery(useApi().explanations.hints.queryOptions({ input: { id } }));
  return (
    <SectionCard
      title={w('hints.title')}
      aside={
        query.data === undefined ? null : (
          <Definition
            title={w('hints.title')}
            rule={w('hints.explain', {
              count: query.data.comparedWith,
              target: format.percent(query.data.target.probability),
            })}
          />
        )
      }
    >
      <QueryView
        query={query}
        skeleton="lines"
        isEmpty={(data) => data.hints.length === 0}
        empty={<Empty title={w('hints.none')} text={w('hints.noneText')} />}
      >
        {(data) => (
          <>
            <Text size="sm" mb={6}>
              {w(`hints.target.${data.target.of}`, { target: format.percent(data.target.probability) })}
            </Text>
            <List size="sm" spacing={6} listStyleType="none">
              {data.hints.map((hint) => (
                <List.Item key={hint.changes.map((change) => change.feature).join(' ')}>
                  <span className={styles.lowers}>▼ {format.points(hint.change)}</span> {text(hint.text)}{' '}
                  {hint.crosses ? (
                    <Badge size="xs" variant="light">
                      {w('hints.crosses')}
                    </Badge>
                  ) : null}
                </List.Item>
              ))}
            </List>
            <Text size="xs" c="dimmed" mt="xs">
              {text(data.caution)}
            </Text>
          </>
        )}
      </QueryView>
    </SectionCard>
  );
}
