/** File name extensions that a server accepts and a computer's agent looks for; lower case, with the dot. */
export const MEDIA_TYPES = {
  image: {
    '.3fr': 'image/x-hasselblad-3fr',
    '.ari': 'image/x-arriflex-ari',
    '.arw': 'image/x-sony-arw',
    '.avif': 'image/avif',
    '.bmp': 'image/bmp',
    '.cap': 'image/x-phaseone-cap',
    '.cin': 'image/x-phantom-cin',
    '.cr2': 'image/x-canon-cr2',
    '.cr3': 'image/x-canon-cr3',
    '.crw': 'image/x-canon-crw',
    '.dcr': 'image/x-kodak-dcr',
    '.dng': 'image/x-adobe-dng',
    '.erf': 'image/x-epson-erf',
    '.fff': 'image/x-hasselblad-fff',
    '.gif': 'image/gif',
    '.heic': 'image/heic',
    '.heif': 'image/heif',
    '.hif': 'image/hif',
    '.iiq': 'image/x-phaseone-iiq',
    '.insp': 'image/jpeg',
    '.jp2': 'image/jp2',
    '.jpe': 'image/jpeg',
    '.jpeg': 'image/jpeg',
    '.jpg': 'image/jpeg',
    '.jxl': 'image/jxl',
    '.k25': 'image/x-kodak-k25',
    '.kdc': 'image/x-kodak-kdc',
    '.mpo': 'image/jpeg',
    '.mrw': 'image/x-minolta-mrw',
    '.nef': 'image/x-nikon-nef',
    '.nrw': 'image/x-nikon-nrw',
    '.orf': 'image/x-olympus-orf',
    '.ori': 'image/x-olympus-ori',
    '.pef': 'image/x-pentax-pef',
    '.png': 'image/png',
    '.psd': 'image/vnd.adobe.photoshop',
    '.raf': 'image/x-fuji-raf',
    '.raw': 'image/x-panasonic-raw',
    '.rw2': 'image/x-panasonic-rw2',
    '.rwl': 'image/x-leica-rwl',
    '.sr2': 'image/x-sony-sr2',
    '.srf': 'image/x-sony-srf',
    '.srw': 'image/x-samsung-srw',
    '.svg': 'image/svg+xml',
    '.tif': 'image/tiff',
    '.tiff': 'image/tiff',
    '.webp': 'image/webp',
    '.x3f': 'image/x-sigma-x3f',
  },
  video: {
    '.3gp': 'video/3gpp',
    '.3gpp': 'video/3gpp',
    '.avi': 'video/x-msvideo',
    '.flv': 'video/x-flv',
    '.insv': 'video/mp4',
    '.m2t': 'video/mp2t',
    '.m2ts': 'video/mp2t',
    '.m4v': 'video/x-m4v',
    '.mkv': 'video/x-matroska',
    '.mov': 'video/quicktime',
    '.mp4': 'video/mp4',
    '.mpe': 'video/mpeg',
    '.mpeg': 'video/mpeg',
    '.mpg': 'video/mpeg',
    '.mts': 'video/mp2t',
    '.mxf': 'application/mxf',
    '.ts': 'video/mp2t',
    '.vob': 'video/mpeg',
    '.webm': 'video/webm',
    '.wmv': 'video/x-ms-wmv',
  },
  sidecar: { '.xmp': 'application/xml' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type MediaKind = 'image' | 'video';

/** What a file name's extension says: its kind and MIME type, or undefined for anything that is not a photo or video. */
export function mediaTypeOf(fileName: string): { kind: MediaKind; mimeType: string } | undefined {
  const dot = fileName.lastIndexOf('.');
  if (dot < 0) return undefined;
  const extension = fileName.slice(dot).toLowerCase();
  for (const kind of ['image', 'video'] as const) {
    const mimeType = (MEDIA_TYPES[kind] as Readonly<Record<string, string>>)[extension];
    if (mimeType !== undefined && Object.hasOwn(MEDIA_TYPES[kind], extension)) return { kind, mimeType };
  }
  return undefined;
}
