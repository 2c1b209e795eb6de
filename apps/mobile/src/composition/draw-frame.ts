import { CancelSource, type Clock } from '@keepsake/engine';
import type { DrawFrame } from '../controller/over-http/frames-in-turn.ts';

/** Width and height of the picture: enough for the largest cell of a list. */
const EDGE_PX = 384;
/** A video whose frame takes longer holds the others up. */
const PATIENCE_MS = 8_000;

/**
 * Draws the first frame as the browser's own player shows it, its middle, square. The player reads what it needs for that frame
 * by ranges, and is taken down with its connection right after.
 */
export function createDrawFrame(clock: Pick<Clock, 'sleep'>): DrawFrame {
  return (videoUrl, signal) =>
    new Promise((resolve) => {
      const video = document.createElement('video');
      if (!('requestVideoFrameCallback' in video)) {
        resolve(undefined);
        return;
      }
      const wanted = new CancelSource(signal);
      const end = (uri: string | undefined): void => {
        wanted.removeEventListener('abort', giveUp);
        wanted.cancel();
        video.onerror = null;
        video.removeAttribute('src');
        video.load();
        resolve(uri);
      };
      const giveUp = (): void => {
        end(undefined);
      };
      wanted.addEventListener('abort', giveUp);
      video.onerror = giveUp;
      // That it is loaded does not mean that there is anything to draw yet: Chromium decodes the frame for whoever asks for it, and none
      // at all where another place than the beginning is asked for.
      video.requestVideoFrameCallback(() => {
        pictureOf(video).then(end, giveUp);
      });
      clock.sleep(PATIENCE_MS, wanted).then(giveUp, () => undefined);
      video.muted = true;
      video.preload = 'metadata';
      video.src = videoUrl;
    });
}

async function pictureOf(video: HTMLVideoElement): Promise<string | undefined> {
  const { videoWidth, videoHeight } = video;
  const side = Math.min(videoWidth, videoHeight);
  const canvas = document.createElement('canvas');
  canvas.width = EDGE_PX;
  canvas.height = EDGE_PX;
  const [left, top] = [(videoWidth - side) / 2, (videoHeight - side) / 2];
  const context = canvas.getContext('2d');
  context?.drawImage(video, left, top, side, side, 0, 0, EDGE_PX, EDGE_PX);
  // Sound alone leaves nothing there.
  if (context?.getImageData(0, 0, 1, 1).data[3] !== 255) return undefined;
  const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
  return picture === null ? undefined : URL.createObjectURL(picture);
}
