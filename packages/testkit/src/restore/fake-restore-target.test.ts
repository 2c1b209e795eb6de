import { FakeRestoreTarget } from './fake-restore-target.ts';
import { describeRestoreTargetContract } from './restore-target-contract.ts';

describeRestoreTargetContract('the fake', async () => {
  const target = new FakeRestoreTarget();
  return {
    target,
    reopen: () => target,
    put: async (path, bytes) => target.put(path, bytes),
    files: async () =>
      new Map([...target.files].map(([path, { bytes, modifiedAtMs }]) => [path, { bytes, modifiedAtMs }])),
    hiddenCount: async () => target.hiddenCount,
    close: async () => undefined,
  };
});
