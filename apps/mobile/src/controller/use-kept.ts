import { useState } from 'react';
import { useAppPorts } from './AppPortsContext.tsx';
import type { Draft } from './drafts.ts';

/**
 * What a person has begun to fill in: it is still there when the screen is left and opened again, also by loading the page
 * anew, and gone with the window, or when it is set to undefined. Until something is said, it is `otherwise`. Never for secrets.
 */
export function useKept<Value extends Draft>(
  name: string,
  otherwise: Value,
): readonly [Value, (value: Value | undefined) => void] {
  const { drafts } = useAppPorts();
  const [said, setSaid] = useState(() => ({ name, value: drafts.read(name) }));
  // Another one is spoken of now, such as the email at another server.
  const { value } = said.name === name ? said : { value: drafts.read(name) };
  return [
    (value as Value | undefined) ?? otherwise,
    (next) => {
      setSaid({ name, value: next });
      drafts.keep(name, next);
    },
  ];
}
