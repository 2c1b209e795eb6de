import type { Logger } from '@keepsake/engine';

/** Drops every event. */
export const silentLogger: Logger = { log: () => undefined };
