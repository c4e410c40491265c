export {
  databaseFile,
  headerFile,
  holdfastHome,
  readHeader,
  stagingFolder,
  writeHeader,
  writeWhole,
} from './folder.ts';
export type { WorkspaceHeader } from './folder.ts';
export { createGrants } from './grants.ts';
export type { GrantedFile, Grants } from './grants.ts';
export { isTakenIn, takeIn } from './incoming.ts';
export { noKeychain, openKeychain } from './keychain.ts';
export type { Keychain } from './keychain.ts';
export { newDataKey, unwrapKey, wrapKey } from './keys.ts';
export { checkIntegrity, openSession } from './session.ts';
export type { OpenOptions, Session, SessionJob, SessionJobs } from './session.ts';
export { createUploads } from './uploads.ts';
