import { Alert, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { useLanguage, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Page } from '../../ui/page.tsx';
import { useNumbers, When } from '../../ui/when.tsx';
import { Answered } from '../../ui/answered.tsx';
import { type AssetOfPage, AssetQuery } from './asset-query.ts';
import { AssetStatusTag, Connections } from './asset-tags.tsx';
import { ChangeAsset } from './change-asset.tsx';
import { DocumentsAbout } from './documents-about.tsx';
import { Facts } from './facts.tsx';
import { Milestones } from './milestones.tsx';
import { ReleaseName, releaseWords, Support } from '../../ui/release-name.tsx';
import { useSites } from '../../app/sites.ts';
import { DecisionOfAsset } from '../lifecycle/decision-of-asset.tsx';
import { AssetUpdates } from '../updates/asset-updates.tsx';
import { VulnerabilityBox } from './vulnerability-box.tsx';

const RetireAssetMutation = graphql(`
  mutation RetireAsset($input: RetireAssetInput!) {
    retireAsset(input: $input) {
      asset {
        id
        status
      }
    }
  }
`);

export function AssetScreen() {
  const { t } = useWords('devices');
  const { assetId } = useParams({ from: '/signed-in/assets/$assetId' });
  const answer = useAnswer(AssetQuery, { id: assetId });
  return (
    <Answered of={answer} title={t('assets.title')}>
      {({ asset }) => <AssetPage asset={asset} />}
    </Answered>
  );
}

/** One device: what is said of it, what is in force about it, and what may be done. */
function AssetPage({ asset }: { asset: AssetOfPage }) {
  const { t } = useWords('devices');
  const language = useLanguage();
  const mayChange = useMay('change Asset') && asset.status !== 'RETIRED';
  const [isChanging, { open, close }] = useDisclosure();
  const lacks = asset.release.milestonePackages.some(({ isDue, isComplete }) => isDue && !isComplete);
  return (
    <Page
      title={asset.name ?? releaseWords(asset.release, language)}
      tabTitle={asset.name ?? releaseWords(asset.release, language)}
      above={[{ label: t('assets.title'), link: { to: '/assets' } }]}
      actions={
        mayChange && (
          <>
            <Button variant="default" onClick={open} disabled={isChanging}>
              {t('asset.change')}
            </Button>
            <Retire assetId={asset.id} />
          </>
        )
      }
    >
      {asset.status === 'RETIRED' && <Alert title={t('asset.retired')}>{t('asset.retiredText')}</Alert>}
      {isChanging ? (
        <Paper withBorder p="lg" maw={960}>
          <ChangeAsset asset={asset} onDone={close} />
        </Paper>
      ) : (
        <AssetFactsCard asset={asset} />
      )}
      <DecisionOfAsset assetId={asset.id} />
      <AssetUpdates assetId={asset.id} />
      <DocumentsAbout releaseId={asset.release.id} />
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('asset.exposure')}
        </Title>
        <Text size="sm">{t('asset.exposureText')}</Text>
        <VulnerabilityBox />
      </Stack>
      {lacks && (
        <Stack gap="sm">
          <Title order={2} size="h4">
            {t('milestones.title')}
          </Title>
          <Milestones of={asset.release} />
        </Stack>
      )}
    </Page>
  );
}

function AssetFactsCard({ asset }: { asset: AssetOfPage }) {
  const { t } = useWords('devices');
  const { count } = useNumbers();
  const { nameOfSite } = useSites();
  return (
    <Paper withBorder p="lg">
      <Facts
        facts={[
          [t('asset.product'), <ReleaseName key="product" release={asset.release} />],
          [t('asset.support'), <Support key="support" release={asset.release} />],
          [t('asset.status'), <AssetStatusTag key="status" status={asset.status} />],
          [t('asset.site'), nameOfSite(asset.siteId)],
          [t('asset.location'), asset.location],
          [t('asset.serialNumber'), asset.serialNumber],
          [t('asset.lot'), asset.lot],
          [t('asset.quantity'), count(asset.quantity)],
          [
            t('asset.connections'),
            <div key="connections">
              <Connections connections={asset.connections} />
              <Text size="xs" c="dimmed">
                {asset.isConnected ? t('asset.countsConnected') : t('asset.countsUnconnected')}
              </Text>
            </div>,
          ],
          [t('asset.registered'), <When key="registered" at={asset.createdAt} />],
          [t('asset.name'), asset.name],
        ]}
      />
    </Paper>
  );
}

function Retire({ assetId }: { assetId: string }) {
  const { t } = useWords('devices');
  // Once it is done the page has no such button any more, nor its dialog.
  const act = useAct(RetireAssetMutation);
  return (
    <Confirm
      label={t('asset.retire')}
      title={t('asset.retireTitle')}
      act={act}
      isGrave
      onConfirm={() => act.mutate({ input: { assetId } })}
    >
      <Text>{t('asset.retireText')}</Text>
    </Confirm>
  );
}
