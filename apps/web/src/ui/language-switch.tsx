import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language, useLanguage } from '../app/language.ts';

const CHOICES = [
  { value: 'ja', label: <span lang="ja">日本語</span> },
  { value: 'en', label: <span lang="en">English</span> },
];

export function LanguageSwitch() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('language')}
      data={CHOICES}
      value={language}
      onChange={(chosen) => void chooseLanguage(chosen as Language)}
    />
  );
}
