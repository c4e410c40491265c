import type { FilePreview, Recipe } from '../../../shared/contract/index.ts';
import { findMerges } from '../identity/index.ts';
import type { FindMergesRequest, FoundMerges } from '../identity/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { findOrphans } from './orphans.ts';
import type { Orphan, OrphansRequest } from './orphans.ts';
import { previewFile } from './preview.ts';
import type { PreviewFile } from './preview.ts';
import { diskError } from './staging/disk-error.ts';
import { writeWork } from './write-work.ts';
import type { WriteRequest } from './write-thread.ts';
import { stageImport } from './staging/stage-import.ts';
import type { StageRequest, StageResult } from './staging/staging-run.ts';

export type PreviewRequest = {
  readonly task: 'preview';
  readonly files: readonly PreviewFile[];
  readonly recipes: readonly Recipe[];
  /** The key of the workspace's pseudonyms; null where no workspace is open. */
  readonly pseudonyms: Uint8Array | null;
  /** Whether files are read to their end. */
  readonly scan: boolean;
};
export type ImportRequest = PreviewRequest | StageRequest | OrphansRequest | FindMergesRequest | WriteRequest;

/**
 * Everything that the import thread does: it reads files and the workspace, and writes staging files; the workspace itself
 * only in the transaction that the engine lets it begin.
 */
export async function importWork(
  request: ImportRequest,
  context: WorkContext,
): Promise<FilePreview[] | StageResult | Orphan[] | FoundMerges | number> {
  switch (request.task) {
    case 'preview': {
      const previews: FilePreview[] = [];
      for (const file of request.files) {
        if (context.shouldStop()) break;
        const { pseudonyms, scan } = request;
        const shouldStop = (): boolean => context.shouldStop();
        previews.push(...(await previewFile(file, request.recipes, { pseudonyms, scan, shouldStop })));
      }
      return previews;
    }
    case 'stage':
      try {
        return await stageImport(request, context);
      } catch (error) {
        throw diskError(error);
      }
    case 'commit':
    case 'take-back':
      try {
        return writeWork(request, context);
      } catch (error) {
        throw diskError(error);
      }
    case 'orphans':
      return findOrphans(request);
    case 'find-merges':
      return findMerges(request, context);
  }
}
