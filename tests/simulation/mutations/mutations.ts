import type { Mutation } from './mutation.ts';

const ENGINE = 'packages/engine/src';

/** Bugs as they are made, each of which the simulation must notice. */
export const MUTATIONS: readonly Mutation[] = [
  {
    bug: 'an upload counts as done without asking what the server keeps',
    file: `${ENGINE}/upload/send-asset.ts`,
    from: 'outcome.checksum !== undefined && outcome.checksum !== checksums.original',
    to: 'outcome.checksum !== undefined && checksums.original === undefined',
  },
  {
    bug: 'markers are believed for ever',
    file: `${ENGINE}/scan/scan-library.ts`,
    from: 'return ageMs >= 0 && ageMs < MARKER_BELIEVED_MS;',
    to: 'return ageMs < Infinity;',
  },
  {
    bug: 'selection wins over exclusion',
    file: `${ENGINE}/plan/plan-asset.ts`,
    from: 'if (excluding !== undefined)',
    to: "if (excluding !== undefined && !containing.some((album) => album.choice === 'selected'))",
  },
];
