// The fakes without the contract suites: they load where there is no vitest, in the app's tests and in a browser.
export { FakeLedger } from './ledger/fake-ledger.ts';
export { createFakeClock, type FakeClock } from './library/fake-clock.ts';
export { FAKE_EVERYTHING, type NewFakeAsset } from './library/fake-library-contents.ts';
export { FakePhotoLibrary } from './library/fake-photo-library.ts';
export { FakeRemote, type FakeRemoteOptions } from './remote/fake-remote.ts';
export {
  createEngineWorld,
  type EngineWorld,
  type EngineWorldOptions,
} from './scenario/create-engine-world.ts';
export { createGate, type Gate } from './scenario/gate.ts';
