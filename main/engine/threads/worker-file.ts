export type WorkerName =
  'read' | 'import' | 'scan' | 'train' | 'trees' | 'score' | 'score-foreign' | 'score-watch' | 'console';

/** Run from source, worker entries stand in main/workers; bundled, beside the bundle. */
export function workerFile(name: WorkerName): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL(`../../workers/${name}.ts`, import.meta.url)
    : new URL(`./workers/${name}.js`, new URL('.', import.meta.url));
}
