import { Alert, Group, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { useWords } from '../../app/language.ts';
import { useViewer } from '../../app/session.ts';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { Page } from '../../ui/page.tsx';
import { AccountSection } from './account-section.tsx';
import { ChangePassword } from './change-password.tsx';
import { Passkeys } from './passkeys.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';

/** One's own account: who one is here, how one signs in, and where one is signed in. */
export function AccountScreen() {
  const { t } = useWords('account');
  const viewer = useViewer();
  return (
    <Page title={t('account.title')}>
      <Stack gap="lg" maw={760}>
        <AccountSection title={t('account.person')}>
          <Text fw={600} dir="auto">
            {viewer.name}
          </Text>
          <Text>{viewer.email}</Text>
          <Text size="sm" c="dimmed">
            {t('account.personText')}
          </Text>
        </AccountSection>
        <AccountSection title={t('account.appearance')}>
          <Group gap="lg">
            <LanguageSwitch />
            <Colours />
          </Group>
          <Text size="sm" c="dimmed">
            {t('account.appearanceText')}
          </Text>
        </AccountSection>
        {viewer.onlyThisOrganisation ? (
          <Alert title={t('account.provider')}>{t('account.providerText')}</Alert>
        ) : (
          <>
            <ChangePassword />
            <SecondFactor />
            <Passkeys />
          </>
        )}
        <Sessions />
      </Stack>
    </Page>
  );
}

function Colours() {
  const { t } = useWords('account');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('account.colours')}
      data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`account.colour.${value}`) }))}
      value={colorScheme}
      onChange={(chosen) => setColorScheme(chosen)}
    />
  );
}
