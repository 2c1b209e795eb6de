/** What a picture's bytes become: four bytes a pixel, upright. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The part of libheif that is used. */
interface Libheif {
  readonly HeifDecoder: new () => { decode(file: Uint8Array): readonly HeifImage[] };
}

interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): number;
  /** `undefined` is told where it cannot be decoded. */
  display(
    into: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
    then: (done: object | null | undefined) => void,
  ): void;
  free(): void;
}

let libheif: Promise<Libheif> | undefined;

/**
 * Decodes the main picture of a HEIC file, whose codec (HEVC) sharp does not bring: half a second for one of a phone. In WebAssembly,
 * which reaches nothing but its own memory. Errors: it is no such file, or has more pixels than are allowed.
 */
export async function decodeHeic(file: Uint8Array, maxPixels: number): Promise<Pixels> {
  libheif ??= import('libheif-js/wasm-bundle.js').then((module) => module.default as Libheif);
  const { HeifDecoder } = await libheif;
  const images = new HeifDecoder().decode(file);
  try {
    const image = images.find((each) => each.is_primary() !== 0) ?? images[0];
    if (image === undefined) throw new Error('there is no picture in the file');
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > maxPixels) throw new Error('the picture is too large');
    const data = new Uint8ClampedArray(width * height * 4);
    await new Promise<void>((resolve, reject) => {
      image.display({ data, width, height }, (done) => {
        if (done === null || done === undefined) reject(new Error('the picture cannot be decoded'));
        else resolve();
      });
    });
    return { data: new Uint8Array(data.buffer), width, height };
  } finally {
    for (const image of images) image.free();
  }
}
