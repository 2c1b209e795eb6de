import { request as httpRequest } from 'node:http';
import type { TransferStep } from '../../modules/backup-native/src/index.ts';
import type { TransferGate } from './transfer-gate.ts';

type StepAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'broken'; readonly message: string };

/** Of a body: so much goes at once, and is told; of a long one more. */
const SLICE_BYTES = 4_096;
const MOST_SLICES = 200;

/** Makes one request of a transfer. Broken: no answer came, or the signal was given. */
export function sendStep(
  { url, method, headers }: TransferStep,
  body: Buffer,
  gate: TransferGate,
  broken: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<StepAnswer> {
  return new Promise((resolve) => {
    const outgoing = httpRequest(
      url,
      { method, headers: { ...headers, 'content-length': body.length } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', (error) => resolve({ kind: 'broken', message: error.message }));
        answer.on('end', () => {
          const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            kind: 'answered',
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(told),
            body: text,
          });
        });
      },
    );
    const cutOff = (): void => {
      outgoing.destroy();
      resolve({ kind: 'broken', message: String(broken.reason) });
    };
    outgoing.on('error', (error) => resolve({ kind: 'broken', message: error.message }));
    outgoing.on('close', () => broken.removeEventListener('abort', cutOff));
    broken.addEventListener('abort', cutOff);
    void write();

    async function write(): Promise<void> {
      const sliceBytes = Math.max(SLICE_BYTES, Math.ceil(body.length / MOST_SLICES));
      for (let at = 0; at < body.length && !outgoing.destroyed; at += sliceBytes) {
        const slice = body.subarray(at, at + sliceBytes);
        await gate.pass(slice.length, broken);
        if (broken.aborted) return;
        await new Promise<void>((written) => outgoing.write(slice, () => written()));
        onSent(at + slice.length);
      }
      if (!outgoing.destroyed) outgoing.end();
    }
  });
}
