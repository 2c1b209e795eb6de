import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { sweepAccounts } from './accounts/sweep-accounts.ts';
import { sweepTrash } from './trash/sweep-trash.ts';
import { addUser, type NewAccount } from './auth/accounts.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { openDataFolder } from './data-folder.ts';
import { createGroupCommit } from './database/group-commit.ts';
import { errnoOf } from './errors/from-errno.ts';
import { StartupError } from './errors/startup-error.ts';
import { BodyTurns } from './http/body-turns.ts';
import { createApp } from './create-app.ts';
import { UnheldUploads } from './ingest/unheld-uploads.ts';
import { sweepUploads } from './resumable/sweep-uploads.ts';
import { UploadDesk } from './resumable/upload-desk.ts';
import { createSweeps } from './sweeps.ts';
import { measureCommits } from './operation/commit-metrics.ts';
import { diskSpaceOf, type ReadDiskSpace } from './operation/disk-space.ts';
import { createOperation } from './operation/operation.ts';
import { Turns } from './proof/turns.ts';
import { reportMissingOriginals } from './proof/report-missing.ts';
import { measureScrub } from './proof/scrub-metrics.ts';
import { scrub } from './proof/scrub.ts';
import type { BlobStore } from './storage/blob-store.ts';

/** One would be held up by a long video; more would take the disk away from uploads. */
const REREADS_AT_ONCE = 2;

/** A running server. */
export interface OpenServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Adds an ordinary account, as administrators can. Rejects with code `conflict` when the address has one. */
  addUser(account: NewAccount): Promise<{ readonly id: string }>;
  /**
   * Stops: no new connection is taken, running requests get the configured time to finish, then the database is
   * closed. May be repeated.
   */
  close(): Promise<void>;
}

/** What a test may put in the place of the real thing. */
export interface ServerOverrides {
  readonly now?: () => Date;
  readonly decorateStore?: (store: BlobStore) => BlobStore;
  readonly diskSpace?: ReadDiskSpace;
  /** Where the log goes; the standard error stream when left out. */
  readonly logStream?: NodeJS.WritableStream;
}

/**
 * Starts a server in this process: opens the data folder, migrates the database, clears what a crash left, listens.
 *
 * @throws StartupError with a sentence for people
 */
export async function openServer(config: Config, overrides: ServerOverrides = {}): Promise<OpenServer> {
  const folder = await openDataFolder(config.dataDir);
  try {
    const sweeps = createSweeps();
    const now = overrides.now ?? (() => new Date());
    const operation = createOperation({
      db: folder.db,
      diskSpace: overrides.diskSpace ?? diskSpaceOf(folder.originalsDir),
      minFreeBytes: config.minFreeBytes,
      now,
    });
    const context: Context = {
      config,
      db: folder.db,
      commit: createGroupCommit(folder.db, measureCommits(operation.metrics)),
      store: overrides.decorateStore?.(folder.store) ?? folder.store,
      namesInFlight: new Set(),
      unheld: new UnheldUploads(),
      uploads: new UploadDesk(folder.partials),
      defaultQuotaBytes: config.defaultQuotaBytes,
      ...operation,
      now,
      newId: randomUUID,
      // A turn lasts as long as its client reads: it is not to hold up others.
      answerTurns: new BodyTurns(Number.POSITIVE_INFINITY),
      rereadTurns: new Turns(REREADS_AT_ONCE),
      sweepNow: () => sweeps.runNow(),
    };
    const app = await createApp(context, overrides.logStream ?? process.stderr);
    await listen(app, config);
    const { removed, unreadable } = folder.undoneClaims;
    for (const orphan of removed)
      app.log.warn({ path: orphan }, 'removed an original that was never acknowledged');
    for (const orphan of unreadable)
      app.log.error({ path: orphan }, 'the disk did not let an original be read that was never acknowledged');
    sweeps.start(
      [
        { what: 'accounts', run: (signal) => sweepAccounts(context, app.log, signal) },
        { what: 'the trash', run: (signal) => sweepTrash(context, app.log, signal) },
        { what: 'uploads', run: (signal) => sweepUploads(context, signal) },
      ],
      app.log,
    );
    const checking = new AbortController();
    const checked = reportMissingOriginals(context, app.log, checking.signal).catch((error: unknown) =>
      app.log.error({ err: error }, 'could not check whether every original is there'),
    );
    const observer = measureScrub(operation.metrics, context);
    const isBusy = (): boolean => operation.room.receiving > 0;
    const scrubbed = scrub({ ...context, isBusy, observer }, app.log, checking.signal);
    const close = async (): Promise<void> => {
      checking.abort();
      await stopListening(app, config.stopTimeoutMs);
      await Promise.all([checked, scrubbed, sweeps.stop()]);
      await folder.close();
    };
    let closing: Promise<void> | undefined;
    const { port } = app.server.address() as AddressInfo;
    return {
      url: `http://${urlHost(config.host)}:${port}`,
      addUser: (account) => addUser(context, account),
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await folder.close();
    throw error;
  }
}

async function listen(app: FastifyInstance, config: Config): Promise<void> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await app.close();
    throw new StartupError('cannot-listen', listenSentence(errnoOf(error), config), { cause: error });
  }
}

function listenSentence(errno: string | undefined, { host, port }: Config): string {
  switch (errno) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program; stop it, or set KEEPSAKE_PORT to another port.`;
    case 'EACCES':
      return `Port ${port} needs more rights than this user has; set KEEPSAKE_PORT to one above 1023.`;
    default:
      return `The address ${host} is not one of this machine; set KEEPSAKE_HOST to one that is.`;
  }
}

/** Where a person can open it: an address for "everywhere" is nowhere to go to. */
function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Lets running requests finish for a while, then cuts them; resolves when the last handler is done. */
async function stopListening(app: FastifyInstance, stopTimeoutMs: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), stopTimeoutMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
