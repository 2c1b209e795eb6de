import { createEngineWorld, FakePhotoServer, FakeRemote } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';

const MIB = 1024 * 1024;
const VIDEO = { sizeBytes: 10 * MIB, seed: 3 };
const can = { resumable: { maxAppendBytes: undefined } };

describe('what comes to the server by another way while its upload is interrupted', () => {
  it('[D5][U4] is not sent again when it came as the motion part of a Live Photo', async () => {
    const server = new FakePhotoServer();
    const first = createEngineWorld({ remote: new FakeRemote({ server, can }) });
    const id = first.library.addAsset({ fileName: 'copy.mov', content: VIDEO });
    await first.choose();
    first.remote.failNext('append', 'timeout', 5);
    await first.engine.start();
    expect(await first.ledger.readTransfers()).toHaveLength(1);

    const other = createEngineWorld({ remote: new FakeRemote({ server, can }) });
    other.library.addAsset({
      fileName: 'live.heic',
      content: 'still',
      motion: { fileName: 'live.mov', content: VIDEO },
    });
    await other.choose();
    await other.engine.start();

    const sentBytes = first.remote.bytesReceived;
    await first.engine.retry('all-failed');
    expect(await first.engine.start()).toEqual({ kind: 'completed' });
    expect((await first.engine.explain(id))?.why.kind).toBe('duplicate');
    expect(first.remote.bytesReceived).toBe(sentBytes);
    expect(first.arrived().toSorted()).toEqual(['live.heic', 'live.mov']);

    // The room that the first upload holds is given back by the next run.
    expect(await first.ledger.readTransfers()).toHaveLength(1);
    await first.engine.start();
    expect(await first.ledger.readTransfers()).toHaveLength(0);
  });
});
