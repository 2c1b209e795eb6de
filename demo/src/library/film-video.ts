import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { stampMp4 } from './mp4-stamp.ts';
import { paintScene } from './scenes/stage.ts';
import type { Scene } from './scenes/stage.ts';

/** How a scene becomes a film. */
export interface Filming {
  readonly scene: Scene;
  readonly seed: string;
  readonly shape: 'landscape' | 'portrait';
  readonly frames: number;
  readonly container: 'mp4' | 'quicktime';
  readonly takenAt: Date;
}

const FRAMES_PER_SECOND = 16;
const LONG_SIDE = 400;
const SCALE = 1600 / LONG_SIDE;

/** Films a scene from its first moment to its last, as H.264 in MP4. Equal filmings give equal bytes on one machine. */
export async function filmVideo(filming: Filming): Promise<Uint8Array> {
  const { scene, seed, shape, frames, container, takenAt } = filming;
  const [width, height] =
    shape === 'landscape' ? [LONG_SIDE, (LONG_SIDE * 3) / 4] : [(LONG_SIDE * 3) / 4, LONG_SIDE];
  const encoder = new Worker(new URL('./video-encoder-worker.ts', import.meta.url), {
    workerData: { width, height, framesPerSecond: FRAMES_PER_SECOND },
  });
  try {
    const film = new Promise<Uint8Array>((resolve, reject) => {
      encoder.once('message', resolve);
      encoder.once('error', reject);
      encoder.once('exit', () => {
        reject(new Error('the video encoder ended without a film'));
      });
    });
    // Heard again below; without this a failure while a frame is painted would count as unhandled.
    film.catch(() => undefined);
    for (let index = 0; index < frames; index++) {
      const sheet = {
        width: width * SCALE,
        height: height * SCALE,
        moment: index / (frames - 1),
        pixelWidth: width,
      };
      const svg = paintScene(scene, seed, sheet);
      encoder.postMessage(new Uint8Array(await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer()));
    }
    encoder.postMessage('end');
    return stampMp4(await film, { container, takenAt });
  } finally {
    await encoder.terminate();
  }
}
