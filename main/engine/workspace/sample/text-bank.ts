export const tones = ['question', 'bug', 'complaint', 'threat', 'thanks'] as const;
export type Tone = (typeof tones)[number];

export const churnReasons = [
  'price',
  'missing_features',
  'support',
  'competitor',
  'champion_left',
  'business_closed',
  'low_adoption',
  'reorganisation',
] as const;
export type ChurnReason = (typeof churnReasons)[number];

/** Sentences with slots in braces; every language has all of them. */
export interface TextBank {
  slots: Record<string, readonly string[]>;
  greetings: readonly string[];
  closings: readonly string[];
  subjects: Record<Tone, readonly string[]>;
  openings: Record<Tone, readonly string[]>;
  cores: Record<Tone, readonly string[]>;
  details: Record<Tone, readonly string[]>;
  /** Survey comments from low to high scores. */
  comments: { low: readonly string[]; middle: readonly string[]; high: readonly string[] };
  feedback: Record<ChurnReason, readonly string[]>;
  feedbackEndings: readonly string[];
}
