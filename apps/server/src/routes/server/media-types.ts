import { MEDIA_TYPES } from '@keepsake/protocol';
import { route } from '../../http/route.ts';

export const mediaTypes = route('mediaTypes', () => ({
  image: Object.keys(MEDIA_TYPES.image),
  video: Object.keys(MEDIA_TYPES.video),
  sidecar: Object.keys(MEDIA_TYPES.sidecar),
}));
