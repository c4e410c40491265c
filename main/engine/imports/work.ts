import type { FilePreview, MappingFile } from '../../../shared/contract/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { findOrphans } from './orphans.ts';
import type { Orphan, OrphansRequest } from './orphans.ts';
import { previewFile } from './preview.ts';
import type { PreviewFile } from './preview.ts';
import { diskError, stageImport } from './stage-import.ts';
import type { StageRequest, StageResult } from './staging-run.ts';

export type PreviewRequest = {
  readonly task: 'preview';
  readonly files: readonly PreviewFile[];
  readonly saved: readonly MappingFile[];
};
export type ImportRequest = PreviewRequest | StageRequest | OrphansRequest;

/** Everything that the import thread does: it reads files and the workspace, and writes staging files only. */
export async function importWork(
  request: ImportRequest,
  context: WorkContext,
): Promise<FilePreview[] | StageResult | Orphan[]> {
  switch (request.task) {
    case 'preview': {
      const previews: FilePreview[] = [];
      for (const file of request.files) {
        if (context.shouldStop()) break;
        previews.push(await previewFile(file, request.saved));
      }
      return previews;
    }
    case 'stage':
      try {
        return await stageImport(request, context);
      } catch (error) {
        throw diskError(error);
      }
    case 'orphans':
      return findOrphans(request);
  }
}
