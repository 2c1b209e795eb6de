import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Platform, ScrollView, useWindowDimensions, View } from 'react-native';
import { Modal, Portal } from 'react-native-paper';
import { CONTENT_WIDTH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { PrimaryButton } from './PrimaryButton.tsx';
import { TextAction } from './TextAction.tsx';
import { useModalKeys } from './use-modal-keys.ts';

/** A question above the screen: what it is about, and what to do; leaving it changes nothing. */
export function Question({
  title,
  text,
  confirm,
  scrolls = true,
  onLeave,
  children,
}: {
  readonly title: string;
  readonly text?: string | undefined;
  /** Absent: what is within is touched, and that is the answer. */
  readonly confirm?: {
    readonly label: string;
    readonly isDisabled?: boolean;
    readonly isBusy?: boolean;
    readonly onPress: () => void;
  };
  /** False: what is within scrolls by itself, as a virtual list does. */
  readonly scrolls?: boolean;
  readonly onLeave: () => void;
  /** From edge to edge, between the words and what to do. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  const { height } = useWindowDimensions();
  return (
    <Portal>
      {/* Paper's dialog is this, but with an English name for what is around it. */}
      <Modal
        visible
        onDismiss={onLeave}
        overlayAccessibilityLabel={t('action.close')}
        contentContainerStyle={{
          alignSelf: 'center',
          justifyContent: 'flex-start',
          width: '92%',
          maxWidth: CONTENT_WIDTH / 1.5,
          // Android cuts its shadow off at what is around it.
          marginVertical: Platform.OS === 'android' ? space(5.5) : 0,
          paddingTop: space(3),
          borderRadius: space(3.5),
          backgroundColor: colors.card,
          elevation: 24,
        }}
      >
        <Asked title={title} onLeave={onLeave}>
          <View style={{ paddingHorizontal: space(3), gap: space(1), paddingBottom: space(1) }}>
            <AppText isEmphasised role="heading" aria-level={2}>
              {title}
            </AppText>
            {text !== undefined && <AppText color="quietText">{text}</AppText>}
          </View>
          {children !== undefined && !scrolls && children}
          {children !== undefined && scrolls && (
            <ScrollView style={{ maxHeight: height * 0.55 }} keyboardShouldPersistTaps="handled">
              {children}
            </ScrollView>
          )}
          <View
            style={{
              flexDirection: 'row',
              flexWrap: 'wrap',
              justifyContent: 'flex-end',
              alignItems: 'center',
              columnGap: space(3),
              rowGap: space(1),
              paddingHorizontal: space(3),
              paddingTop: space(1),
              paddingBottom: space(2),
            }}
          >
            <TextAction label={t('action.cancel')} onPress={onLeave} />
            {confirm !== undefined && (
              <PrimaryButton
                label={confirm.label}
                isDisabled={confirm.isDisabled === true}
                isBusy={confirm.isBusy === true}
                onPress={confirm.onPress}
              />
            )}
          </View>
        </Asked>
      </Modal>
    </Portal>
  );
}

/** It is there once the dialog is: the portal draws it a moment later. */
function Asked({
  title,
  onLeave,
  children,
}: {
  readonly title: string;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}) {
  const modal = useModalKeys(onLeave);
  return (
    <View ref={modal} role="dialog" aria-modal aria-label={title} tabIndex={-1}>
      {children}
    </View>
  );
}
