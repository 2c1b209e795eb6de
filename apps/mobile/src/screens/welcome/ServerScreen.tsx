import { useRouter } from 'expo-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { Question } from '../../components/Question.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useKnownServer, useServerAt } from '../../controller/signing-in.ts';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useKept } from '../../controller/use-kept.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import { FoundLine, isPhotoServer } from './FoundLine.tsx';
import { Promises } from './Promises.tsx';
import { WelcomeFrame } from './WelcomeFrame.tsx';

/** The first of four steps: which server? Also where whoever signs in again chooses another one. */
export function ServerScreen() {
  const { t } = useTranslation();
  const router = useRouter();
  const { preferences } = useAppPorts();
  const { isFirstRunOver } = useWatched(preferences.state);
  const [address, setAddress] = useKept('address', useKnownServer() ?? '');
  const finding = useServerAt(address);
  const [isAsking, setAsking] = useState(false);
  const server = isPhotoServer(finding.found) ? finding.found : undefined;

  const goOn = (): void => {
    if (server === undefined) return;
    setAsking(false);
    router.push({ pathname: '/welcome/sign-in', params: { server: server.url } });
  };
  const next = (): void => {
    if (server?.isUnencrypted === true) setAsking(true);
    else goOn();
  };

  return (
    <WelcomeFrame
      step={isFirstRunOver ? undefined : 1}
      title={t(isFirstRunOver ? 'welcome.server.other' : 'title.welcome')}
      lead={t('welcome.server.lead')}
      {...(isFirstRunOver && { back: '/' })}
      footer={<PrimaryButton label={t('welcome.next')} isDisabled={server === undefined} onPress={next} />}
    >
      <SectionCard isPadded style={{ gap: space(0.5) }}>
        <TextField
          label={t('welcome.server.address')}
          value={address}
          onChangeText={setAddress}
          onSubmitEditing={next}
          submitBehavior="submit"
          isLeftToRight
          placeholder="photos.example.org"
          inputMode="url"
          autoCapitalize="none"
          autoCorrect={false}
          autoComplete="url"
          returnKeyType="next"
          autoFocus
        />
        <FoundLine finding={finding} onUse={setAddress} />
      </SectionCard>
      {!isFirstRunOver && (
        <View style={{ paddingTop: space(2) }}>
          <Promises />
        </View>
      )}
      {isAsking && (
        <Question
          title={t('welcome.unencrypted.title')}
          text={t('welcome.unencrypted.text')}
          confirm={{ label: t('welcome.unencrypted.confirm'), onPress: goOn }}
          onLeave={() => {
            setAsking(false);
          }}
        />
      )}
    </WelcomeFrame>
  );
}
