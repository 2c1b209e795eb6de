import { hostname } from 'node:os';
import { join } from 'node:path';
import { hasOnlineOnlyFiles } from '../device/cloud-files.ts';
import { systemClock } from '../device/system-clock.ts';
import { createSystemConditions } from '../device/system-conditions.ts';
import { openNodeHttpTransport } from '../net/node-http-transport.ts';
import type { Profile } from '../profile/profile.ts';
import { answerCalls } from './calls/answer-calls.ts';
import { AgentHost } from './host/agent-host.ts';
import { RunBook } from './host/run-book.ts';
import type { UiNotes } from './host/ui-note.ts';
import { Entrance } from './http/entrance.ts';
import { openUiServer, type UiServer } from './http/open-ui-server.ts';
import { openPictureCache } from './thumbnails/picture-cache.ts';
import { openPictureDecoder } from './thumbnails/picture-decoder.ts';
import { Thumbnails } from './thumbnails/thumbnails.ts';

export interface ServeScreensOptions {
  readonly profile: Profile;
  readonly notes: UiNotes;
  /** Where the profile is; thumbnails are kept beside it. */
  readonly homeFolder: string;
  /** The folder of the web build. */
  readonly webRoot: string;
  /** What says more of network and power than the system does. */
  readonly conditionsFile: string | undefined;
  /** Undefined: the last one, or else a free one. */
  readonly port: number | undefined;
}

const MAX_THUMBNAIL_BYTES = 512 * 1024 * 1024;

/** Hosts the web screens, and the engine behind them, until it is closed. Errors: Node's, where the port cannot be had. */
export async function serveScreens({
  profile,
  notes,
  homeFolder,
  webRoot,
  conditionsFile,
  port,
}: ServeScreensOptions): Promise<Pick<UiServer, 'port' | 'makeLink' | 'close'>> {
  const transport = openNodeHttpTransport();
  const cache = openPictureCache(join(homeFolder, 'thumbnails'), MAX_THUMBNAIL_BYTES);
  const decoder = openPictureDecoder();
  const clock = systemClock;
  const conditions = createSystemConditions({ clock, statedIn: conditionsFile });
  const host = new AgentHost({
    profile,
    notes,
    transport,
    clock,
    conditions,
    forgetPictures: () => cache.clear(),
  });
  const runs = new RunBook(host.controller);
  const deps = {
    host,
    runs,
    device: {
      name: hostname(),
      canFreeSpace: false,
      hasCloudOriginals: hasOnlineOnlyFiles(process.platform),
    },
    answers: answerCalls(host, runs, clock),
    thumbnails: new Thumbnails({ host, cache, decoder }),
    entrance: new Entrance(notes.read().key, () => clock.now()),
    webRoot,
  };
  const server = await openOn(port, notes.read().port, (at) => openUiServer(deps, at));
  await notes.change({ port: server.port });
  // It shows itself while it opens.
  const begun = host.begin();
  begun.catch(() => undefined);
  return {
    port: server.port,
    makeLink: () => server.makeLink(),
    async close() {
      await Promise.all([server.close(), host.close()]);
      decoder.close();
      transport.close();
    },
  };
}

/** On the wanted port; without one on the last, where a page that is open looks for it, or else on any. */
async function openOn(
  wanted: number | undefined,
  last: number | undefined,
  open: (port: number) => Promise<UiServer>,
): Promise<UiServer> {
  if (wanted !== undefined) return open(wanted);
  if (last === undefined) return open(0);
  try {
    return await open(last);
  } catch {
    return open(0);
  }
}
