import { Box, Group, Text } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Mark } from '../ui/mark.tsx';
import classes from './frame.module.css';

/** The frame of pages that everybody may open. */
export function PublicFrame() {
  const { t } = useTranslation();
  return (
    <>
      <Group component="header" className={classes['publicHeader'] ?? ''} justify="space-between" wrap="nowrap">
        <Link to="/" className={classes['home']} aria-label={t('home')}>
          <Mark />
          <Text component="span" fw={700}>
            Tasuki
          </Text>
        </Link>
        <LanguageSwitch />
      </Group>
      <Box component="main" className={classes['publicMain'] ?? ''}>
        <Outlet />
      </Box>
    </>
  );
}
