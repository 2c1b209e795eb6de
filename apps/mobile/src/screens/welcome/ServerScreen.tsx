import { useRouter } from 'expo-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { Question } from '../../components/Question.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useAddress, useServerAt } from '../../controller/signing-in.ts';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useWatched } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import { FoundLine, isPhotoServer, type PhotoServer } from './FoundLine.tsx';
import { Promises } from './Promises.tsx';
import { WelcomeFrame } from './WelcomeFrame.tsx';

/** The first of four steps: which server? Also where whoever signs in again chooses another one. */
export function ServerScreen() {
  const { t } = useTranslation();
  const router = useRouter();
  const { preferences } = useAppPorts();
  const { isFirstRunOver } = useWatched(preferences.state);
  const [address, setAddress] = useAddress();
  const finding = useServerAt(address);
  /** What Enter was pressed on. */
  const [meant, setMeant] = useState<string>();
  const [unencrypted, setUnencrypted] = useState<PhotoServer>();

  const goOn = ({ url }: PhotoServer): void => {
    setUnencrypted(undefined);
    router.push({ pathname: '/welcome/sign-in', params: { server: url } });
  };
  // Whoever is done before it is known what is there goes on as soon as it is.
  const next = (): void => {
    setMeant(address);
    finding.goOn((found) => {
      if (!isPhotoServer(found)) return;
      if (found.isUnencrypted) setUnencrypted(found);
      else goOn(found);
    });
  };
  const change = (text: string): void => {
    finding.forget();
    setAddress(text);
  };

  return (
    <WelcomeFrame
      step={isFirstRunOver ? undefined : 1}
      title={t(isFirstRunOver ? 'welcome.server.other' : 'title.welcome')}
      lead={t('welcome.server.lead')}
      {...(isFirstRunOver && { back: '/' })}
      footer={
        <PrimaryButton
          label={t('welcome.next')}
          isBusy={finding.isAwaited}
          isDisabled={!isPhotoServer(finding.found) && !finding.isLooking}
          onPress={next}
        />
      }
    >
      <SectionCard isPadded style={{ gap: space(0.5) }}>
        <TextField
          label={t('welcome.server.address')}
          value={address}
          onChangeText={change}
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
        <FoundLine finding={finding} isMeant={meant === address} onUse={change} />
      </SectionCard>
      {!isFirstRunOver && (
        <View style={{ paddingTop: space(2) }}>
          <Promises />
        </View>
      )}
      {unencrypted !== undefined && (
        <Question
          title={t('welcome.unencrypted.title')}
          text={t('welcome.unencrypted.text')}
          confirm={{ label: t('welcome.unencrypted.confirm'), onPress: () => goOn(unencrypted) }}
          onLeave={() => {
            setUnencrypted(undefined);
          }}
        />
      )}
    </WelcomeFrame>
  );
}
