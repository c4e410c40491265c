import { ensureRenderer } from './bundles.mjs';

/** The page under test is the one that ships: it is built before the first browser opens. */
export default async function setup(): Promise<void> {
  if (!(await ensureRenderer())) throw new Error('The renderer could not be built.');
}
