import { Button, Divider, Stack, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWords } from '../../app/language.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Mds2Answers } from './mds2-answers.tsx';
import { Mds2Table } from './mds2-table.tsx';
import { ReleaseBasket } from './release-basket.tsx';

/** What makers say of the security of several devices, side by side. */
export function Mds2Screen() {
  const { t } = useWords('devices');
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/mds2' });
  const releaseIds = search.releases?.split(',') ?? [];
  const isHospital = sideOf(useViewer()) === 'hospital';
  return (
    <Page
      title={t('mds2.title')}
      lead={t('mds2.lead')}
      actions={
        releaseIds.length >= 2 && (
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t('mds2.print')}
          </Button>
        )
      }
    >
      <ReleaseBasket
        label={t('mds2.compared')}
        addLabel={t('mds2.add')}
        releaseIds={releaseIds}
        onChange={(ids) =>
          void navigate({
            to: '/mds2',
            search: { ...search, releases: ids.join(',') || undefined },
            replace: true,
          })
        }
      />
      {releaseIds.length >= 2 ? (
        <Mds2Table releaseIds={releaseIds} />
      ) : (
        <Empty title={t('mds2.empty.title')}>{t('mds2.empty.text')}</Empty>
      )}
      {isHospital && (
        <Stack data-print="no">
          <Divider />
          <Title order={2} size="h4">
            {t('mds2.which.title')}
          </Title>
          <Mds2Answers />
        </Stack>
      )}
    </Page>
  );
}
