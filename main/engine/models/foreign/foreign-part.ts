/** Element types of inputs that can be fed. */
export const inputTypes = ['float', 'double', 'int32', 'int64', 'bool', 'string'] as const;
export type InputType = (typeof inputTypes)[number];

/** Where the values of one column of an input come from. */
export type ForeignColumn = {
  /** As the file names it, or its number where it names none. */
  readonly name: string;
  /** Null: the same value for every account, namely `missing`. */
  readonly feature: string | null;
  /** What is put in where the feature is missing; null = left missing (NaN). */
  readonly missing: number | string | null;
};

export type ForeignInput = {
  readonly name: string;
  readonly type: InputType;
  /** 1: one number a row; 2: rows × columns. */
  readonly rank: 1 | 2;
  readonly columns: readonly ForeignColumn[];
};

export type ForeignOutput = {
  readonly name: string;
  /** Place of the outcome that is foretold among the columns; 0 where there is one. */
  readonly column: number;
  /** What its numbers are. */
  readonly reading: 'probability' | 'log-odds';
};

/** How a file is asked: rows of features become its inputs, its output a probability. Plain JSON. */
export type RunPlan = {
  /** The features in the order of the rows that are handed in. */
  readonly features: readonly string[];
  readonly inputs: readonly ForeignInput[];
  readonly output: ForeignOutput;
  /** Texts that the file knows, for inputs of texts: features hold a number for each. */
  readonly texts: readonly string[];
  /** The file takes exactly so many rows at a time; null where any number. */
  readonly batch: number | null;
};

/** What a model of other makers needs beside its file. Plain JSON. */
export type ForeignPart = {
  readonly plan: RunPlan;
  /** Whether reasons are exact (the file was taken apart and says the same) or sampled through the runtime. */
  readonly reasons: 'exact' | 'sampled';
  /** On which scale the parts of the taken-apart model add up. */
  readonly scale: 'log-odds' | 'probability';
  /** Rows of the book that sampled reasons compare with; empty where reasons are exact. */
  readonly background: readonly (readonly (number | null)[])[];
  /** As the file said of itself. */
  readonly producer: string;
  /** SHA-256 of the file as it was brought in; outputs and outside data may have been put in order since. */
  readonly originalSha256: string;
};
