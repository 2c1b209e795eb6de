import { route } from '../../http/route.ts';
import { IMMICH_API_VERSION } from '../../version.ts';

export const version = route('version', () => IMMICH_API_VERSION);
