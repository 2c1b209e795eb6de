import type { LedgerFiles } from '@keepsake/ledger';

/** What is used of one file of expo-file-system. */
interface PhoneFile {
  readonly exists: boolean;
  readonly size: number;
  create(options?: { readonly intermediates?: boolean; readonly overwrite?: boolean }): void;
  delete(): void;
  rename(newName: string): void;
}

/** What is used of expo-file-system: opens nothing, only names a file by its `file:` or `content:` address. */
export type OpenPhoneFile = (uri: string) => PhoneFile;

/** The files beside a ledger; paths are those of SQLite, without a scheme. */
export function createPhoneLedgerFiles(openFile: OpenPhoneFile): LedgerFiles {
  const at = (path: string): PhoneFile => openFile(`file://${path}`);
  return {
    exists: async (path) => at(path).exists,
    async rename(from, to) {
      at(from).rename(nameOf(to));
    },
    async remove(path) {
      const file = at(path);
      if (file.exists) file.delete();
    },
    async mark(path) {
      const file = at(path);
      if (!file.exists) file.create({ intermediates: true });
    },
  };
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
