/** What a file of other makers may take. Churn models are small: a forest of 2,000 deep trees has some 50 MB. */
export const limits = {
  /** Bytes of the file with everything that belongs to it. */
  fileBytes: 256 * 1024 * 1024,
  /** Resident bytes of the process that runs it. */
  memoryBytes: 1536 * 1024 * 1024,
  /** Milliseconds to read a file and what it says of itself. */
  readWithin: 30_000,
  /** Milliseconds to load it into the runtime. */
  loadWithin: 30_000,
  /** Milliseconds for one request of at most `rowsAtOnce` rows. */
  runWithin: 60_000,
  rowsAtOnce: 5_000,
  mostColumns: 2_000,
} as const;

export const megabytes = (bytes: number): string => String(Math.round(bytes / (1024 * 1024)));
