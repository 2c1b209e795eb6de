import { View, type ViewStyle } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import type { PhotoList } from '../../components/photo-lists.ts';
import { TouchableLink } from '../../components/Touchable.tsx';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { TOUCH, space } from '../../theme/layout.ts';
import { useRoom } from '../../theme/letters.ts';
import { useColors } from '../../theme/use-app-theme.ts';

/** As wide as the longest word of a name is in letters of the usual size. */
const WORD_WIDTH = 82;
/** What is left for a name on the narrowest phone. */
const MOST_WIDTH = 200;

const ROW: ViewStyle = {
  flexDirection: 'row',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: space(1.5),
  minHeight: TOUCH,
  paddingHorizontal: space(2),
};

/** A line of a sum: its sign, what is counted, how many. With a list behind it, it leads there. */
export function CountRow({
  sign,
  name,
  count,
  color,
  list,
  isSum = false,
}: {
  readonly sign: '' | '+' | '=';
  readonly name: string;
  readonly count: number;
  readonly color?: string;
  /** Behind it; undefined: there is none. */
  readonly list?: PhotoList;
  readonly isSum?: boolean;
}) {
  const colors = useColors();
  const formats = useFormats();
  const { fontScale } = useRoom();
  const words = (
    <>
      <AppText color="quietText" isCentered aria-hidden style={{ width: space(2) }}>
        {sign}
      </AppText>
      {color !== undefined && (
        <View
          aria-hidden
          style={{
            width: 10,
            height: 10,
            borderRadius: 5,
            backgroundColor: count === 0 ? colors.inset : color,
          }}
        />
      )}
      <AppText
        isFollowed
        isEmphasised={isSum}
        color={count === 0 ? 'quietText' : 'text'}
        // No word is broken: in large letters the number stands below.
        style={{
          flexGrow: 1,
          flexShrink: 1,
          flexBasis: 0,
          minWidth: Math.min(WORD_WIDTH * fontScale, MOST_WIDTH),
        }}
      >
        {name}
      </AppText>
      <View style={{ flexDirection: 'row', alignItems: 'center', gap: space(1.5), marginStart: 'auto' }}>
        <AppText isEmphasised color={count === 0 ? 'quietText' : 'text'}>
          {formats.number(count)}
        </AppText>
        <View style={{ width: 20 }}>
          {list !== undefined && <AppIcon name="chevron-right" color={colors.quietText} size={20} />}
        </View>
      </View>
    </>
  );
  return list === undefined ? (
    <View style={ROW} role="group" aria-label={`${name}: ${formats.number(count)}`}>
      {words}
    </View>
  ) : (
    <TouchableLink
      href={{ pathname: '/photos/[list]', params: { list } }}
      label={`${name} ${formats.number(count)}`}
      style={ROW}
    >
      {words}
    </TouchableLink>
  );
}
