import { Autocomplete, Group, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { setOptional } from './mapping-edit.ts';
import type { EditProps } from './edit-props.ts';
import { recipeMessages } from './recipe-messages.ts';

/** Systems whose exports are known by their headers; any other name may be typed. */
const systems = [
  'salesforce',
  'hubspot',
  'pipedrive',
  'zoho',
  'zendesk',
  'freshdesk',
  'intercom',
  'stripe',
  'mixpanel',
  'amplitude',
  'segment',
];

/** Where the rows come from, and since when they count as known. */
export function EditSource({ mapping, onMapping }: EditProps) {
  const t = useMessages(recipeMessages);
  const isInstant = mapping.knownAt !== 'row' && mapping.knownAt !== 'import';
  const [since, setSince] = useState(isInstant ? mapping.knownAt.slice(0, 10) : '');
  const mode = isInstant ? 'instant' : mapping.knownAt;
  const onSince = (day: string) => {
    setSince(day);
    const at = new Date(`${day}T00:00:00Z`);
    if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()))
      onMapping({ ...mapping, knownAt: at.toISOString().replace('.000Z', 'Z') });
  };
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="md">
        <Autocomplete
          label={t('source')}
          description={t('sourceText')}
          size="xs"
          w={300}
          data={systems}
          value={mapping.source ?? ''}
          onChange={(value) => onMapping(setOptional(mapping, 'source', value.trim() === '' ? null : value.trim()))}
        />
        <Switch
          size="sm"
          mb={6}
          label={t('prefixIds', { example: `${mapping.source ?? 'zendesk'}:42` })}
          disabled={mapping.source === undefined}
          checked={mapping.prefixIds}
          onChange={(event) => onMapping({ ...mapping, prefixIds: event.currentTarget.checked })}
        />
      </Group>
      <Radio.Group
        label={t('knownAt')}
        description={t('knownAtText')}
        size="xs"
        value={mode}
        onChange={(value) => {
          if (value === 'row' || value === 'import') onMapping({ ...mapping, knownAt: value });
          else onSince(since === '' ? new Date().toISOString().slice(0, 10) : since);
        }}
      >
        <Group mt={6} gap="lg">
          <Radio size="xs" value="row" label={t('knownAt_row')} />
          <Radio size="xs" value="import" label={t('knownAt_import')} />
          <Radio size="xs" value="instant" label={t('knownAt_instant')} />
          {mode === 'instant' ? (
            <TextInput
              type="date"
              size="xs"
              aria-label={t('knownAt_instant')}
              value={since}
              onChange={(event) => onSince(event.currentTarget.value)}
            />
          ) : null}
        </Group>
      </Radio.Group>
    </Stack>
  );
}
