import type { PhotoFormat } from '../develop-photo.ts';
import type { Camera, Place } from '../exif.ts';
import type { Scene } from '../scenes/stage.ts';

/** Where a file is and when it was taken, or last changed: ISO 8601 with an offset. */
interface Dated {
  /** Relative to the library, with `/` between folder and name. */
  readonly path: string;
  readonly takenAt: string;
}

/** A picture to develop. Without a camera it has no EXIF, as what comes through a messenger. */
export interface PhotoFile extends Dated {
  readonly kind: 'photo';
  readonly scene: Scene;
  readonly shape: 'landscape' | 'portrait' | 'phone screen';
  readonly format: PhotoFormat;
  readonly longSide: number;
  readonly camera?: Camera;
  readonly place?: Place;
  readonly turned?: boolean;
}

/** A film to shoot; `motionOf` names the still whose motion part it is. */
export interface VideoFile extends Dated {
  readonly kind: 'video';
  readonly scene: Scene;
  readonly shape: 'landscape' | 'portrait';
  readonly container: 'mp4' | 'quicktime';
  readonly frames: number;
  readonly motionOf?: string;
}

/** One file of the demo library. */
export type DemoFile =
  | PhotoFile
  | VideoFile
  /** The same bytes under another name. */
  | (Dated & { readonly kind: 'copy'; readonly of: string })
  /** A download that broke before its first byte. */
  | (Dated & { readonly kind: 'empty' })
  /** Something that is no photo and no video. */
  | (Dated & { readonly kind: 'text'; readonly text: string });

/** The camera of the years before phones. */
export const OLD_CAMERA: Camera = { make: 'Kodiak', model: 'Kodiak Z612' };
/** The phone until 2021. */
export const FIRST_PHONE: Camera = { make: 'Lumen', model: 'Lumen 6' };
/** The phone since 2022, which takes Live Photos. */
export const SECOND_PHONE: Camera = { make: 'Lumen', model: 'Lumen 9 Pro' };

type Choices = Partial<Pick<PhotoFile, 'shape' | 'format' | 'longSide' | 'camera' | 'place' | 'turned'>>;

/** A photo as phones take it, but for the choices: JPEG, landscape, 1600 pixels wide. */
export function photo(path: string, takenAt: string, scene: Scene, choices: Choices = {}): PhotoFile {
  return {
    kind: 'photo',
    path,
    takenAt,
    scene,
    shape: 'landscape',
    format: 'jpeg',
    longSide: 1600,
    ...choices,
  };
}

/** A Live Photo: a still and a motion part of the same name. */
export function livePhoto(
  stem: string,
  extension: 'JPG' | 'HEIC',
  takenAt: string,
  scene: Scene,
  choices: Choices = {},
): DemoFile[] {
  const still = photo(`${stem}.${extension}`, takenAt, scene, {
    // HEIC is a container: the picture inside is AV1 here, because HEVC may not be encoded freely.
    format: extension === 'HEIC' ? 'avif' : 'jpeg',
    camera: SECOND_PHONE,
    ...choices,
  });
  const shape = still.shape === 'portrait' ? 'portrait' : 'landscape';
  return [
    still,
    {
      kind: 'video',
      path: `${stem}.MOV`,
      takenAt,
      scene,
      shape,
      container: 'quicktime',
      frames: 24,
      motionOf: still.path,
    },
  ];
}

/** A film of its own. */
export function video(path: string, takenAt: string, scene: Scene): VideoFile {
  return { kind: 'video', path, takenAt, scene, shape: 'landscape', container: 'mp4', frames: 36 };
}
