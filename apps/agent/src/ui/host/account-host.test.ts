import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelSource } from '@keepsake/engine';
import type { Credentials, HttpTransport } from '@keepsake/remote';
import { describeAccountContract } from '@keepsake/remote/account-contract';
import { describePasswordContract } from '@keepsake/remote/password-contract';
import { openProfile } from '../../profile/profile.ts';
import { AccountHost } from './account-host.ts';
import { openUiNotes } from './ui-note.ts';

async function openWorld(transport: HttpTransport) {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-account-'));
  const [profile, notes] = [await openProfile(folder), await openUiNotes(folder)];
  const host = new AccountHost({ profile, notes, transport });
  let shown: Credentials;
  return {
    state: () => host.state.current(),
    noted: async () => notes.read().server,
    async show(credentials: Credentials, email?: string) {
      shown = credentials;
      const { serverUrl, userId } = credentials;
      await profile.writeCredentials(credentials);
      if (email !== undefined)
        await notes.change({ server: { serverUrl, userId, product: 'keepsake', version: '', email } });
      host.show(await host.read());
    },
    ask: host.ask.bind(host),
    async signOut(options: { readonly forgetsEmail: boolean }) {
      await host.signOut(shown, options);
      host.show(await host.read());
    },
    change: (words: Parameters<AccountHost['changePasswordOf']>[1]) =>
      host.changePasswordOf(shown, words, new CancelSource()),
    async kept() {
      await notes.change({});
      const files = await readdir(folder, { recursive: true, withFileTypes: true });
      const texts = files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
      return (await Promise.all(texts)).join();
    },
    async close() {
      // What is still being written would come into the folder while it is removed.
      await notes.change({});
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describeAccountContract('an account on a computer', openWorld);
describePasswordContract('an account on a computer', openWorld);
