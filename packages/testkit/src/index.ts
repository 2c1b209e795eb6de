export { FakeLeaseStore } from './lease/fake-lease-store.ts';
export { describeLeaseStoreContract } from './lease/lease-store-contract.ts';
export { FakeLedger } from './ledger/fake-ledger.ts';
export { describeLedgerContract } from './ledger/ledger-contract.ts';
export { createFakeClock, type FakeClock } from './library/fake-clock.ts';
export { checksumOfContent, type FakeContent } from './library/fake-content.ts';
export { FakeHasher } from './library/fake-hasher.ts';
export { FAKE_EVERYTHING, FakePhotoLibrary, type NewFakeAsset } from './library/fake-photo-library.ts';
export { FakeRunLock } from './library/fake-run-lock.ts';
export { describePhotoLibraryContract, type PhotoLibraryWorld } from './library/photo-library-contract.ts';
export { RecordingNotifier } from './library/recording-notifier.ts';
export { createSeededRandom, type SeededRandom } from './library/seeded-random.ts';
export { silentLogger } from './library/silent-logger.ts';
export { FakePhotoServer } from './remote/fake-photo-server.ts';
export { FakeRemote } from './remote/fake-remote.ts';
export { bytesOf, partOf, requestOf } from './remote/photos-to-send.ts';
export { describeRemoteContract } from './remote/remote-contract.ts';
export type { RemoteWorld } from './remote/remote-world.ts';
export {
  createEngineWorld,
  type EngineWorld,
  type EngineWorldOptions,
} from './scenario/create-engine-world.ts';
export { createGate, type Gate } from './scenario/gate.ts';
export { openFakeExpoSqlite } from './sqlite/fake-expo-sqlite.ts';
