/** Every environment variable of the server: its default (empty: none) and what it means. */
export const VARIABLES = {
  KEEPSAKE_HOST: { default: '127.0.0.1', meaning: 'address to listen on; 0.0.0.0 for the whole network' },
  KEEPSAKE_PORT: { default: '2283', meaning: 'port to listen on; 0 takes any free one' },
  KEEPSAKE_DATA: { default: './data', meaning: 'folder that keeps the originals and the database' },
  KEEPSAKE_LOG_LEVEL: { default: 'warn', meaning: 'silent, error, warn, info (a line per request) or debug' },
  KEEPSAKE_TRUSTED_PROXIES: {
    default: '',
    meaning: 'reverse proxies whose X-Forwarded headers are believed: addresses or ranges, with commas',
  },
  KEEPSAKE_IDLE_TIMEOUT: {
    default: '120',
    meaning: 'seconds without a byte after which a connection is cut',
  },
  KEEPSAKE_UPLOAD_MAX_AGE: {
    default: '7',
    meaning: 'days that an upload which broke off can be gone on with',
  },
  KEEPSAKE_STOP_TIMEOUT: { default: '30', meaning: 'seconds that running uploads get when the server stops' },
  KEEPSAKE_DEFAULT_QUOTA: {
    default: '',
    meaning: 'what a new account may keep, such as 200GB; empty: no limit',
  },
  KEEPSAKE_MIN_FREE: {
    default: '1073741824',
    meaning: 'bytes of the disk that uploads leave free; they are refused with 507 before',
  },
  KEEPSAKE_METRICS_TOKEN: {
    default: '',
    meaning: 'bearer token that /metrics asks for; empty: it answers to this machine alone',
  },
  KEEPSAKE_SESSION_DAYS: {
    default: '90',
    meaning: 'days without use after which a device must sign in again',
  },
  KEEPSAKE_TRASH_DAYS: {
    default: '30',
    meaning: 'days that a deleted photo stays in the trash, from where it can be restored',
  },
  KEEPSAKE_SCRUB_DAYS: {
    default: '30',
    meaning: 'days within which the server reads every original again, to find what the disk has damaged',
  },
  KEEPSAKE_SCRUB_RATE: { default: '10', meaning: 'MB a second that it reads for that at most; 0: none' },
  KEEPSAKE_USER_DELETE_DELAY: {
    default: '7',
    meaning: 'days in which the removal of a user can be undone; then the assets are deleted',
  },
} as const satisfies Readonly<Record<string, { readonly default: string; readonly meaning: string }>>;
