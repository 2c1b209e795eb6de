import { assetAnswer, selectAnswered, type AssetBody } from '../assets/asset-answer.ts';
import { idsNewestFirst } from '../assets/newest-first.ts';
import type { Database } from '../database/open-database.ts';
import type { AlbumRow } from '../database/schema.ts';
import { valuesOf } from '../database/values-of.ts';
import { waitForAnswerTurn, type TurnCall } from '../http/answer-turn.ts';
import { listTexts, StreamedJson } from '../http/streamed-json.ts';
import { albumAnswer, type AlbumBody } from './album-answer.ts';
import { readSummary } from './album-summary.ts';

/** As many assets as are answered at once. */
const MOST_AT_ONCE = 250;

interface AlbumCall extends TurnCall {
  readonly context: TurnCall['context'] & { readonly db: Database };
}

/** One album with its assets, newest first; a long one is streamed when it is its user's turn. */
export async function albumWithAssets(call: AlbumCall, album: AlbumRow): Promise<AlbumBody | StreamedJson> {
  const { context, caller } = call;
  const summary = await readSummary(context.db, album.id);
  const bare = albumAnswer(caller.user, album, summary);
  const pages = assetPages(context.db, caller.user.id, album.id);
  if (summary.count > MOST_AT_ONCE) {
    await waitForAnswerTurn(call);
    return new StreamedJson(albumTexts(bare, pages));
  }
  const assets: AssetBody[] = [];
  for await (const page of pages) assets.push(...page);
  return { ...bare, assets, albumThumbnailAssetId: assets[0]?.id ?? null };
}

async function* albumTexts(bare: AlbumBody, pages: AsyncIterable<AssetBody[]>): AsyncGenerator<string> {
  let newest: AssetBody | undefined;
  const seen = async function* (): AsyncGenerator<AssetBody[]> {
    for await (const page of pages) {
      newest ??= page[0];
      yield page;
    }
  };
  yield '{"assets":[';
  yield* listTexts(seen());
  const { assets: _, ...rest } = bare;
  yield `],${JSON.stringify({ ...rest, albumThumbnailAssetId: newest?.id ?? null }).slice(1)}`;
}

async function* assetPages(db: Database, ownerId: string, albumId: string): AsyncGenerator<AssetBody[]> {
  for await (const ids of idsNewestFirst(db, ownerId, { kind: 'album', albumId })) {
    const rows = await selectAnswered(db, ownerId)
      .where('assets.id', 'in', valuesOf(ids))
      .where('assets.trashed_at', 'is', null)
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    yield ids.flatMap((id) => byId.get(id) ?? []).map(assetAnswer);
  }
}
