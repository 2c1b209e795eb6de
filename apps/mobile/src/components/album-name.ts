import type { AlbumRecord } from '@keepsake/engine';
import type { TFunction } from 'i18next';
import type { Device } from '../controller/device.ts';
import { plainName } from './plain-name.ts';

/** A phone names its album of everything in its owner's language; of folders it has no name of its own. */
export function nameOfAlbum({ kind, name }: AlbumRecord, device: Device['kind'], t: TFunction): string {
  return kind === 'everything' && device === 'computer' ? t('albums.everythingName') : plainName(name);
}
