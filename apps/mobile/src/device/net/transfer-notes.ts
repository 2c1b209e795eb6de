import type { HttpRequest } from '@keepsake/remote';
import type { TransferRecord } from '../../../modules/backup-native/src/index.ts';

/** Noted of a transfer that may go over no network on which bytes are counted. */
const UNMETERED_ONLY = 'unmetered-only';

/** What is noted of a transfer, for whoever meets it later: which networks it may go over, and where it goes. */
export const noteOf = (mayBeDear: boolean, { url }: Pick<HttpRequest, 'url'>): string =>
  `${mayBeDear ? 'any-network' : UNMETERED_ONLY} ${addressOf(url)}`;

/** Whether it may go over a network on which bytes are counted. */
export const mayBeDear = ({ note }: Pick<TransferRecord, 'note'>): boolean =>
  note.split(' ')[0] !== UNMETERED_ONLY;

/** Whether it goes to this address, whatever is asked for there. */
export const isOf = ({ note }: Pick<TransferRecord, 'note'>, url: string): boolean =>
  note.split(' ')[1] === addressOf(url);

const addressOf = (url: string): string => url.replace(/\?.*$/, '');
