import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AssetCursor, AssetId, AssetRecord, BackupController } from '@keepsake/engine';
import { useAppPorts, useController } from './AppPortsContext.tsx';
import type { WordMeaning } from './photo-index.ts';
import { ASKED, type Asked, type AssetFilter } from './questions.ts';

/** A list of any length, page by page, for a virtual list: ask for `more` when its end comes near. */
export interface AskedPages extends Asked<readonly AssetRecord[]> {
  readonly more: () => void;
  readonly hasMore: boolean;
}

const PAGE = 200;

/** The assets of several kinds as one list, newest first. */
export function useAssetList(filters: readonly AssetFilter[]): AskedPages {
  const controller = useController();
  return pagesOf(
    useInfiniteQuery({
      queryKey: [ASKED.assets, 'list', filters],
      queryFn: ({ pageParam }) => readPage(controller, filters, pageParam),
      initialPageParam: undefined as AssetCursor | undefined,
      getNextPageParam: cursorAfter,
      select: flatten,
    }),
  );
}

/**
 * Photos by a part of their name, folder or album, or by what the words mean, newest first; the answer before stays until the
 * next is there.
 */
export function usePhotoSearch(
  text: string,
  meanings: readonly WordMeaning[],
): AskedPages & { readonly isAnswered: boolean } {
  const { photos } = useAppPorts();
  const asked = useInfiniteQuery({
    queryKey: [ASKED.assets, 'search', text, meanings],
    queryFn: ({ pageParam }) => photos.search({ text, meanings, after: pageParam, limit: PAGE }),
    initialPageParam: undefined as AssetCursor | undefined,
    getNextPageParam: cursorAfter,
    select: flatten,
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
  return { ...pagesOf(asked), isAnswered: asked.isSuccess && !asked.isPlaceholderData };
}

/** Assets by their ids, newest first; those before stay until the next are there. */
export function useAssetsById(ids: readonly AssetId[]): Asked<readonly AssetRecord[]> {
  const controller = useController();
  return useQuery({
    queryKey: [ASKED.assets, 'by-id', ids],
    queryFn: () => (ids.length === 0 ? [] : controller.listAssets({ kind: 'by-id', ids })),
    select: (records) => [...records].sort(newestFirst),
    placeholderData: keepPreviousData,
  });
}

/** The next page of all kinds together: of each its next, and of these the first ones. */
async function readPage(
  controller: BackupController,
  filters: readonly AssetFilter[],
  after: AssetCursor | undefined,
): Promise<readonly AssetRecord[]> {
  const pages = await Promise.all(
    filters.map((filter) => controller.listAssets({ kind: 'listed', ...filter, after, limit: PAGE })),
  );
  return pages.length === 1 ? (pages[0] ?? []) : pages.flat().sort(newestFirst).slice(0, PAGE);
}

interface InfiniteAnswer extends Asked<readonly AssetRecord[]> {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

function pagesOf(asked: InfiniteAnswer): AskedPages {
  return {
    data: asked.data,
    error: asked.error,
    refetch: asked.refetch,
    hasMore: asked.hasNextPage,
    more: () => {
      if (asked.hasNextPage && !asked.isFetchingNextPage) void asked.fetchNextPage();
    },
  };
}

function flatten({ pages }: { readonly pages: readonly (readonly AssetRecord[])[] }): readonly AssetRecord[] {
  return pages.flat();
}

function cursorAfter(page: readonly AssetRecord[]): AssetCursor | undefined {
  const last = page.at(-1)?.asset;
  return page.length < PAGE || last === undefined
    ? undefined
    : { createdAtMs: last.createdAtMs, id: last.id };
}

/** The order of `AssetCursor`. */
function newestFirst({ asset: a }: AssetRecord, { asset: b }: AssetRecord): number {
  return b.createdAtMs - a.createdAtMs || (a.id < b.id ? -1 : 1);
}
