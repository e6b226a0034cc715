import { Alert, Anchor, Button, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useColleagues } from '../../app/colleagues.ts';
import { graphql } from '../../app/graphql.ts';
import { useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { Day, useNumbers, When } from '../../ui/when.tsx';
import { Answered } from '../../ui/answered.tsx';
import { type AssetOfPage, AssetQuery } from './asset-query.ts';
import { AssetHandovers } from './asset-handovers.tsx';
import { AskVendorButton } from '../requests/ask-vendor-button.tsx';
import { ReportButton } from '../cases/report-button.tsx';
import { AssetStatusTag, Connections } from './asset-tags.tsx';
import { ChangeAsset } from './change-asset.tsx';
import { DocumentsAbout } from './documents-about.tsx';
import { EvaluationOfAsset } from './evaluation-of-asset.tsx';
import { Facts } from './facts.tsx';
import { HandOver } from './hand-over.tsx';
import { Milestones } from './milestones.tsx';
import { assetWords } from './part-of-picker.tsx';
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
  const isHere = asset.status !== 'RETIRED' && asset.status !== 'LENT_OUT';
  const mayChange = useMay('change Asset') && isHere;
  const mayRetire = useMay('retire Asset') && asset.status !== 'RETIRED';
  const mayHandOver = useMay('handOver Asset') && (asset.status === 'IN_USE' || asset.status === 'STORED');
  const [isChanging, { open, close }] = useDisclosure();
  const lacks = asset.release.milestonePackages.some(({ isDue, isComplete }) => isDue && !isComplete);
  return (
    <Page
      title={asset.name ?? releaseWords(asset.release, language)}
      tabTitle={asset.name ?? releaseWords(asset.release, language)}
      above={[{ label: t('assets.title'), link: { to: '/assets' } }]}
      actions={
        <>
          {mayChange && (
            <Button variant="default" onClick={open} disabled={isChanging}>
              {t('asset.change')}
            </Button>
          )}
          {asset.release.product.vendor && <AskVendorButton about={{ releaseId: asset.release.id }} />}
          {asset.release.product.vendor && <ReportButton assetId={asset.id} />}
          {mayHandOver && asset.quantity === 1 && asset.release.product.vendor && <HandOver assetId={asset.id} />}
          {mayRetire && <Retire assetId={asset.id} />}
        </>
      }
    >
      {asset.status === 'RETIRED' && <Alert title={t('asset.retired')}>{t('asset.retiredText')}</Alert>}
      {asset.status === 'LENT_OUT' && <Alert title={t('asset.lentOut')}>{t('asset.lentOutText')}</Alert>}
      {isChanging ? (
        <Paper withBorder p="lg" maw={960}>
          <ChangeAsset asset={asset} onDone={close} />
        </Paper>
      ) : (
        <>
          <AssetFactsCard asset={asset} />
          {asset.record && <RecordCard record={asset.record} />}
        </>
      )}
      {asset.status === 'EVALUATING' && <EvaluationOfAsset assetId={asset.id} />}
      <AssetHandovers assetId={asset.id} />
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

/** What the hospital wrote of it for itself. */
function RecordCard({ record }: { record: NonNullable<AssetOfPage['record']> }) {
  const { t } = useWords('devices');
  const term = useTerm();
  const responsible = useColleagues().find(({ id }) => id === record.responsibleId);
  const day = (on: string | null) => on && <Day on={on} />;
  return (
    <Section title={t('record.title')} lead={t('record.lead')}>
      <Paper withBorder p="lg">
        <Facts
          facts={[
            [t('record.assetTag'), record.assetTag],
            [t('record.department'), record.department],
            [t('record.responsible'), responsible?.name],
            [t('record.partOf'), record.partOf && <WholeLink key="partOf" whole={record.partOf} />],
            [t('record.installedOn'), day(record.installedOn)],
            [
              t('record.ownership'),
              [term('Ownership', record.ownership), record.ownerName].filter((words) => words).join(' · '),
            ],
            [t('record.networkName'), record.networkName],
            [t('record.networkAddress'), record.networkAddress],
            [t('record.zone'), record.zone],
            [t('record.exposedTo'), record.exposedTo.join(', ')],
            [t('record.remoteMaintenance'), record.remoteMaintenance],
            [t('record.controls'), record.controls.map((control) => term('CompensatingControl', control)).join(', ')],
            [t('record.retiredOn'), day(record.retiredOn)],
            [t('record.decommissioning'), record.decommissioning],
          ]}
        />
      </Paper>
    </Section>
  );
}

function WholeLink({ whole }: { whole: NonNullable<NonNullable<AssetOfPage['record']>['partOf']> }) {
  const language = useLanguage();
  return (
    <Anchor dir="auto" renderRoot={(props) => <Link to="/assets/$assetId" params={{ assetId: whole.id }} {...props} />}>
      {assetWords(whole, language)}
    </Anchor>
  );
}

function Retire({ assetId }: { assetId: string }) {
  const { t } = useWords('devices');
  const [decommissioning, setDecommissioning] = useState('');
  // Once it is done the page has no such button any more, nor its dialog.
  const act = useAct(RetireAssetMutation);
  return (
    <Confirm
      label={t('asset.retire')}
      title={t('asset.retireTitle')}
      act={act}
      isGrave
      onConfirm={() => act.mutate({ input: { assetId, decommissioning: decommissioning.trim() || null } })}
    >
      <Text>{t('asset.retireText')}</Text>
      <Textarea
        label={t('record.decommissioning')}
        description={t('record.decommissioningHelp')}
        autosize
        minRows={2}
        maxLength={2000}
        value={decommissioning}
        onChange={({ currentTarget }) => setDecommissioning(currentTarget.value)}
      />
    </Confirm>
  );
}
