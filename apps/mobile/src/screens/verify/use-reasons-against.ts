import { useTranslation } from 'react-i18next';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import type { Freeable } from '../../controller/proving.ts';
import { useSnapshot, useWatched } from '../../controller/use-watched.ts';

/**
 * Why Keepsake removes nothing from this device, in sentences; none: it may. Where it never does, the first says that, and the
 * second what a person may do by hand: that is said only of what the server has read again (V2), and not while anything there is
 * damaged (V1).
 */
export function useReasonsAgainst({ items, unprovenCount }: Freeable): readonly string[] {
  const { t } = useTranslation();
  const { device, account } = useAppPorts();
  const state = useWatched(account.state);
  const { damage } = useSnapshot();
  const isImmich = state.kind === 'signed-in' && state.product === 'immich';
  const why = isImmich ? 'notProvable' : unprovenCount > 0 ? 'unproven' : 'none';
  const isProven = !isImmich && items.length > 0;
  const byHand =
    damage !== undefined && damage.openCount > 0
      ? 'damaged'
      : isProven && unprovenCount === 0
        ? 'proven'
        : why;
  if (device.canFreeSpace) return isProven ? [] : [t(`verify.free.${why}`)];
  return [
    t(device.kind === 'computer' ? 'verify.free.notOnComputer' : 'verify.free.notHere'),
    t(`verify.free.byHand.${byHand}`),
  ];
}
