/** A screen as a person may find it: the scenario that it is opened in, its address, and what is pressed there. */
export interface ScreenState {
  readonly scenario: string;
  readonly path: string;
  /** What a button is called, or begins with, by its key. */
  readonly press?: string;
}

/** Every screen, in each of its states that looks different. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  complete: [
    '/',
    '/albums',
    '/albums albums.selectAll',
    '/settings',
    '/settings settings.account.signOut',
    '/settings settings.language.label',
    '/settings settings.order.label',
    '/settings settings.cutOff.label',
    '/failed',
    '/uploading',
    '/search',
    '/photos/all',
    '/photos/all photos.select',
    '/photos/waiting',
    '/why/IMG_10001.jpg%232',
    '/why/nobody-knows.jpg',
    '/welcome/begin',
    '/no/such/screen',
  ],
  weeks: ['/activity', '/activity activity.asTable'],
  'not-woken': ['/', '/settings'],
  paused: ['/', '/uploading'],
  uploading: ['/', '/uploading', '/photos/uploading'],
  reading: ['/', '/uploading'],
  'sending-large': ['/'],
  'from-the-cloud': ['/uploading'],
  'text-file': ['/activity', '/albums', '/photos/unsupported', '/photos/all?album=Camera'],
  failed: ['/albums', '/photos/to-keep'],
  'empty-files': ['/failed'],
  'waiting-for-wi-fi': ['/', '/ overMobile.confirm', '/photos/waiting'],
  'failed-variously': ['/', '/failed', '/photos/failed', '/why/IMG_80001.jpg%23102'],
  'quota-full': ['/', '/failed'],
  'disk-full': ['/', '/uploading'],
  'phone-full': ['/'],
  'deleted-on-server': ['/photos/deleted', '/photos/deleted photos.sendAll.action'],
  'server-down': ['/'],
  'server-silent': ['/', '/uploading'],
  'server-untrusted': ['/', '/uploading'],
  'nothing-chosen': ['/', '/albums', '/activity', '/welcome/albums'],
  'no-access': ['/', '/albums'],
  expired: ['/', '/password', '/welcome/sign-in'],
  'given-password': ['/', '/settings', '/password', '/password title.password'],
  'sign-in-unreadable': ['/', '/settings'],
  'signed-out': ['/', '/failed', '/settings', '/welcome', '/welcome/sign-in'],
  'link-lost': ['/'],
  offline: ['/'],
  'can-free-space': [
    '/verify',
    '/verify verify.now',
    '/verify verify.keep.albums.label',
    '/free-space?safe=760',
    '/free-space?safe=760 freeSpace.remove_other',
  ],
  unproven: ['/verify'],
  verifying: ['/?safe=240', '/verify?safe=240'],
  damaged: ['/', '/verify', '/photos/damaged', '/why/IMG_10001.jpg%232'],
  mended: ['/verify'],
  'first-run': ['/welcome', '/welcome/sign-in?server=https://photos.example.org'],
  'first-run-computer': ['/welcome/sign-in?server=https://new.photos.example.org'],
  computer: ['/settings', '/free-space', '/verify', '/welcome/albums'],
};

export const SCREEN_STATES: readonly ScreenState[] = Object.entries(PATHS).flatMap(([scenario, places]) =>
  places.map((place) => {
    const [path = '/', press] = place.split(' ');
    return { scenario, path, ...(press !== undefined && { press }) };
  }),
);
