import type { CatalogueFeature } from '../../../../shared/contract/index.ts';
import { features } from '../features/catalogue.ts';
import { modelInUse } from '../queries.ts';
import { isActionable } from './actionable.ts';
import { defineSnapshotRead } from './define-read.ts';
import { facts } from './parts.ts';

/** Every feature of the catalogue, and whether a model reads it; before the first model none is read. */
export const catalogueRead = defineSnapshotRead(
  'explanations.features',
  ({ database }, input: { model?: string | undefined }): CatalogueFeature[] => {
    const text = database
      .prepare("SELECT json_extract(definition, '$.features') FROM models WHERE id = ?")
      .pluck()
      .get(input.model ?? modelInUse(database));
    const read = new Set(typeof text === 'string' ? (JSON.parse(text) as string[]) : []);
    return features.map(({ name, source, knownAt, missing, kind, helps }) => ({
      ...facts(name),
      source,
      knownAt: { ...knownAt },
      missing: { ...missing },
      kind,
      actionable: isActionable(name),
      helps,
      isRead: read.has(name),
    }));
  },
);
