import { BackupError } from './backup-error.ts';

/** What the server keeps of a file is damaged, so that it does not give it away. Asking again changes nothing; sending it again does. */
export class DamagedOriginal extends BackupError {
  constructor(detail: string) {
    super('rejected', detail);
  }
}
