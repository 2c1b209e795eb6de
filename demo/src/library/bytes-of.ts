import { developPhoto } from './develop-photo.ts';
import { exifOf } from './exif.ts';
import { filmVideo } from './film-video.ts';
import type { DemoFile } from './story/demo-file.ts';

/**
 * Makes the bytes of a file; equal files give equal bytes on one machine.
 *
 * @param files the whole library, in which a copy finds its original
 * @throws Error when a copy's original is not among the files
 */
export async function bytesOf(file: DemoFile, files: readonly DemoFile[]): Promise<Uint8Array> {
  switch (file.kind) {
    case 'photo':
      return developPhoto({
        scene: file.scene,
        seed: seedOf(file.path),
        shape: file.shape,
        longSide: file.longSide,
        format: file.format,
        turned: file.turned ?? false,
        grain: file.shape !== 'phone screen',
        ...(file.camera !== undefined && { exif: exifOf(file.camera, file.takenAt, file.place) }),
      });
    case 'video':
      return filmVideo({
        scene: file.scene,
        seed: seedOf(file.path),
        shape: file.shape,
        frames: file.frames,
        container: file.container,
        takenAt: new Date(file.takenAt),
      });
    case 'copy': {
      const original = files.find(({ path }) => path === file.of);
      if (original === undefined) throw new Error(`the demo library has no ${file.of} to copy`);
      return bytesOf(original, files);
    }
    case 'empty':
      return new Uint8Array();
    case 'text':
      return new TextEncoder().encode(file.text);
  }
}

/** The path without its extension, so that both parts of a Live Photo show the same place. */
function seedOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'));
}
