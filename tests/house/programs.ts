import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The environment variable that says where the programs of this run of tests were put together; unset outside of one. */
export const PROGRAMS_FOLDER = 'KEEPSAKE_TEST_PROGRAMS';

/** What is started: in one piece where it was put together, else from its source. */
const programOf = (name: string, source: string): string => {
  const folder = process.env[PROGRAMS_FOLDER];
  return folder === undefined ? fileURLToPath(new URL(source, import.meta.url)) : join(folder, `${name}.mjs`);
};

/** As `npm run server` starts it, which gives the server a process of its own kind. */
export const SERVER_LAUNCHER = fileURLToPath(new URL('../../apps/server/src/launch.ts', import.meta.url));
export const SERVER_MAIN = programOf('server', '../../apps/server/src/launch.ts');
export const AGENT_MAIN = programOf('agent', '../../apps/agent/src/main.ts');
