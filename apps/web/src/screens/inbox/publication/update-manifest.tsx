import { Stack, Text } from '@mantine/core';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../../app/graphql.ts';
import { useWords } from '../../../app/language.ts';
import { Facts } from '../../../ui/facts.tsx';
import { Tag } from '../../../ui/tags.tsx';

export const ManifestFields = graphql(`
  fragment ManifestFields on UpdateManifest {
    toVersion
    fromVersions
    canRollBack
    rollBackProcedure
    requiresRestart
    downtimeMinutes
    installers
    prerequisites
    installationProcedure
    fixes {
      vulnerability
      description
    }
  }
`);

/** What the update says of itself: how it is installed, by whom, for how long, and whether it can be undone. */
export function UpdateManifest({ manifest }: { manifest: ResultOf<typeof ManifestFields> }) {
  const { t } = useWords('inbox');
  const { fromVersions, toVersion, canRollBack, requiresRestart, downtimeMinutes, installers, fixes } = manifest;
  const say = t as (key: string) => string;
  const yesOrNo = (value: boolean | null) => value !== null && t(value ? 'manifest.yes' : 'manifest.no');
  const long = (text: string | null) =>
    text && (
      <Text dir="auto" style={{ whiteSpace: 'pre-wrap' }}>
        {text}
      </Text>
    );
  return (
    <Facts
      facts={[
        {
          label: t('manifest.versions'),
          value: <bdi>{`${fromVersions.length > 0 ? fromVersions.join(', ') : t('manifest.any')} → ${toVersion}`}</bdi>,
        },
        {
          label: t('manifest.rollBack'),
          value: (
            <Tag tone={canRollBack ? 'good' : 'warning'}>
              {t(canRollBack === null ? 'manifest.notSaid' : canRollBack ? 'manifest.canRollBack' : 'manifest.cannot')}
            </Tag>
          ),
        },
        { label: t('manifest.restart'), value: yesOrNo(requiresRestart) },
        {
          label: t('manifest.downtime'),
          value: downtimeMinutes !== null && t('manifest.minutes', { count: downtimeMinutes }),
        },
        {
          label: t('manifest.installers'),
          value: installers.length > 0 && installers.map((one) => say(`manifest.by.${one}`)).join(', '),
        },
        { label: t('manifest.prerequisites'), value: listOf(manifest.prerequisites) },
        {
          label: t('manifest.fixes'),
          value: listOf(
            fixes.map(({ vulnerability, description }) => [vulnerability, description].filter(Boolean).join(': ')),
          ),
        },
        { label: t('manifest.procedure'), value: long(manifest.installationProcedure) },
        { label: t('manifest.rollBackProcedure'), value: long(manifest.rollBackProcedure) },
      ]}
    />
  );
}

const listOf = (lines: readonly string[]) =>
  lines.length > 0 && (
    <Stack gap={2}>
      {lines.map((line) => (
        <span key={line} dir="auto">
          {line}
        </span>
      ))}
    </Stack>
  );
