import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { WhenDue } from './scheduled.tsx';
import { UpdateTags } from './update-tags.tsx';
import { useUpdateWords } from './update-words.ts';
import { UpdateFields } from './updates.query.ts';

const AssetUpdatesQuery = graphql(
  `
    query AssetUpdates($id: ID!) {
      asset(id: $id) {
        updateApplications {
          ...UpdateFields
        }
      }
    }
  `,
  [UpdateFields],
);

/** On the page of a device: its updates, planned and done. */
export function AssetUpdates({ assetId }: { assetId: string }) {
  const { t } = useWords('updates');
  const { packageOf, versionsOf } = useUpdateWords();
  const { data } = useAnswer(AssetUpdatesQuery, { id: assetId });
  const updates = data?.asset.updateApplications ?? [];
  return (
    <Section title={t('ofAsset.title')}>
      {updates.length === 0 ? (
        <Text c="dimmed">{data ? t('ofAsset.none') : '…'}</Text>
      ) : (
        <PlainTable
          label={t('ofAsset.title')}
          rows={updates}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'package',
              header: t('package'),
              cell: (update) => (
                <Anchor
                  dir="auto"
                  renderRoot={(props) => (
                    <Link to="/updates/$applicationId" params={{ applicationId: update.id }} {...props} />
                  )}
                >
                  {packageOf(update)}
                </Anchor>
              ),
            },
            { key: 'versions', header: t('versions'), cell: (update) => <bdi>{versionsOf(update)}</bdi> },
            { key: 'state', header: t('state'), cell: (update) => <UpdateTags update={update} /> },
            { key: 'when', header: t('when'), cell: (update) => <WhenDue update={update} /> },
          ]}
        />
      )}
    </Section>
  );
}
