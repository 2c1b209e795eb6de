import { Redirect, useRouter } from 'expo-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { hostOf } from '../../components/address.ts';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { SettingRow } from '../../components/SettingRow.tsx';
import { useAppPorts, useController } from '../../controller/AppPortsContext.tsx';
import { useFreshStatus } from '../../controller/first-choice.ts';
import { useSettings } from '../../controller/questions.ts';
import { useIsSignedOut } from '../../controller/use-is-signed-out.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { AppIcon, type IconName } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { WelcomeFrame } from './WelcomeFrame.tsx';

const SWITCHES = ['backgroundBackup', 'requireUnmetered'] as const;

/** The last step: what may it use, and go. */
export function BeginScreen() {
  const { t } = useTranslation();
  const router = useRouter();
  const formats = useFormats();
  const controller = useController();
  const { account, preferences, drafts } = useAppPorts();
  const state = useWatched(account.state);
  const isSignedOut = useIsSignedOut();
  const settings = useSettings();
  const { data: status } = useFreshStatus();
  const begin = (): void => {
    // What can go wrong is the snapshot's to say; Backup shows it.
    controller.start().catch(() => undefined);
    preferences.change({ isFirstRunOver: true });
    drafts.forget();
    router.dismissTo('/');
  };
  if (isSignedOut) return <Redirect href="/welcome" />;
  const { totalCount = 0, waitingBytes = 0 } = status?.statistics.candidates ?? {};
  return (
    <WelcomeFrame
      step={4}
      title={t('title.begin')}
      lead={t('welcome.begin.lead')}
      back="/welcome/albums"
      footer={<PrimaryButton label={t('welcome.begin.confirm')} onPress={begin} />}
    >
      <SectionCard>
        <Fact
          icon="image-multiple-outline"
          text={
            status === undefined
              ? ' '
              : t('welcome.begin.photos', { count: totalCount, size: formats.size(waitingBytes) })
          }
        />
        <Divider inset={7} />
        <Fact
          icon="server"
          text={
            state.kind === 'signed-in'
              ? t('welcome.begin.to', { server: hostOf(state.serverUrl), name: state.userName })
              : t('frame.loading')
          }
        />
      </SectionCard>
      <SectionCard title={t('backup.quickSettings')}>
        {SWITCHES.map((name, index) => (
          <Fragment key={name}>
            {index > 0 && <Divider />}
            <SettingRow
              label={t(`setting.${name}.label`)}
              consequence={t(`setting.${name}.${settings.data?.[name] === true ? 'on' : 'off'}`)}
              isOn={settings.data?.[name]}
              onChange={(isOn) => {
                settings.change({ [name]: isOn });
              }}
            />
          </Fragment>
        ))}
      </SectionCard>
      <AppText size="small" color="quietText" style={{ paddingHorizontal: space(0.5) }}>
        {t('welcome.begin.later')}
      </AppText>
    </WelcomeFrame>
  );
}

function Fact({ icon, text }: { readonly icon: IconName; readonly text: string }) {
  const colors = useColors();
  return (
    <View
      style={{
        flexDirection: 'row',
        alignItems: 'center',
        gap: space(2),
        padding: space(2),
      }}
    >
      <AppIcon name={icon} color={colors.safe} />
      <AppText style={{ flex: 1 }}>{text}</AppText>
    </View>
  );
}
