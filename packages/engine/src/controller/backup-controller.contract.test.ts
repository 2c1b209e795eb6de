import type { AlbumId } from '../model/ids.ts';
import { createEngineWorld, createGate, describeBackupController } from '@keepsake/testkit';

describeBackupController('the engine', async () => {
  const { engine, library, remote } = createEngineWorld();
  const albums = new Map<string, AlbumId>();
  return {
    controller: engine,
    async addPhoto(fileName, albumName, content) {
      const album = albums.get(albumName) ?? library.addAlbum(albumName);
      albums.set(albumName, album);
      library.addAsset({ fileName, in: [album], content });
    },
    async holdServer() {
      const gate = createGate();
      remote.inject({ method: 'describe', fault: { kind: 'wait', until: gate.pass() } });
      return () => gate.open();
    },
    close: async () => undefined,
  };
});
