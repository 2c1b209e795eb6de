import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeBackupController } from '@keepsake/testkit';
import { ACCOUNT, House } from './house/house.ts';
import { writeFiles } from './house/photos.ts';
import { openUi } from './house/ui.ts';

describeBackupController('a page over HTTP, with a real agent, server and folder,', async () => {
  const house = new House(await realpath(await mkdtemp(join(tmpdir(), 'keepsake-ui-'))));
  await mkdir(house.library);
  const [server, ui] = await Promise.all([house.startServer(), openUi(house)]);
  const { controller, account, device } = ui.connect();
  await account.signIn(house.serverUrl, { kind: 'first-account', ...ACCOUNT });
  await device.chooseFolders([house.library]);
  return {
    controller,
    addPhoto: (fileName, albumName, content) =>
      writeFiles(house.library, { [join(albumName, fileName)]: content }),
    async holdServer() {
      server.kill('SIGSTOP');
      return () => server.kill('SIGCONT');
    },
    async close() {
      ui.close();
      server.kill('SIGCONT');
      await house.close();
    },
  };
});
