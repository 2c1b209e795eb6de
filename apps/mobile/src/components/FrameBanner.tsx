import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { AccountState } from '../controller/account.ts';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import { useWatched } from '../controller/use-watched.ts';
import { leftToRight } from './address.ts';
import { Banner } from './Banner.tsx';

/**
 * What holds for every screen alike: no link, no login, no network. The first of them, in one line. Where one signs in,
 * nobody is asked to.
 */
export function FrameBanner({ asksToSignIn = true }: { readonly asksToSignIn?: boolean }) {
  const { t } = useTranslation();
  const { link, account, device } = useAppPorts();
  const linkState = useWatched(link.state);
  const accountState = useWatched(account.state);
  const { network } = useWatched(device.conditions);
  if (linkState.kind === 'lost') {
    const again = { label: t('action.tryAgain'), onPress: () => link.retry() };
    return <Banner tone="waiting" text={t('frame.lost')} action={again} />;
  }
  if (linkState.kind === 'refused') return <Banner tone="needs-you" text={t('frame.refused')} />;
  const whySignIn = asksToSignIn ? whySignInOf(accountState, t) : undefined;
  if (whySignIn !== undefined) {
    const signIn = { label: t('action.signIn'), href: '/welcome/sign-in' } as const;
    return <Banner tone="needs-you" text={whySignIn} action={signIn} />;
  }
  if (network === 'none') return <Banner tone="waiting" text={t('frame.offline')} />;
  return null;
}

function whySignInOf(state: AccountState, t: TFunction): string | undefined {
  switch (state.kind) {
    case 'expired':
      return t('frame.expired');
    case 'unreadable':
      return t('frame.unreadable', { path: leftToRight(state.path) });
    case 'signed-out':
      return t('frame.signedOut');
    default:
      return undefined;
  }
}
