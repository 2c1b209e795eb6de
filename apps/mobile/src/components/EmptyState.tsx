import { View } from 'react-native';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import { space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { TextAction, type Action } from './TextAction.tsx';

/** What a screen says when there is nothing to show, or when it cannot be shown: a sentence, and what to do next. */
export function EmptyState({
  icon,
  title,
  detail,
  action,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly action?: Action | undefined;
}) {
  const colors = useColors();
  return (
    <View
      style={{ alignItems: 'center', gap: space(1), paddingVertical: space(6), paddingHorizontal: space(2) }}
    >
      <View
        style={{
          width: space(9),
          height: space(9),
          borderRadius: space(4.5),
          backgroundColor: colors.inset,
          alignItems: 'center',
          justifyContent: 'center',
          marginBottom: space(1),
        }}
      >
        <AppIcon name={icon} color={colors.quietText} size={32} />
      </View>
      <AppText isEmphasised isCentered>
        {title}
      </AppText>
      {detail !== undefined && (
        <AppText color="quietText" isCentered>
          {detail}
        </AppText>
      )}
      {action !== undefined && <TextAction {...action} />}
    </View>
  );
}
