import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useController } from './AppPortsContext.tsx';
import { ASKED, type AssetFilter } from './questions.ts';

/** Which of several lists hold anything at all; undefined: not known yet. Of each no more than its first is read. */
export function useWhichHold<List extends string>(
  lists: readonly (readonly [List, readonly AssetFilter[]])[],
): ReadonlySet<List> | undefined {
  const controller = useController();
  const { data } = useQuery({
    queryKey: [ASKED.assets, 'which-hold', lists],
    queryFn: async () => {
      const found = await Promise.all(
        lists.map(async ([list, filters]) => {
          const firsts = await Promise.all(
            filters.map((filter) =>
              controller.listAssets({ kind: 'listed', ...filter, after: undefined, limit: 1 }),
            ),
          );
          return firsts.some((records) => records.length > 0) ? [list] : [];
        }),
      );
      return new Set(found.flat());
    },
    enabled: lists.length > 0,
    placeholderData: keepPreviousData,
  });
  return data;
}
