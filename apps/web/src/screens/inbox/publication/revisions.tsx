import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../app/language.ts';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { Section } from '../../../ui/section.tsx';
import { PublicationStateTag } from '../../../ui/tags.tsx';
import { When } from '../../../ui/when.tsx';
import type { PublicationOfPage } from './publication.query.ts';

/** The chain of which this is one. */
export function Revisions({ publication: { id: shown, revisions } }: { publication: PublicationOfPage }) {
  const { t } = useWords('inbox');
  if (revisions.length < 2) return null;
  return (
    <Section title={t('revisions.title')}>
      <PlainTable
        label={t('revisions.title')}
        rows={revisions}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'revision',
            header: t('facts.revision'),
            cell: ({ id, revision, isEditorial }) => {
              const name = t(isEditorial ? 'facts.revisionEditorial' : 'facts.revisionOf', { revision });
              if (id === shown) return <Text component="span">{t('revisions.this', { name })}</Text>;
              return (
                <Anchor
                  renderRoot={(props) => (
                    <Link to="/publications/$publicationId" params={{ publicationId: id }} {...props} />
                  )}
                >
                  {name}
                </Anchor>
              );
            },
          },
          { key: 'state', header: t('revisions.state'), cell: ({ state }) => <PublicationStateTag state={state} /> },
          {
            key: 'published',
            header: t('facts.published'),
            cell: ({ publishedAt }) => publishedAt && <When at={publishedAt} />,
          },
        ]}
      />
    </Section>
  );
}
