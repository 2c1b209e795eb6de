import { BackupError, type ErrorCode } from '@keepsake/engine';
import type { HttpAnswer } from '@keepsake/remote';
import type { TransferEnd, TransferFailureCode } from '../../../modules/backup-native/src/index.ts';

const CODES: Readonly<Record<TransferFailureCode, ErrorCode>> = {
  network: 'network',
  timeout: 'timeout',
  'not-secure': 'untrusted-server',
  // By whom else than us: the system, which frees what it needs.
  cancelled: 'network',
  interrupted: 'network',
  'asset-gone': 'asset-gone',
  'file-unreadable': 'file-unreadable',
  'changed-while-reading': 'changed-while-reading',
  'permission-lost': 'library-permission-lost',
  'no-space': 'device-full',
};

/** @throws BackupError when it was not answered */
export function answerOf(end: TransferEnd): HttpAnswer {
  if (end.kind === 'failed') throw new BackupError(CODES[end.code], sentenceOf(end.code, end.message));
  const { status, headers, body } = end;
  return {
    status,
    header: (name) => headers[name.toLowerCase()],
    async text(maxBytes) {
      // No character of UTF-8 has fewer bytes than it has units here.
      if (body.length > maxBytes)
        throw new BackupError('bad-answer', 'The answer is longer than any that was asked for');
      return body;
    },
    bytes: () => {
      throw new TypeError('the answer to something that was sent is text');
    },
  };
}

const sentenceOf = (code: TransferFailureCode, message: string): string =>
  code === 'not-secure' ? `The connection to the server is not secure: ${message}` : message;
