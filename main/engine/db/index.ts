export { attach, encrypt, openForReading, openForWriting, applicationId } from './open.ts';
export type { ReadableDatabase, ReadStatement, WritableDatabase } from './open.ts';
export { migrate, newestSchemaVersion } from './migrate.ts';
export type { Migration } from './migrations/migration.ts';
export { copyInto } from './copy.ts';
export { inOneSnapshot } from './snapshot.ts';
export { keepInMemory } from './temporary.ts';
export { bumpDataVersion, dataVersion, readMeta, writeMeta } from './meta.ts';
