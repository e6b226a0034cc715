import { SimpleGrid } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Enumeration } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { Figure } from '../../ui/figure.tsx';
import type { ResponsesOf } from './responses.query.ts';

interface ResponseFiguresProps {
  publicationId: string;
  notice: Enumeration<'Notice'>;
  progress: NonNullable<ResponsesOf['progress']>;
}

/** The numbers, each leading to the hospitals that it counts. */
export function ResponseFigures({ publicationId, notice, progress }: ResponseFiguresProps) {
  const { t } = useWords('vendor');
  const { delivered, viewed, acknowledged, overdue, outside } = progress;
  const to = (state: Enumeration<'RecipientState'> | undefined, hash: string) => (props: Record<string, unknown>) => (
    <Link
      to="/publishing/$publicationId/responses"
      params={{ publicationId }}
      search={{ notice, ...(state ? { state } : {}) }}
      hash={hash}
      {...props}
    />
  );
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }}>
      <Figure
        label={t('figure.overdue')}
        value={overdue}
        tone={overdue ? 'grave' : 'quiet'}
        renderRoot={to('OVERDUE', 'recipients')}
      />
      <Figure
        label={t('figure.acknowledged')}
        value={acknowledged}
        tone="quiet"
        renderRoot={to('ANSWERED', 'recipients')}
      />
      <Figure label={t('figure.viewed')} value={viewed} tone="quiet" renderRoot={to(undefined, 'recipients')} />
      <Figure label={t('figure.delivered')} value={delivered} tone="quiet" renderRoot={to(undefined, 'recipients')} />
      <Figure label={t('figure.outside')} value={outside} tone="quiet" renderRoot={to(undefined, 'outside')} />
    </SimpleGrid>
  );
}
