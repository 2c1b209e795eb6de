/** Where the local API is. */
export const LOCAL_API = '/local/v1';

/** The stream of events: a GET that does not end. */
export const EVENTS_PATH = `${LOCAL_API}/events`;

/**
 * Some bytes of a video, by ranges, for a browser that draws a frame of it. `drawing` names that attempt: one is given a few megabytes, and then
 * 429. Answers 404 and 415 as `thumbnailPath`.
 */
export function videoPath(id: string, drawing: string): string {
  return `${LOCAL_API}/videos/${encodeURIComponent(id)}?drawing=${encodeURIComponent(drawing)}`;
}

/**
 * A small square picture of an asset, or of the newest one of an album, at least `edgePx` device pixels wide where the
 * original is. Answers 404 for what the ledger does not know, and 415 for what cannot be shown.
 */
export function thumbnailPath(of: 'asset' | 'album', id: string, edgePx: number): string {
  return `${LOCAL_API}/thumbnails/${of}/${encodeURIComponent(id)}?edge=${Math.ceil(edgePx)}`;
}
