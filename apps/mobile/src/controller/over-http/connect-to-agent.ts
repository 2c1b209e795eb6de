import { WatchedValue, type BackupSnapshot, type ConditionsState } from '@keepsake/engine';
import { fromWire, videoPath, type LocalEvent } from '@keepsake/protocol/local';
import type { AccountState } from '../account.ts';
import type { AppPorts } from '../app-ports.ts';
import type { LibraryAccess } from '../device.ts';
import { createAgentController, NO_SNAPSHOT } from './agent-controller.ts';
import type { AgentPlatform } from './agent-platform.ts';
import {
  createAgentAccount,
  createAgentDevice,
  createAgentHistory,
  createAgentPhotos,
  type AgentDevice,
} from './agent-ports.ts';
import { AgentRuns } from './agent-runs.ts';
import { openAgentStream } from './agent-stream.ts';
import { createCallAgent } from './call-agent.ts';
import { FramesInTurn } from './frames-in-turn.ts';

/** The ports that an agent fills; preferences and drafts are the page's own. */
export type AgentPorts = Omit<AppPorts, 'preferences' | 'drafts' | 'clock'>;

/** As a computer is until it says otherwise. */
const CONDITIONS: ConditionsState = {
  network: 'unmetered',
  isRoaming: false,
  isLowData: false,
  isCharging: true,
};

/**
 * Connects a page to the agent that serves it. Returns at once: what is not known yet is as the ports say it for the
 * beginning. The link mends itself until `close`.
 */
export function connectToAgent(platform: AgentPlatform): AgentPorts & { close(): void } {
  const snapshot = new WatchedValue<BackupSnapshot>(NO_SNAPSHOT);
  const conditions = new WatchedValue<ConditionsState>(CONDITIONS);
  const account = new WatchedValue<AccountState>({ kind: 'loading' });
  const access = new WatchedValue<LibraryAccess>({ kind: 'loading' });
  const hasCloudOriginals = new WatchedValue(false);
  const about = new WatchedValue<AgentDevice>({ name: undefined, canFreeSpace: false });
  const call = createCallAgent(platform);
  const runs = new AgentRuns(call);
  let drawings = 0;
  const frames = new FramesInTurn((id, signal) => {
    drawings += 1;
    const drawing = `${platform.clock.now()}-${drawings}`;
    return platform.drawFrame(platform.origin + videoPath(id, drawing), signal);
  }, platform.forgetFrame);
  const changes = new WatchedValue(0);
  const link = openAgentStream(platform, onEvent);

  return {
    controller: createAgentController(call, runs, snapshot),
    account: createAgentAccount(call, account),
    photos: createAgentPhotos(call, platform.origin, frames),
    device: createAgentDevice(call, about, { conditions, access, hasCloudOriginals }),
    history: createAgentHistory(call),
    link: { state: link.state, changes, retry: () => link.retry() },
    close: () => link.close(),
  };

  function tellChange(): void {
    changes.set(changes.current() + 1);
  }

  function onEvent(event: LocalEvent): void {
    switch (event.kind) {
      case 'hello':
        about.set({ name: event.device.name, canFreeSpace: event.device.canFreeSpace });
        hasCloudOriginals.set(event.device.hasCloudOriginals);
        conditions.set(event.conditions);
        access.set(event.access);
        account.set(fromWire<AccountState>(event.account));
        snapshot.set(fromWire<BackupSnapshot>(event.snapshot));
        runs.lookAtAll();
        // A page that was hidden let go of its stream, and nobody told it what was changed meanwhile.
        if (link.state.current().kind === 'connected') tellChange();
        frames.forgetFailures();
        return;
      case 'snapshot':
        snapshot.set(fromWire<BackupSnapshot>(event.snapshot));
        return;
      case 'conditions':
        conditions.set(event.conditions);
        return;
      case 'account':
        account.set(fromWire<AccountState>(event.account));
        return;
      case 'access':
        access.set(event.access);
        return;
      case 'changed':
        tellChange();
        return;
      case 'run-over':
        runs.look(event.run);
        return;
      case 'make-way':
        return;
    }
  }
}
