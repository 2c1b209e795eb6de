export { describeBackupController } from './controller/controller-contract.ts';
export type { ControllerWorld } from './controller/controller-world.ts';
export { describeClockContract, type ClockWorld } from './device/clock-contract.ts';
export { describeConditionsContract, type ConditionsWorld } from './device/conditions-contract.ts';
export { describeHasherContract, type HasherWorld } from './device/hasher-contract.ts';
export { describeLoggerContract, type LoggerWorld } from './device/logger-contract.ts';
export { describeNotifierContract, type NotifierWorld } from './device/notifier-contract.ts';
export { describeRandomContract } from './device/random-contract.ts';
export { describeRemoverContract, type RemoverWorld } from './device/remover-contract.ts';
export { describeRunLockContract, type RunLockWorld } from './device/run-lock-contract.ts';
export { FakeLeaseStore } from './lease/fake-lease-store.ts';
export { describeLeaseStoreContract } from './lease/lease-store-contract.ts';
export { FakeLedger } from './ledger/fake-ledger.ts';
export { describeLedgerContract } from './ledger/ledger-contract.ts';
export { createFakeClock, type FakeClock } from './library/fake-clock.ts';
export { FakeConditions } from './library/fake-conditions.ts';
export { checksumOfContent, type FakeContent } from './library/fake-content.ts';
export { FakeHasher } from './library/fake-hasher.ts';
export { FAKE_EVERYTHING, type NewFakeAsset } from './library/fake-library-contents.ts';
export { FakePhotoLibrary } from './library/fake-photo-library.ts';
export { FakeRunLock } from './library/fake-run-lock.ts';
export { describePhotoLibraryContract, type PhotoLibraryWorld } from './library/photo-library-contract.ts';
export { RecordingNotifier } from './library/recording-notifier.ts';
export { createSeededRandom, type SeededRandom } from './library/seeded-random.ts';
export { silentLogger } from './library/silent-logger.ts';
export { FakePhotoServer } from './remote/fake-photo-server.ts';
export { FakeRemote, type FakeRemoteOptions } from './remote/fake-remote.ts';
export { FakeRemoteOriginals } from './remote/fake-remote-originals.ts';
export { OWN_CERTIFICATE } from './remote/scripted/own-certificate.ts';
export { platformOfNode } from './remote/scripted/platform-of-node.ts';
export { announcementOf, bytesOf, chunkOf, partOf, requestOf } from './remote/photos-to-send.ts';
export {
  asImmich,
  asKeepsake,
  openScriptedServer,
  sendJson,
  type ServerScript,
} from './remote/scripted/scripted-server.ts';
export type { RemoteFault, RemoteFaultRule, RemoteMethod } from './remote/remote-faults.ts';
export { describeRemoteContract } from './remote/contract/remote-contract.ts';
export { ALL_TRAITS, type RemoteTraits, type RemoteWorld } from './remote/contract/remote-world.ts';
export { FakeImmichServer } from './remote/immich/fake-immich-server.ts';
export { createRestoreWorld } from './restore/create-restore-world.ts';
export { FakeRestoreTarget, type FakeRestoredFile } from './restore/fake-restore-target.ts';
export { describeRestoreTargetContract, type RestoreTargetWorld } from './restore/restore-target-contract.ts';
export {
  createEngineWorld,
  type EngineWorld,
  type EngineWorldOptions,
} from './scenario/create-engine-world.ts';
export { overriding } from './scenario/overriding.ts';
export { readPage } from './scenario/read-page.ts';
export { createGate, type Gate } from './scenario/gate.ts';
export type { DevicePorts } from './world/device/device-ports.ts';
export type { BootEngine, RunWanted, SimulatedEngine } from './world/device/simulated-engine.ts';
export { applyEvent } from './world/events/apply-event.ts';
export { runInBackground } from './world/events/apply-device-happening.ts';
export { generateEvents } from './world/events/generate-events.ts';
export type { WorldEvent, WorldHappening } from './world/events/world-event.ts';
export type { NetworkKind } from './world/net/simulated-network.ts';
export type { Observation, Observer, RunObserved, SendingCall } from './world/observations.ts';
export { Life } from './world/life.ts';
export { VirtualClock } from './world/time/virtual-clock.ts';
export { contentOf } from './world/phone/phone-content.ts';
export { SimulatedLibrary } from './world/phone/simulated-library.ts';
export { PHONE_EVERYTHING } from './world/phone/phone-albums.ts';
export { filesOf, shownAsset, type PhoneAsset } from './world/phone/phone-asset.ts';
export { SimulatedPhone, type PhoneFlavour } from './world/phone/simulated-phone.ts';
export { SimulatedWorld, type ServerProduct, type WorldOptions } from './world/simulated-world.ts';
export { openFakeExpoSqlite } from './sqlite/fake-expo-sqlite.ts';
