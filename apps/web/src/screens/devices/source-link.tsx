import { Anchor, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Enumeration } from '../../app/graphql.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { Tag } from '../../ui/tags.tsx';

export interface Source {
  publication: {
    id: string;
    kind: Enumeration<'PublicationKind'>;
    titleJa: string | null;
    titleEn: string | null;
    publishedAt: string | null;
    vendor: { name: string; englishName: string | null };
  } | null;
  filedDocument: { id: string; kind: Enumeration<'PublicationKind'>; title: string; receivedOn: string } | null;
}

/** The document that says so; of one that the hospital filed, that no vendor has confirmed it. */
export function SourceLink({ source: { publication, filedDocument } }: { source: Source }) {
  const { t } = useWords('devices');
  const term = useTerm();
  const language = useLanguage();
  const isVendor = sideOf(useViewer()) === 'vendor';
  if (publication)
    return (
      <div>
        <Anchor
          dir="auto"
          size="sm"
          renderRoot={(props) => (
            <Link to={`/${isVendor ? 'publishing' : 'publications'}/${publication.id}`} {...props} />
          )}
        >
          {titleOf(publication, language)}
        </Anchor>
        <Text size="xs" c="dimmed">
          {term('PublicationKind', publication.kind)}
        </Text>
      </div>
    );
  if (filedDocument)
    return (
      <div>
        <Anchor
          dir="auto"
          size="sm"
          renderRoot={(props) => <Link to="/filed/$filedId" params={{ filedId: filedDocument.id }} {...props} />}
        >
          {filedDocument.title}
        </Anchor>
        <Group gap={6}>
          <Text size="xs" c="dimmed">
            {term('PublicationKind', filedDocument.kind)}
          </Text>
          <Tag tone="notice">{t('unconfirmed')}</Tag>
        </Group>
      </div>
    );
  return null;
}
