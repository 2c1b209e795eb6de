import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the programs are, see `build-programs.ts`. */
    programs: string;
    /** A folder that this run of tests has to itself, whatever its processes are. */
    runFolder: string;
  }
}

/** As `npm run server` starts it, which gives the server a process of its own kind. */
export const SERVER_LAUNCHER = fileURLToPath(new URL('../../apps/server/src/launch.ts', import.meta.url));
/** These were put together for this run of tests. */
export const SERVER_MAIN = join(inject('programs'), 'server.mjs');
export const AGENT_MAIN = join(inject('programs'), 'agent.mjs');
