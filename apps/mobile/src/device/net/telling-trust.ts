import { BackupError, untilCancelled } from '@keepsake/engine';
import type { HttpTransport } from '@keepsake/remote';
import type { BackupNative } from '../../../modules/backup-native/src/index.ts';

/**
 * Tells a server that is not trusted (`untrusted-server`) from one that does not answer, which a phone's fetch does not: of both it says that
 * the connection failed, so the platform is asked.
 */
export function tellingTrust(
  transport: HttpTransport,
  native: Pick<BackupNative, 'isUntrusted' | 'readConditions'>,
): HttpTransport {
  return {
    async send(request, signal) {
      try {
        return await transport.send(request, signal);
      } catch (error) {
        const origin = /^https:\/\/[^/?#]+/.exec(request.url)?.[0];
        const isLost = error instanceof BackupError && error.code === 'network';
        if (!isLost || origin === undefined || native.readConditions().network === 'none') throw error;
        const isUntrusted = native.isUntrusted(`${origin}/`).catch(() => false);
        if (!(await untilCancelled(isUntrusted, signal))) throw error;
        throw new BackupError('untrusted-server', 'The certificate of the server is not trusted', {
          cause: error,
        });
      }
    },
  };
}
