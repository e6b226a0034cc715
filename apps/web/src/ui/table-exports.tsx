import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useLanguage, useWords } from '../app/language.ts';

/** All rows of a table, whatever the list shows, as a file for a spreadsheet that can be imported again. */
export function TableExports({ of }: { of: 'assets' | 'installed-base' }) {
  const { t } = useWords('common');
  const language = useLanguage();
  return (['csv', 'xlsx'] as const).map((format) => (
    <Button
      key={format}
      component="a"
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      href={`/exports/${of}.${format}?language=${language}`}
      download
    >
      {t(`exportAs.${format}`)}
    </Button>
  ));
}
