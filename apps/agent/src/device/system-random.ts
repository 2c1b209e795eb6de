import type { Random } from '@keepsake/engine';

/** The runtime's own chance: good enough for jitter, not for secrets. */
export const systemRandom: Random = { next: () => Math.random() };
