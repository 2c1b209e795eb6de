import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { Banner } from '../../components/Banner.tsx';
import { PasswordHint } from '../../components/PasswordHint.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { LinkLost } from '../../controller/agent-link.ts';
import { useSettings } from '../../controller/questions.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import { AboutCard } from './AboutCard.tsx';
import { AccountCard } from './AccountCard.tsx';
import { AppCard } from './AppCard.tsx';
import { CutOffSetting } from './CutOffSetting.tsx';
import { FoldersCard } from './FoldersCard.tsx';
import { PaceSettings } from './PaceSettings.tsx';
import { Switches } from './Switches.tsx';

/** What may it use? */
export function SettingsScreen() {
  const { t } = useTranslation();
  const { device } = useAppPorts();
  const hasCloudOriginals = useWatched(device.hasCloudOriginals);
  const asked = useSettings();
  const { data: settings, change, changeError } = asked;
  return (
    <ScreenFrame
      title={t('nav.settings')}
      isPlace
      needs={[asked]}
      skeleton={<SettingsSkeleton />}
      aside={
        <>
          <AccountCard />
          {device.kind === 'computer' && <FoldersCard />}
          <AppCard />
          <AboutCard />
        </>
      }
    >
      <PasswordHint />
      {changeError !== null && !(changeError instanceof LinkLost) && (
        <Banner tone="needs-you" text={t('settings.notChanged')} />
      )}
      {settings !== undefined && (
        <>
          <SectionCard title={t('backup.quickSettings')}>
            <Switches
              names={['backgroundBackup', 'requireUnmetered', 'requireCharging']}
              settings={settings}
              onChange={change}
            />
          </SectionCard>
          <SectionCard title={t('settings.section.mobile')}>
            <Switches
              names={['useCellularForUploadPhotos', 'useCellularForUploadVideos']}
              settings={settings}
              onChange={change}
            />
          </SectionCard>
          <SectionCard title={t('settings.section.what')}>
            {hasCloudOriginals && (
              <>
                <Switches names={['ignoreIcloudAssets']} settings={settings} onChange={change} />
                <Divider />
              </>
            )}
            <CutOffSetting
              cutOffAtMs={settings.cutOffAtMs}
              onChange={(cutOffAtMs) => {
                change({ cutOffAtMs });
              }}
            />
          </SectionCard>
          <SectionCard title={t('settings.section.how')}>
            <Switches names={['syncAlbums']} settings={settings} onChange={change} />
            <Divider />
            <PaceSettings settings={settings} onChange={change} />
          </SectionCard>
        </>
      )}
    </ScreenFrame>
  );
}

function SettingsSkeleton() {
  return (
    <View style={{ gap: space(3) }}>
      <Skeleton height={220} radius={16} />
      <Skeleton height={150} radius={16} />
      <Skeleton height={150} radius={16} />
    </View>
  );
}
