/** What a server may leave out, as it is named in reports and by `--allow-unsupported`. */
export const FEATURES = [
  'authorization',
  'chunked-content',
  'completed-uploads',
  'content-codings',
  'digests',
  'early-refusal',
  'empty-creation',
  'interim-responses',
  'limits',
  'problem-types',
  'unknown-length',
] as const;
export type Feature = (typeof FEATURES)[number];

export function isFeature(name: string): name is Feature {
  return FEATURES.some((feature) => feature === name);
}

/** The server did otherwise. The message says what was expected and what came. */
export class Violation extends Error {}

/** The server does not offer what the requirement is about, so that there is nothing to judge. */
export class NotOffered extends Error {
  readonly feature: Feature;

  constructor(feature: Feature, message: string) {
    super(message);
    this.feature = feature;
  }
}
