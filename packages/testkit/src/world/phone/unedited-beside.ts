import type { AssetId } from '@keepsake/engine';
import { filesOf, type PhoneAsset, type PhoneFile } from './phone-asset.ts';
import { contentOf, type PhoneContent } from './phone-content.ts';

/** As the app calls what the camera wrote, where the person has edited the photo since. */
export const uneditedIdOf = ({ id }: Pick<PhoneAsset, 'id'>): AssetId => `${id}#unedited` as AssetId;

/** What the camera wrote of a photo that is about to be edited, as an asset of its own. */
export function uneditedBeside(photo: PhoneAsset, ordinal: number): PhoneAsset {
  const asWritten = (file: PhoneFile): PhoneFile => ({ ...file, modifiedAtMs: photo.createdAtMs });
  return {
    ...photo,
    ordinal,
    id: uneditedIdOf(photo),
    original: asWritten(photo.original),
    motion: photo.motion && asWritten(photo.motion),
    besides: photo,
    fault: undefined,
    whileRead: undefined,
  };
}

/** Photos renders both parts of a Live Photo, whichever was edited. */
export function renderOther(photo: PhoneAsset, edited: PhoneFile): void {
  const other = filesOf(photo).find((file) => file !== edited);
  if (other !== undefined) other.content = renderedWith(other.content, edited.content);
}

const renderedWith = (part: PhoneContent, edited: PhoneContent): PhoneContent =>
  contentOf(Uint8Array.from([...edited.bytes.subarray(0, 4), ...part.bytes]));

/** Puts back what the camera wrote. */
export function putBack(photo: PhoneAsset, unedited: PhoneAsset): void {
  photo.original.content = unedited.original.content;
  if (photo.motion !== undefined && unedited.motion !== undefined)
    photo.motion.content = unedited.motion.content;
}
