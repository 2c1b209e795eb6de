import type { Database } from '../database/open-database.ts';
import type { AlbumRow } from '../database/schema.ts';

interface AlbumDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** What names are compared by: the same letters in another Unicode form are the same name. */
export function albumNameKey(name: string): string {
  return name.normalize('NFC');
}

/** Makes an album, also when one of this name is there already. */
export async function insertAlbum(
  deps: AlbumDeps,
  ownerId: string,
  album: { readonly name: string; readonly description: string },
): Promise<AlbumRow> {
  const now = deps.now().toISOString();
  return deps.db
    .insertInto('albums')
    .values({
      id: deps.newId(),
      owner_id: ownerId,
      name: album.name,
      name_key: albumNameKey(album.name),
      description: album.description,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** This user's album of this name, the oldest when there are several. */
export async function findAlbumByName(
  db: Database,
  ownerId: string,
  name: string,
): Promise<AlbumRow | undefined> {
  return db
    .selectFrom('albums')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('name_key', '=', albumNameKey(name))
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst();
}

/** One album of this user; undefined when it is unknown or another's. */
export async function findAlbum(db: Database, ownerId: string, id: string): Promise<AlbumRow | undefined> {
  return db
    .selectFrom('albums')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('id', '=', id)
    .executeTakeFirst();
}
