export {
  type LocalAccountState,
  type LocalLogin,
  type LocalPasswordChange,
  type LocalPasswordWords,
  type LocalServerFound,
  type LocalSignInOutcome,
} from './account.ts';
export { localCalls, type Answered, type Asked, type Asking, type LocalCallName } from './calls.ts';
export { type LocalFolderCount, type LocalFolderListing, type LocalLibraryAccess } from './device.ts';
export { localFailure, localRefusal, type LocalFailure } from './errors.ts';
export { HEARTBEAT_MS, localEvent, type LocalEvent } from './events.ts';
export { EVENTS_PATH, LOCAL_API, thumbnailPath, videoPath } from './paths.ts';
export { type RunResult, type RunState, type WantedRun } from './runs.ts';
export { type LocalSnapshot } from './snapshot.ts';
export { fromWire, type Wire } from './wire.ts';
