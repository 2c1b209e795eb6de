import { useKept } from '../../controller/use-kept.ts';
import type { KeepRules } from './keep-rules.ts';

const FIRST: readonly string[] = ['favourites', 'recent'];
const NONE: readonly string[] = [];

/** What the person wants kept on the device: at first the favourites and the last thirty days. */
export function useKeepRules(): readonly [KeepRules, (change: Partial<KeepRules>) => void] {
  const [on, setOn] = useKept<readonly string[]>('keep', FIRST);
  const [albums, setAlbums] = useKept<readonly string[]>('keepAlbums', NONE);
  const rules: KeepRules = { favourites: on.includes('favourites'), recent: on.includes('recent'), albums };
  return [
    rules,
    (change) => {
      const { favourites, recent } = { ...rules, ...change };
      setOn([...(favourites ? ['favourites'] : []), ...(recent ? ['recent'] : [])]);
      if (change.albums !== undefined) setAlbums(change.albums);
    },
  ];
}
