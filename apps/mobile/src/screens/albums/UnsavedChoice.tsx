import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { View, type ViewStyle } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import type { ChoicePreview } from '../../controller/photo-index.ts';
import type { Asked } from '../../controller/questions.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import { useRoom } from '../../theme/letters.ts';

/** From this width on there is room for words in a line. */
const WORDS_WIDTH = 240;
/** And for the words of a button, in letters of the usual size. */
const BUTTON_WIDTH = 120;

/** What a choice that is not saved would change, and what to do with it. */
export function UnsavedChoice({
  preview,
  saving,
  onSave,
  onDiscard,
}: {
  readonly preview: Asked<ChoicePreview>;
  readonly saving: 'idle' | 'busy' | 'failed';
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}) {
  const { t } = useTranslation();
  const { fontScale } = useRoom();
  const button: ViewStyle = { flexGrow: 1, flexBasis: BUTTON_WIDTH * fontScale };
  const now = useSnapshot().statistics?.candidates.totalCount;
  const { data } = preview;
  return (
    <>
      {saving === 'failed' && <Banner tone="needs-you" text={t('albums.notSaved')} />}
      <View style={{ flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', gap: space(1) }}>
        {data !== undefined && now !== undefined && (
          // Beside the buttons where there is room.
          <AppText
            role="status"
            size="small"
            color="quietText"
            style={{ flexBasis: WORDS_WIDTH, flexGrow: 1, flexShrink: 1 }}
          >
            {differenceOf(data.statistics.candidates.totalCount - now, t)}
          </AppText>
        )}
        {/* They stay together, as wide as each other. */}
        <View style={{ flexDirection: 'row', flexWrap: 'wrap', flexGrow: 1, flexShrink: 1, gap: space(1) }}>
          <View style={button}>
            <PrimaryButton
              label={t('albums.discard')}
              isQuiet
              isDisabled={saving === 'busy'}
              onPress={onDiscard}
            />
          </View>
          <View style={button}>
            <PrimaryButton label={t('albums.save')} isBusy={saving === 'busy'} onPress={onSave} />
          </View>
        </View>
      </View>
    </>
  );
}

function differenceOf(more: number, t: TFunction): string {
  if (more === 0) return t('albums.same');
  return more > 0 ? t('albums.more', { count: more }) : t('albums.fewer', { count: -more });
}
