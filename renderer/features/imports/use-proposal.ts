import { useMutation } from '@tanstack/react-query';
import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useHost } from '../../app/client.tsx';
import type { ReadingOptions } from './draft.ts';
import { emptyMapping } from './mapping-edit.ts';

/** Asks the engine how a source table would become rows of one of our tables; a mapping without any field where it has no idea. */
export function useProposal(preview: FilePreview, options: ReadingOptions | undefined) {
  const { client } = useHost();
  return useMutation({
    mutationFn: async (table: TableName): Promise<FileMapping> => {
      const previews = await client.imports.preview({
        grants: [preview.grant],
        tables: { [preview.key]: table },
        options: options === undefined ? {} : { [preview.key]: options },
      });
      const own = previews.find(({ key }) => key === preview.key);
      const found = own?.readings.find(({ mapping }) => mapping?.table === table)?.mapping;
      return found ?? emptyMapping(preview.columns, table);
    },
  });
}
