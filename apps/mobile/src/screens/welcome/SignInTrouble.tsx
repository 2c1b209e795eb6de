import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { useTooManyTries } from '../../components/use-too-many-tries.ts';
import type { SignInOutcome } from '../../controller/account.ts';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { signInTroubleOf } from '../../controller/sign-in-trouble.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import { InView } from './InView.tsx';

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
  const tooManyTries = useTooManyTries();
  const { link } = useAppPorts();
  const isLinked = useWatched(link.state).kind === 'connected';
  if (error !== null) {
    const trouble = signInTroubleOf(error);
    // The frame says that the link is lost, as soon as it knows; until then it is said here.
    if (trouble.kind === 'link' && !isLinked) return null;
    if (trouble.kind === 'refused') return <Refused detail={trouble.detail} />;
    if (trouble.kind === 'server-untrusted') return <Said text={t('welcome.found.untrusted')} />;
    const what = trouble.kind === 'server-silent' ? 'noAnswer' : 'notDone';
    return <Said text={t(`welcome.trouble.${what}`)} />;
  }
  if (outcome?.kind === 'wrong-credentials') return <Said text={t(`welcome.trouble.${way}`)} />;
  if (outcome?.kind === 'too-many-tries') return <Said text={tooManyTries(outcome.retryAfterMs)} />;
  return outcome?.kind === 'refused' ? <Refused detail={outcome.detail} /> : null;
}

/** `detail`: what the server says, for the curious; empty: nothing. */
function Refused({ detail }: { readonly detail: string }) {
  const { t } = useTranslation();
  return <Said text={t('welcome.trouble.refused')} more={detail === '' ? undefined : detail} />;
}

function Said({ text, more }: { readonly text: string; readonly more?: string | undefined }) {
  return (
    <InView words={more === undefined ? text : `${text} ${more}`}>
      <View style={{ gap: space(1) }}>
        <Banner tone="needs-you" text={text} />
        {more !== undefined && (
          <AppText role="alert" size="small" color="quietText">
            {more}
          </AppText>
        )}
      </View>
    </InView>
  );
}
