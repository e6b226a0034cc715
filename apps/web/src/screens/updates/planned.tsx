import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useReasons } from '../../app/reasons.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { useNumbers } from '../../ui/when.tsx';
import type { PlannableAsset, PlanResult } from './plan.query.ts';

interface PlannedProps {
  publicationId: string;
  result: PlanResult;
  devices: readonly PlannableAsset[];
  onAgain: () => void;
}

/** What was planned, what of it lies outside of the windows, and what was refused, device by device. */
export function Planned({ publicationId, result, devices, onAgain }: PlannedProps) {
  const { t } = useWords('updates');
  const language = useLanguage();
  const sentence = useReasons();
  const { count } = useNumbers();
  const { planned, waves, refused } = result;
  const byId = new Map(devices.map((device) => [device.id, device]));
  const wordsOf = (assetId: string) => {
    const device = byId.get(assetId);
    if (!device) return t('plan.device');
    const { name, serialNumber, release } = device;
    return [name ?? `${nameOf(release.product, language)} ${release.version}`, serialNumber]
      .filter(Boolean)
      .join(' · ');
  };
  const outside = waves.reduce((sum, { outsideWindows }) => sum + outsideWindows, 0);
  return (
    <Stack>
      <Alert role="status" color={planned > 0 ? 'green' : 'orange'} title={t('plan.planned', { count: planned })}>
        {outside > 0 && <Text size="sm">{t('plan.outside', { count: outside })}</Text>}
      </Alert>
      <Section title={t('plan.waves')}>
        <PlainTable
          label={t('plan.waves')}
          rows={waves}
          keyOf={({ wave }) => String(wave)}
          columns={[
            { key: 'wave', header: t('wave'), cell: ({ wave }) => t('waveOf', { wave }) },
            { key: 'planned', header: t('plan.count'), align: 'end', cell: (one) => count(one.planned) },
            { key: 'outside', header: t('outside.title'), align: 'end', cell: (one) => count(one.outsideWindows) },
          ]}
        />
      </Section>
      {refused.length > 0 && (
        <Section title={t('plan.refused', { count: refused.length })}>
          <PlainTable
            label={t('plan.refused', { count: refused.length })}
            rows={refused}
            keyOf={({ assetId }) => assetId}
            columns={[
              {
                key: 'device',
                header: t('device'),
                cell: ({ assetId }) => (
                  <Anchor
                    dir="auto"
                    renderRoot={(props) => <Link to="/assets/$assetId" params={{ assetId }} {...props} />}
                  >
                    {wordsOf(assetId)}
                  </Anchor>
                ),
              },
              { key: 'why', header: t('plan.why'), cell: ({ refusal }) => sentence(refusal) },
            ]}
          />
        </Section>
      )}
      <Group>
        <Button renderRoot={(props) => <Link to="/updates" search={{ publicationId }} {...props} />}>
          {t('plan.toList')}
        </Button>
        <Button variant="default" onClick={onAgain}>
          {t('plan.again')}
        </Button>
      </Group>
    </Stack>
  );
}
