import { ServerError } from '../errors/server-error.ts';

/** What these bytes were a duplicate of was deleted for good before that could be written down. */
export class DuplicateGone extends ServerError {
  /** Whether all bytes of the upload still wait in staging, so that it can be tried again. */
  readonly isAllStaged: boolean;

  constructor({ isAllStaged = false }: { readonly isAllStaged?: boolean } = {}) {
    super('unavailable', 'its duplicate went away meanwhile');
    this.isAllStaged = isAllStaged;
  }
}
