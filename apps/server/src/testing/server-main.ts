import path from 'node:path';

const PROGRAMS = process.env['KEEPSAKE_TEST_PROGRAMS'];

/** The server as a program: in one piece where the run of tests put it together, else from its source. */
export const MAIN =
  PROGRAMS === undefined ? path.join(import.meta.dirname, '../main.ts') : path.join(PROGRAMS, 'server.mjs');

/** Spares starting it for the fiftieth time what it cost the first time. */
export const COMPILE_CACHE = {
  NODE_COMPILE_CACHE: path.join(import.meta.dirname, '../../../../node_modules/.cache/keepsake-tests'),
};
