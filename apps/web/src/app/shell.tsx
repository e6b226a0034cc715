import {
  AppShell,
  Burger,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Stack,
  Text,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ColourSchemeMenu } from '../ui/colour-scheme-menu.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Mark } from '../ui/mark.tsx';
import { FailureNotice } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { failureOf } from './failure.ts';
import { nameOf, useLanguage } from './language.ts';
import { useMenu } from './menu.ts';
import { OrganisationChanged } from './organisation-changed.tsx';
import { PaletteButton } from './palette-button.tsx';
import { SessionEnded } from './session-ended.tsx';
import { useSignOut, useViewer } from './session.ts';
import classes from './frame.module.css';

/** The frame of everything behind the sign-in: menu, who one is, and what concerns every screen. */
export function Shell() {
  const { t } = useTranslation();
  const [isMenuOpen, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(close, [path]);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      padding="lg"
    >
      <a href="#content" className={classes['skip']}>
        {t('skipToContent')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isMenuOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('menu')} />
            <Link to="/" className={classes['home']} aria-label={t('home')}>
              <Mark />
              <Text component="span" fw={700} visibleFrom="xs">
                Tasuki
              </Text>
            </Link>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <PaletteButton />
            <Group gap="xs" visibleFrom="sm" wrap="nowrap">
              <LanguageSwitch />
              <ColourSchemeMenu />
            </Group>
            <PersonMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label={t('menu')}>
        <SideMenu path={path} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <ConnectionNotice />
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <SessionEnded />
      <OrganisationChanged />
    </AppShell>
  );
}

function SideMenu({ path }: { path: string }) {
  const { t } = useTranslation();
  const entries = useMenu();
  return (
    <ScrollArea>
      {(['work', 'administration'] as const).map((group) => {
        const ofGroup = entries.filter((entry) => entry.group === group);
        if (ofGroup.length === 0) return null;
        return (
          <Stack key={group} gap={2} mb="md">
            {group === 'administration' && (
              <Text size="xs" c="dimmed" px="sm" pb={2}>
                {t('navigation.administration')}
              </Text>
            )}
            {ofGroup.map(({ to, label, icon: Icon }) => {
              const isHere = to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
              return (
                <NavLink
                  key={to}
                  renderRoot={(props) => <Link to={to} {...props} />}
                  label={label}
                  leftSection={<Icon size={18} aria-hidden />}
                  active={isHere}
                  {...(isHere ? { 'aria-current': 'page' as const } : {})}
                  className={classes['entry'] ?? ''}
                />
              );
            })}
          </Stack>
        );
      })}
    </ScrollArea>
  );
}

function PersonMenu() {
  const { t } = useTranslation();
  const language = useLanguage();
  const viewer = useViewer();
  const signOut = useSignOut();
  return (
    <>
      <Dialog opened={signOut.error !== null} onClose={signOut.reset} title={t('signOut')}>
        {signOut.error && <FailureNotice failure={failureOf(signOut.error)} onRetry={() => signOut.mutate({})} />}
      </Dialog>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <UnstyledButton className={classes['person'] ?? ''}>
            <VisuallyHidden>{t('account')}</VisuallyHidden>
            <Stack gap={0} align="flex-end">
              <Text size="sm" fw={600} truncate maw={220}>
                {viewer.name}
              </Text>
              {viewer.organisation && (
                <Text size="xs" c="dimmed" truncate maw={220}>
                  {nameOf(viewer.organisation, language)}
                </Text>
              )}
            </Stack>
            <IconChevronDown size={16} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item renderRoot={(props) => <Link to="/account" {...props} />}>{t('navigation.account')}</Menu.Item>
          {viewer.memberships.length > 1 && (
            <Menu.Item renderRoot={(props) => <Link to="/choose-organisation" {...props} />}>
              {t('navigation.chooseOrganisation')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item onClick={() => signOut.mutate({})}>{t('signOut')}</Menu.Item>
          <Group p="xs" hiddenFrom="sm">
            <LanguageSwitch />
            <ColourSchemeMenu />
          </Group>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
