import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/**
 * What a person has begun to fill in: it is still there when the screen is left and opened again, and gone with the
 * app. Until something is said, it is `otherwise`. Never for secrets.
 */
export function useKept<Value extends string | readonly string[]>(
  name: string,
  otherwise: Value,
): readonly [Value, (value: Value) => void] {
  const client = useQueryClient();
  const queryKey = ['kept', name];
  // Beside the cache, which tells of changes a moment later: letters would be lost between two keys.
  const [said, setSaid] = useState(() => client.getQueryData<Value>(queryKey));
  return [
    said ?? otherwise,
    (value) => {
      setSaid(value);
      client.setQueryDefaults(queryKey, { gcTime: Infinity });
      client.setQueryData<Value>(queryKey, value);
    },
  ];
}
