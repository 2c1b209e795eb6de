import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import { useIsSignedOut } from '../controller/use-is-signed-out.ts';
import { useWatched } from '../controller/use-watched.ts';
import { EmptyState } from './EmptyState.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';

/**
 * A screen of what only a library that is open can tell. While nobody is signed in it says that, and where one does, instead of
 * showing nothing as if there were nothing.
 */
export function OnceSignedIn({
  title,
  what,
  isPlace = false,
  children,
}: {
  /** The screen's title while nobody is signed in. */
  readonly title: string;
  /** What there is to see once somebody is. */
  readonly what: 'photos' | 'albums' | 'activity' | 'proven' | 'failed' | 'uploading' | 'search' | 'why';
  readonly isPlace?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const { account } = useAppPorts();
  const { kind } = useWatched(account.state);
  if (!useIsSignedOut()) return children;
  return (
    // Why it cannot be read who is signed in is the frame's to say.
    <ScreenFrame title={title} isPlace={isPlace} asksToSignIn={kind === 'unreadable'}>
      <EmptyState
        icon="lock-outline"
        title={t(`signedOut.${what}`)}
        detail={t('signedOut.detail')}
        action={{ label: t('action.signIn'), href: '/welcome/sign-in' }}
      />
    </ScreenFrame>
  );
}
