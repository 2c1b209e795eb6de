import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { hostOf, versionOf } from '../../components/address.ts';
import { Spinner } from '../../components/Spinner.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import type { ServerFound } from '../../controller/account.ts';
import type { FindingServer } from '../../controller/signing-in.ts';
import { AppIcon, type IconName } from '../../icons/AppIcon.tsx';
import { TOUCH, space } from '../../theme/layout.ts';
import type { Colors } from '../../theme/colors.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { InView } from './InView.tsx';

/** A photo server that was found. */
export type PhotoServer = Extract<ServerFound, { kind: 'keepsake' | 'immich' }>;

/** Whether one can sign in there. */
export function isPhotoServer(found: ServerFound | undefined): found is PhotoServer {
  return found?.kind === 'keepsake' || found?.kind === 'immich';
}

/** What is at the address, in one line that has its room before it is known. */
export function FoundLine({
  finding,
  isMeant = true,
  onUse,
}: {
  readonly finding: FindingServer;
  /** False: it may be typed further; what is none yet may become an address. */
  readonly isMeant?: boolean;
  /** Takes another address of the same server. */
  readonly onUse: (url: string) => void;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  const { found, isLooking, again } = finding;
  const said = found === undefined ? undefined : wordsOf(found, isMeant, t);
  return (
    <InView words={said?.text}>
      <View
        role="status"
        style={{ flexDirection: 'row', alignItems: 'center', gap: space(1.5), minHeight: TOUCH }}
      >
        {isLooking ? (
          <Spinner color={colors.quietText} />
        ) : (
          <AppIcon
            name={said?.icon ?? 'information-outline'}
            color={colors[said?.color ?? 'quietText']}
            size={20}
          />
        )}
        <AppText
          size="small"
          color={said?.color === 'safe' ? 'safe' : 'quietText'}
          isEmphasised={said?.color === 'safe'}
          style={{ flex: 1 }}
        >
          {said?.text ?? t(isLooking ? 'welcome.found.looking' : 'welcome.found.hint')}
        </AppText>
        {(found?.kind === 'no-answer' || found?.kind === 'untrusted') && (
          <TextAction size="small" label={t('action.tryAgain')} onPress={again} />
        )}
        {found?.kind === 'unencrypted-only' && (
          <TextAction
            size="small"
            label={t('welcome.found.useHttp')}
            onPress={() => {
              onUse(found.url);
            }}
          />
        )}
      </View>
    </InView>
  );
}

function wordsOf(
  found: ServerFound,
  isMeant: boolean,
  t: TFunction,
): { readonly text: string; readonly icon: IconName; readonly color: keyof Colors } {
  if (isPhotoServer(found)) {
    const text = t(`welcome.found.${found.kind}`, { version: versionOf(found.version) });
    return { text, icon: 'cloud-check-variant', color: 'safe' };
  }
  switch (found.kind) {
    case 'no-answer':
      return { text: t('welcome.found.noAnswer'), icon: 'cloud-off-outline', color: 'waiting' };
    case 'untrusted':
      return { text: t('welcome.found.untrusted'), icon: 'alert-circle-outline', color: 'needsYou' };
    case 'not-a-photo-server':
      return { text: t('welcome.found.notPhotos'), icon: 'alert-circle-outline', color: 'needsYou' };
    case 'points-elsewhere':
      return {
        text: t('welcome.found.elsewhere', { server: hostOf(found.url) }),
        icon: 'alert-circle-outline',
        color: 'waiting',
      };
    case 'unencrypted-only':
      return { text: t('welcome.found.httpOnly'), icon: 'alert-circle-outline', color: 'waiting' };
    case 'impossible-port':
      return { text: t('welcome.found.noSuchPort'), icon: 'alert-circle-outline', color: 'waiting' };
    case 'not-an-address':
      return isMeant
        ? { text: t('welcome.found.notAnAddress'), icon: 'alert-circle-outline', color: 'needsYou' }
        : { text: t('welcome.found.hint'), icon: 'information-outline', color: 'quietText' };
  }
}
