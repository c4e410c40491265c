/** One row of the table as it was counted. */
export interface CountedCohort {
  /** Place of the period of entry in the table of periods, or code of the attribute. */
  readonly key: number;
  readonly size: number;
  /** By period: members retained, minor units, or events; of the members that of[k] counts. */
  readonly values: readonly number[];
  readonly of: readonly number[];
  /** Revenue at entry of those that of[k] counts; null for other measures. */
  readonly base: readonly number[] | null;
  /**
   * Whether period k has ended for every member. Cohorts by attribute join members of all ages: there, whether it has for
   * those that of[k] counts.
   */
  readonly complete: readonly boolean[];
}
