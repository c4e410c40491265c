import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { EvidenceRow } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { explanationMessages } from './explanation-messages.ts';
import { SourceNote } from './source-note.tsx';

/** The import that brought a row; of an event only the import is known, and not always that. */
export function EvidenceSource({ source }: { readonly source: EvidenceRow['source'] }) {
  const w = useMessages(explanationMessages);
  if (source === null)
    return (
      <Text size="xs" c="dimmed">
        {w('rows.severalImports')}
      </Text>
    );
  const { importId, file, row } = source;
  if (file !== null && row !== null) return <SourceNote source={{ importId, file, row }} short />;
  return (
    <Anchor component={Link} to={`/imports/${importId}`} size="xs" c="dimmed">
      {file === null ? w('rows.import', { importId }) : `${w('rows.import', { importId })} · ${file}`}
    </Anchor>
  );
}
