/** Files within a folder that an import can read; the rest of the folder is left alone. */
export function isImportable(file: Pick<File, 'name'>): boolean {
  return !file.name.startsWith('.') && /\.(?:csv|tsv|tab|txt|json|jsonl|ndjson|zip|xlsx|parquet|gz)$/i.test(file.name);
}
