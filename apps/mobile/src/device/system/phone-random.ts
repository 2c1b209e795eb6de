import type { Random } from '@keepsake/engine';

/** The runtime's own chance: good enough for jitter, not for secrets. */
export const phoneRandom: Random = { next: () => Math.random() };
