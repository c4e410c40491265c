import { Pill, UnstyledButton } from '@mantine/core';
import type { PropertyFilter } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './analysis.module.css';
import { operatorText } from './filter-words.ts';
import { analysisMessages } from './messages.ts';

type FilterChipsProps = {
  readonly value: readonly PropertyFilter[];
  readonly onChange: (value: PropertyFilter[]) => void;
  readonly onOpen: () => void;
};

/** `platform is web or mobile` */
export function useFilterWords(): (filter: PropertyFilter) => string {
  const t = useMessages(analysisMessages);
  return ({ property, operator, values }) =>
    [property === 'quantity' ? t('quantity') : property, t(operatorText[operator]), values.join(t('or'))]
      .filter((part) => part !== '')
      .join(' ');
}

/** The conditions in force, each removable. */
export function FilterChips({ value, onChange, onOpen }: FilterChipsProps) {
  const t = useMessages(analysisMessages);
  const words = useFilterWords();
  return (
    <Pill.Group gap={4} mt={4}>
      {value.map((filter, index) => (
        <Pill
          key={index}
          size="sm"
          maw="100%"
          withRemoveButton
          onRemove={() => onChange(value.filter((_, place) => place !== index))}
          removeButtonProps={{
            'aria-label': t('removeFilter', { filter: words(filter) }),
            'aria-hidden': false,
            tabIndex: 0,
          }}
        >
          <UnstyledButton className={styles.chip} title={words(filter)} onClick={onOpen}>
            {words(filter)}
          </UnstyledButton>
        </Pill>
      ))}
    </Pill.Group>
  );
}
