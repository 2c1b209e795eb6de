import { BackupError, CancelSource, type Remote } from '@keepsake/engine';
import { openScriptedServer, platformOfNode, type ServerScript } from '@keepsake/testkit';
import { onTestFinished } from 'vitest';
import { createRemote } from '../create-remote.ts';
import { createFetchTransport } from '../fetch-transport.ts';

/** Node's `fetch`, which gives up after 120 ms without a byte. */
export const transport = createFetchTransport(platformOfNode(120));

export const API_KEY = { kind: 'api-key', secret: 'key' } as const;

/** A signal that nobody cancels. */
export const live = (): CancelSource => new CancelSource();

/** The address of a real HTTP server that answers by a script, for as long as the test runs. */
export async function listen(script: ServerScript): Promise<string> {
  const server = await openScriptedServer(script);
  onTestFinished(() => {
    server.close();
  });
  return server.url;
}

/** A remote of such a server. */
export async function serve(script: ServerScript): Promise<Remote> {
  return createRemote({ transport, serverUrl: await listen(script), credential: API_KEY });
}

/** The code of the error that the work ends with. */
export async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return { returned: await work };
  } catch (error) {
    return error instanceof BackupError ? error.code : error;
  }
}
