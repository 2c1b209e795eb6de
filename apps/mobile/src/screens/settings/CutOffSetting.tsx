import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { ChoiceRow } from '../../components/ChoiceRow.tsx';
import { Question } from '../../components/Question.tsx';
import { TextField } from '../../components/TextField.tsx';
import { ValueRow } from '../../components/ValueRow.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';
import { midnightOf, startOfDay, typedDayOf, type TypedDay } from './cut-off.ts';

type Kind = 'all' | 'today' | 'date';
const KINDS: readonly Kind[] = ['all', 'today', 'date'];
const FIELDS = ['day', 'month', 'year'] as const;

/** From when on photos are backed up (A12). */
export function CutOffSetting({
  cutOffAtMs,
  onChange,
}: {
  readonly cutOffAtMs: number | null;
  readonly onChange: (cutOffAtMs: number | null) => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const date = cutOffAtMs === null ? undefined : formats.date(cutOffAtMs);
  return (
    <>
      <ValueRow
        label={t('settings.cutOff.label')}
        value={date ?? t('settings.cutOff.any')}
        consequence={
          date === undefined ? t('settings.cutOff.all.detail') : t('settings.cutOff.before', { date })
        }
        onPress={() => {
          setOpen(true);
        }}
      />
      {isOpen && (
        <CutOffQuestion
          cutOffAtMs={cutOffAtMs}
          onAnswer={(answer) => {
            setOpen(false);
            if (answer !== undefined) onChange(answer);
          }}
        />
      )}
    </>
  );
}

function CutOffQuestion({
  cutOffAtMs,
  onAnswer,
}: {
  readonly cutOffAtMs: number | null;
  /** Undefined: it was left. */
  readonly onAnswer: (cutOffAtMs: number | null | undefined) => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { clock } = useAppPorts();
  const [todayMs] = useState(() => midnightOf(clock.now()));
  const [kind, setKind] = useState<Kind>(
    cutOffAtMs === null ? 'all' : cutOffAtMs === todayMs ? 'today' : 'date',
  );
  const [typed, setTyped] = useState<TypedDay>(() => typedDayOf(cutOffAtMs ?? todayMs));
  const typedMs = startOfDay(typed);
  const answer = kind === 'all' ? null : kind === 'today' ? todayMs : typedMs;
  return (
    <Question
      title={t('settings.cutOff.label')}
      text={t('settings.cutOff.stays')}
      confirm={{
        label: t('settings.save'),
        isDisabled: answer === undefined,
        onPress: () => {
          onAnswer(answer);
        },
      }}
      onLeave={() => {
        onAnswer(undefined);
      }}
    >
      <View role="radiogroup" aria-label={t('settings.cutOff.label')}>
        {KINDS.map((each) => (
          <ChoiceRow
            key={each}
            role="radio"
            label={t(`settings.cutOff.${each}.label`)}
            isChosen={kind === each}
            onPress={() => {
              setKind(each);
            }}
          />
        ))}
      </View>
      {kind === 'date' && (
        <View style={{ paddingHorizontal: space(3), paddingVertical: space(1), gap: space(1) }}>
          <View style={{ flexDirection: 'row', gap: space(1) }}>
            {FIELDS.map((field) => (
              <View key={field} style={{ flex: field === 'year' ? 1.4 : 1 }}>
                <TextField
                  label={t(`settings.cutOff.${field}`)}
                  value={typed[field]}
                  onChangeText={(text) => {
                    setTyped({ ...typed, [field]: text });
                  }}
                  inputMode="numeric"
                  maxLength={field === 'year' ? 4 : 2}
                />
              </View>
            ))}
          </View>
          <AppText size="small" color="quietText" role="status">
            {typedMs === undefined
              ? t('settings.cutOff.noSuchDay')
              : t('settings.cutOff.before', { date: formats.date(typedMs) })}
          </AppText>
        </View>
      )}
    </Question>
  );
}
