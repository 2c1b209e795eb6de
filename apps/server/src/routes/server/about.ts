import { route } from '../../http/route.ts';
import { SERVER_VERSION } from '../../version.ts';

export const about = route('about', () => ({
  version: SERVER_VERSION,
  versionUrl: '',
  licensed: false,
  nodejs: process.version,
}));
