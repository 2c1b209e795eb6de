import { BackupError, type ErrorCode } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import type { SignInOutcome } from '../../controller/account.ts';
import { CallRefused, LinkLost } from '../../controller/agent-link.ts';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useWatched } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';

const SILENCE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['network', 'timeout', 'server-error']);

/** Why nobody is signed in yet, and what to do. */
export function SignInTrouble({
  way,
  outcome,
  error,
}: {
  readonly way: 'password' | 'api-key';
  readonly outcome: SignInOutcome | undefined;
  readonly error: Error | null;
}) {
  const { t } = useTranslation();
  const { link } = useAppPorts();
  const isLinked = useWatched(link.state).kind === 'connected';
  // The frame says that the link is lost, as soon as it knows; until then it is said here.
  if (error instanceof LinkLost && !isLinked) return null;
  if (error instanceof CallRefused) return <Refused detail="" />;
  if (error instanceof BackupError && !SILENCE.has(error.code)) return <Refused detail={error.message} />;
  if (error !== null) {
    const what = error instanceof BackupError ? 'noAnswer' : 'notDone';
    return <Banner tone="needs-you" text={t(`welcome.trouble.${what}`)} />;
  }
  if (outcome?.kind === 'wrong-credentials')
    return <Banner tone="needs-you" text={t(`welcome.trouble.${way}`)} />;
  return outcome?.kind === 'refused' ? <Refused detail={outcome.detail} /> : null;
}

/** `detail`: what the server says, for the curious; empty: nothing. */
function Refused({ detail }: { readonly detail: string }) {
  const { t } = useTranslation();
  return (
    <View style={{ gap: space(1) }}>
      <Banner tone="needs-you" text={t('welcome.trouble.refused')} />
      {detail !== '' && (
        <AppText size="small" color="quietText">
          {t('welcome.trouble.detail', { detail })}
        </AppText>
      )}
    </View>
  );
}
