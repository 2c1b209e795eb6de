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
  /** Whether it was there when the decoder ended: it is tried once more, with nothing beside it that it could take along. */
  readonly isSuspect: boolean;
  readonly signal: CancelSignal;
  readonly settle: (jpeg: Uint8Array | undefined) => void;
}

const drop = (job: Job): void => job.settle(undefined);

/** Starts its process when it is first needed, and again when a file has ended it. */
export function openPictureDecoder(): PictureDecoder {
  const waiting: Job[] = [];
  const busy = new Map<number, { readonly job: Job; readonly timer: NodeJS.Timeout }>();
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastJob = 0;

  /** Ends the process. Of what it was at, `then` decides. */
  const end = (then: (job: Job) => void): void => {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = undefined;
    const jobs = [...busy.values()];
    busy.clear();
    for (const { job, timer } of jobs) {
      clearTimeout(timer);
      then(job);
    }
  };
  /** A file has ended the process. Where it was alone it was that one; else each is tried by itself. */
  const onCrash = (): void => {
    const wasAlone = busy.size === 1;
    end((job) => {
      if (job.isSuspect || wasAlone) job.settle(undefined);
      else waiting.push({ ...job, isSuspect: true });
    });
    next();
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
      if (child === started) onCrash();
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
      const job = waiting.at(-1);
      if (job === undefined || (busy.size > 0 && (job.isSuspect || isBusyWithSuspect()))) break;
      waiting.pop();
      if (job.signal.aborted) {
        job.settle(undefined);
        continue;
      }
      child ??= start();
      const timer = setTimeout(onCrash, PATIENCE_MS);
      busy.set(job.request.job, { job, timer });
      child.send(job.request);
    }
    if (busy.size === 0 && child !== undefined) idle = setTimeout(() => end(drop), IDLE_MS).unref();
  };

  const isBusyWithSuspect = (): boolean => [...busy.values()].some(({ job }) => job.isSuspect);

  return {
    async decode(path, edgePx, signal) {
      throwIfCancelled(signal);
      const jpeg = await new Promise<Uint8Array | undefined>((settle) => {
        lastJob += 1;
        const place: DecodeRequest['path'] =
          typeof path === 'string'
            ? { kind: 'text', value: path }
            : { kind: 'base64', value: path.toString('base64') };
        waiting.push({ request: { job: lastJob, path: place, edgePx }, isSuspect: false, signal, settle });
        if (waiting.length > MOST_WAITING) waiting.shift()?.settle(undefined);
        next();
      });
      throwIfCancelled(signal);
      return jpeg;
    },
    close() {
      for (const job of waiting.splice(0)) drop(job);
      end(drop);
    },
  };
}
