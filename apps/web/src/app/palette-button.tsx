import { Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './frame.module.css';

const Palette = lazy(() => import('./palette.tsx'));

/** Opens the search over everything; its code comes with the first use. */
export function PaletteButton() {
  const { t } = useTranslation();
  const [isWanted, setIsWanted] = useState(false);
  const open = useRef<(() => void) | null>(null);
  const begin = () => {
    setIsWanted(true);
    open.current?.();
  };
  const onReady = useCallback((ready: () => void) => {
    open.current = ready;
    ready();
  }, []);
  useHotkeys([['mod+K', begin]], []);
  return (
    <>
      <Button
        variant="default"
        className={classes['search'] ?? ''}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={begin}
      >
        {t('palette.open')}
      </Button>
      {isWanted && (
        <Suspense>
          <Palette onReady={onReady} />
        </Suspense>
      )}
    </>
  );
}
