import type { ErrorCode } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { useAppPorts, useController } from '../controller/AppPortsContext.tsx';
import { useSnapshot, useWatched } from '../controller/use-watched.ts';
import { Banner } from './Banner.tsx';
import type { Action } from './TextAction.tsx';

/** What stopped the last backup, in one line with the one thing to do about it; nothing while the frame says the same. */
export function RunBanner() {
  const { t } = useTranslation();
  const controller = useController();
  const { device, account, link } = useAppPorts();
  const { activity, lastOutcome } = useSnapshot();
  const { network } = useWatched(device.conditions);
  const isSignedIn = useWatched(account.state).kind === 'signed-in';
  const isLinked = useWatched(link.state).kind === 'connected';
  if (activity.kind !== 'idle' || lastOutcome?.kind !== 'stopped') return null;
  if (network === 'none' || !isSignedIn || !isLinked) return null;
  const { code } = lastOutcome;
  const actions: Record<Remedy, Action> = {
    retry: {
      label: t('action.tryAgain'),
      onPress: () => {
        controller.start().catch(() => undefined);
      },
    },
    'allow-access': {
      label: t('action.allowAccess'),
      onPress: () => {
        device.askForAccess().catch(() => undefined);
      },
    },
    'sign-in': { label: t('action.signIn'), href: '/welcome' },
  };
  return (
    <Banner
      tone="needs-you"
      text={t('reason.withNext', { reason: t(`reason.${code}.title`), next: t(`reason.${code}.next`) })}
      action={actions[remedyOf(code)]}
    />
  );
}

type Remedy = 'retry' | 'allow-access' | 'sign-in';

function remedyOf(code: ErrorCode): Remedy {
  switch (code) {
    case 'library-permission-lost':
      return 'allow-access';
    case 'unauthorized':
    case 'forbidden':
    case 'not-a-photo-server':
      return 'sign-in';
    default:
      return 'retry';
  }
}
