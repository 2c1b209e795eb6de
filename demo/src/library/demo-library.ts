import { AWKWARD_FILE_NAME } from './story/awkward-file-name.ts';
import type { DemoFile } from './story/demo-file.ts';

/** What a demo library holds. Paths are relative to `folder`, with `/` between album and name. */
export interface DemoLibrary {
  readonly folder: string;
  /** Files by what they are. The two parts of a Live Photo are an image and a video. */
  readonly counts: {
    readonly files: number;
    readonly images: number;
    readonly videos: number;
    /** Assets that can be backed up: a Live Photo is one, and equal files are two. */
    readonly assets: number;
  };
  readonly albums: readonly DemoAlbum[];
  readonly livePhotos: readonly { readonly still: string; readonly motion: string }[];
  readonly equalFiles: readonly { readonly path: string; readonly equalTo: string }[];
  /** Named like photos, but without a byte. */
  readonly emptyFiles: readonly string[];
  /** Neither photos nor videos. */
  readonly unsupportedFiles: readonly string[];
  /** The one whose name holds every awkward character. */
  readonly awkwardFile: string;
}

/** One folder of the library. */
interface DemoAlbum {
  readonly name: string;
  readonly files: number;
  /** As in the counts of the library. */
  readonly assets: number;
}

/** Describes the library that these files make up. */
export function describeDemoLibrary(folder: string, files: readonly DemoFile[]): DemoLibrary {
  const albumNames = [...new Set(files.map(albumOf))];
  const pathsOf = (kind: DemoFile['kind']): string[] =>
    files.filter((file) => file.kind === kind).map((file) => file.path);
  return {
    folder,
    counts: {
      files: files.length,
      images: files.filter((file) => file.kind === 'photo' || file.kind === 'copy').length,
      videos: pathsOf('video').length,
      assets: files.filter(isAsset).length,
    },
    albums: albumNames.map((name) => {
      const inside = files.filter((file) => albumOf(file) === name);
      return { name, files: inside.length, assets: inside.filter(isAsset).length };
    }),
    livePhotos: files.flatMap((file) =>
      file.kind === 'video' && file.motionOf !== undefined
        ? [{ still: file.motionOf, motion: file.path }]
        : [],
    ),
    equalFiles: files.flatMap((file) =>
      file.kind === 'copy' ? [{ path: file.path, equalTo: file.of }] : [],
    ),
    emptyFiles: pathsOf('empty'),
    unsupportedFiles: pathsOf('text'),
    awkwardFile: files.find((file) => file.path.endsWith(AWKWARD_FILE_NAME))?.path ?? '',
  };
}

function albumOf(file: DemoFile): string {
  return file.path.slice(0, file.path.indexOf('/'));
}

function isAsset(file: DemoFile): boolean {
  switch (file.kind) {
    case 'photo':
    case 'copy':
      return true;
    case 'video':
      return file.motionOf === undefined;
    case 'empty':
    case 'text':
      return false;
  }
}
