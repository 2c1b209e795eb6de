import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { throwIfCancelled, type CancelSignal } from '@keepsake/engine';
import type { DecodeAnswer, DecodeRequest } from './decode-picture.ts';

const PROCESS = fileURLToPath(new URL('./decoder-process.ts', import.meta.url));

/** Decoded at once. */
const AT_ONCE = 2;
/** Who waits behind so many others has scrolled on long ago. */
const MOST_WAITING = 400;
/** A decoder that is still busy after this is ended. */
const PATIENCE_MS = 20_000;
/** A decoder that nobody needs gives its memory back. */
const IDLE_MS = 30_000;

/** Decodes pictures in a process of its own. */
export interface PictureDecoder {
  /** A square JPEG; undefined: the file is no picture that can be shown. A cancelled signal is thrown. */
  decode(path: string | Buffer, edgePx: number, signal: CancelSignal): Promise<Uint8Array | undefined>;
  close(): void;
}

interface Job {
  readonly request: DecodeRequest;
  readonly signal: CancelSignal;
  readonly settle: (jpeg: Uint8Array | undefined) => void;
}

/** Starts its process when it is first needed, and again when a file has ended it. */
export function openPictureDecoder(): PictureDecoder {
  const waiting: Job[] = [];
  const busy = new Map<number, { readonly job: Job; readonly timer: NodeJS.Timeout }>();
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastJob = 0;

  const end = (): void => {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = undefined;
    // Any of them may have ended it. Whoever asks again gets another answer, if it was not this one.
    for (const { job, timer } of busy.values()) {
      clearTimeout(timer);
      job.settle(undefined);
    }
    busy.clear();
  };
  const start = (): ChildProcess => {
    const started = fork(PROCESS, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    started.on('message', ({ job, jpeg }: DecodeAnswer) => {
      const done = busy.get(job);
      if (done === undefined) return;
      clearTimeout(done.timer);
      busy.delete(job);
      done.job.settle(jpeg);
      next();
    });
    const onGone = (): void => {
      if (child !== started) return;
      end();
      next();
    };
    started.once('exit', onGone).once('error', onGone);
    // It ends with us, and keeps nobody from ending.
    started.unref();
    started.channel?.unref();
    return started;
  };
  const next = (): void => {
    clearTimeout(idle);
    while (busy.size < AT_ONCE) {
      // What was asked for last is what the person looks at now.
      const job = waiting.pop();
      if (job === undefined) break;
      if (job.signal.aborted) {
        job.settle(undefined);
        continue;
      }
      child ??= start();
      const timer = setTimeout(() => {
        end();
        next();
      }, PATIENCE_MS);
      busy.set(job.request.job, { job, timer });
      child.send(job.request);
    }
    if (busy.size === 0 && child !== undefined) idle = setTimeout(end, IDLE_MS).unref();
  };

  return {
    async decode(path, edgePx, signal) {
      throwIfCancelled(signal);
      const jpeg = await new Promise<Uint8Array | undefined>((settle) => {
        lastJob += 1;
        const place: DecodeRequest['path'] =
          typeof path === 'string'
            ? { kind: 'text', value: path }
            : { kind: 'base64', value: path.toString('base64') };
        waiting.push({ request: { job: lastJob, path: place, edgePx }, signal, settle });
        if (waiting.length > MOST_WAITING) waiting.shift()?.settle(undefined);
        next();
      });
      throwIfCancelled(signal);
      return jpeg;
    },
    close() {
      for (const job of waiting.splice(0)) job.settle(undefined);
      end();
    },
  };
}
