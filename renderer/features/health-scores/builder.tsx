import { Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMessages } from '../../ui/messages.ts';
import { measuresIn, replaced, rulesOf, sharesOf, without, withRules } from './edit.ts';
import { ExceptionsCard } from './exceptions-card.tsx';
import { messages } from './messages.ts';
import { PillarCard } from './pillar-card.tsx';
import { VariantEditor } from './variant-editor.tsx';
import type { BuilderProps } from './view.ts';

type Props = Omit<BuilderProps, 'onChange'> & {
  readonly set: number | null;
  readonly onSet: (set: number | null) => void;
  readonly onChange: (definition: BuilderProps['definition'], set?: number | null) => void;
};

const mainRules = -1;

/** Pillars, measures, weights, points and exceptions of the main rules or of a variant. */
export function Builder({ definition, measures, preview, set, onSet, onChange }: Props) {
  const t = useMessages(messages);
  const at = set ?? mainRules;
  const rules = rulesOf(definition, at);
  const shares = sharesOf(rules.pillars);
  const taken = measuresIn(rules.pillars);
  const setRules = (change: Partial<typeof rules>): void =>
    onChange(withRules(definition, at, { ...rules, ...change }));
  // Counts are told of the main rules, in their order; while they are asked anew the lists may differ.
  const counts = set === null ? (preview?.exceptions ?? null) : null;
  return (
    <Stack gap="sm">
      <VariantEditor definition={definition} set={set} onSet={onSet} onChange={onChange} />
      {rules.pillars.map((pillar, index) => (
        <PillarCard
          key={index}
          pillar={pillar}
          share={shares[index] ?? 0}
          measures={measures}
          taken={taken}
          onChange={(next) => setRules({ pillars: replaced(rules.pillars, index, next) })}
          onRemove={() => setRules({ pillars: without(rules.pillars, index) })}
        />
      ))}
      <Button
        variant="default"
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconPlus size={14} />}
        onClick={() =>
          setRules({
            pillars: [
              ...rules.pillars,
              { name: t('newPillar', { number: rules.pillars.length + 1 }), weight: 20, measures: [] },
            ],
          })
        }
      >
        {t('addPillar')}
      </Button>
      <ExceptionsCard
        exceptions={rules.exceptions}
        measures={measures}
        holds={counts?.length === rules.exceptions.length ? counts.map(({ holds }) => holds) : null}
        onChange={(exceptions) => setRules({ exceptions })}
      />
    </Stack>
  );
}
