/** The server's own version. */
export const SERVER_VERSION = '0.1.0';

/** The level of the Immich API that is spoken: the last one with /assets/exist and device ids. */
export const IMMICH_API_VERSION = { major: 2, minor: 7, patch: 5 };
