import path from 'node:path';
import { inject } from 'vitest';

/** The server as a program, put together for this run of tests. */
export const MAIN = path.join(inject('programs'), 'server.mjs');

/** Spares starting it for the fiftieth time what it cost the first time. */
export const COMPILE_CACHE = {
  NODE_COMPILE_CACHE: path.join(import.meta.dirname, '../../../../node_modules/.cache/keepsake-tests'),
};
