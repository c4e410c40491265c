import type {
  HealthDefinition,
  HealthPublication,
  HealthVersion,
  LocalChange,
} from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { recordChange } from '../changes/index.ts';
import type { Session } from '../session/index.ts';
import { nowSeconds } from './pulses.ts';
import { nextNumber, today, versionById } from './versions.ts';

type Changed = { version: HealthVersion; change: LocalChange };
const words = ['healthScores'];

/** @throws conflict where the version was published */
function draftOf(session: Session, id: number): HealthVersion {
  const version = versionById(session.database, id);
  if (version.publishedAt !== null)
    throw new HoldfastError(
      'conflict',
      `Version ${version.number} was published and never changes any more. Save it as a new draft.`,
    );
  return version;
}

/** A new draft, or a changed one. */
export function saveDraft(
  session: Session,
  { id, name, note, definition }: { id?: number | undefined; name: string; note: string; definition: HealthDefinition },
): Changed {
  const { database } = session;
  if (id !== undefined) draftOf(session, id);
  const now = nowSeconds();
  const values = { name, note, definition: JSON.stringify(definition), updated_at: now };
  const { result, change } = recordChange(
    session,
    {
      kind: 'health-version.saved',
      title: { en: `Health score draft “${name}” saved`, es: `Borrador de índice de salud «${name}» guardado` },
      words,
    },
    (rows) => {
      if (id === undefined)
        return rows.insert('health_versions', { ...values, number: nextNumber(database), created_at: now });
      rows.update('health_versions', id, values);
      return id;
    },
  );
  return { version: versionById(database, result), change };
}

export function removeDraft(session: Session, id: number): { change: LocalChange } {
  const { name } = draftOf(session, id);
  const { change } = recordChange(
    session,
    {
      kind: 'health-version.removed',
      title: { en: `Health score draft “${name}” removed`, es: `Borrador de índice de salud «${name}» eliminado` },
      words,
    },
    (rows) => rows.remove('health_versions', id),
  );
  return { change };
}

type Publication = {
  readonly id: number;
  readonly note: string;
  readonly what: HealthPublication['what'];
  readonly effectiveDay?: string | undefined;
  readonly person: string | null;
};

/** Puts a version in force from a day on. Whether its definition may be is asked before. */
export function publishVersion(
  session: Session,
  { id, note, what, effectiveDay = today(), person }: Publication,
): Changed {
  const { database } = session;
  const { name, number } = versionById(database, id);
  const { change } = recordChange(
    session,
    {
      kind: `health-version.${what}`,
      title:
        what === 'published'
          ? {
              en: `Health score version ${number} “${name}” published`,
              es: `Versión ${number} del índice de salud «${name}» publicada`,
            }
          : {
              en: `Health score rolled back to version ${number} “${name}”`,
              es: `Índice de salud devuelto a la versión ${number} «${name}»`,
            },
      words,
    },
    (rows) =>
      rows.insert('health_publications', {
        version_id: id,
        what,
        effective_day: effectiveDay,
        published_at: nowSeconds(),
        note,
        by: person,
      }),
  );
  return { version: versionById(database, id), change };
}
