import { Accordion, Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FilePreview } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { EditConditions } from './edit-conditions.tsx';
import { EditConstants } from './edit-constants.tsx';
import { EditDerived } from './edit-derived.tsx';
import { EditFormats } from './edit-formats.tsx';
import { EditKeys } from './edit-keys.tsx';
import type { EditProps } from './edit-props.ts';
import { EditSource } from './edit-source.tsx';
import { EditUnpivot } from './edit-unpivot.tsx';
import { EditValues } from './edit-values.tsx';
import { ownColumns } from './mapping-edit.ts';
import { recipeMessages } from './recipe-messages.ts';

/** All of a mapping that is not "this column is that field", a section for each kind of change. */
export function RecipeEditor({ preview, mapping, onMapping }: EditProps & { readonly preview: FilePreview }) {
  const t = useMessages(recipeMessages);
  const columns = [...new Set([...preview.columns.map(({ column }) => column), ...ownColumns(mapping)])];
  const edit = { mapping, onMapping };
  const withColumns = { ...edit, preview, columns };
  const sections: readonly (readonly [
    key: 'formats' | 'source' | 'constants' | 'conditions' | 'derived' | 'values' | 'keys' | 'unpivot',
    count: number,
    body: ReactNode,
  ])[] = [
    ['formats', 0, <EditFormats key="formats" {...edit} />],
    ['source', mapping.source === undefined ? 0 : 1, <EditSource key="source" {...edit} />],
    ['constants', Object.keys(mapping.constants).length, <EditConstants key="constants" {...edit} />],
    ['conditions', mapping.keepWhere.length, <EditConditions key="conditions" {...withColumns} />],
    ['derived', mapping.derive.length, <EditDerived key="derived" {...withColumns} />],
    ['values', mapping.valueMaps.length, <EditValues key="values" {...withColumns} />],
    ['keys', Object.keys(mapping.normalise).length, <EditKeys key="keys" {...withColumns} />],
    ['unpivot', mapping.unpivot === undefined ? 0 : 1, <EditUnpivot key="unpivot" {...withColumns} />],
  ];
  return (
    <Accordion multiple variant="contained" order={4} defaultValue={['formats']}>
      {sections.map(([key, count, body]) => (
        <Accordion.Item key={key} value={key}>
          <Accordion.Control py={4}>
            <Group gap="sm" wrap="nowrap">
              <Text size="sm" fw={600}>
                {t(`section_${key}`)}
              </Text>
              {count === 0 ? null : (
                <Badge size="sm" variant="light" circle={count < 10}>
                  {count}
                </Badge>
              )}
              <Text size="xs" c="dimmed" truncate>
                {t(`section_${key}_text`)}
              </Text>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>{body}</Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
