import type { IncomingMessage } from 'node:http';
import { BackupError } from '@keepsake/engine';
import { networkErrorOf } from './network-errors.ts';

/** Reads a whole answer as UTF-8. More than `maxBytes` is `bad-answer`, one that breaks off `network`. */
export function readText(message: IncomingMessage, maxBytes: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  if (message.destroyed && !message.readableEnded) reject(networkErrorOf({ code: 'ECONNRESET' }));
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  message.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) {
      reject(new BackupError('bad-answer', 'The server answers more than makes sense'));
    } else {
      chunks.push(chunk);
    }
  });
  message.on('end', () => {
    resolve(Buffer.concat(chunks).toString('utf8'));
  });
  message.on('error', (error) => {
    reject(networkErrorOf(error));
  });
  message.on('close', () => {
    reject(networkErrorOf({ code: 'ECONNRESET' }));
  });
  return promise;
}
