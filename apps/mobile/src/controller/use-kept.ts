import { useState } from 'react';
import { useAppPorts } from './AppPortsContext.tsx';
import type { Draft } from './drafts.ts';

/**
 * What a person has begun to fill in: it is still there when the screen is left and opened again, also by loading the page
 * anew, and gone with the window. Until something is said, it is `otherwise`. Never for secrets.
 */
export function useKept<Value extends Draft>(
  name: string,
  otherwise: Value,
): readonly [Value, (value: Value) => void] {
  const { drafts } = useAppPorts();
  const [said, setSaid] = useState(() => drafts.read(name) as Value | undefined);
  return [
    said ?? otherwise,
    (value) => {
      setSaid(value);
      drafts.keep(name, value);
    },
  ];
}
