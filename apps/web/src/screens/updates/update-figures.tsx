import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { ReportUpdate } from './report-update.tsx';
import { StateCounts } from './state-counts.tsx';

const FiguresQuery = graphql(`
  query UpdateFiguresOf($publicationId: ID!) {
    updateFigures(publicationId: $publicationId) {
      applications
      failures
      rolledBack
      disputed
      otherPackage
      halted
      undecided
      counts {
        state
        applications
      }
    }
  }
`);

const NUMBERS = ['applications', 'failures', 'rolledBack', 'disputed', 'otherPackage', 'halted', 'undecided'] as const;

interface UpdateFiguresProps {
  publicationId: string;
  /** Whether the package is in force: only then more is told of it. */
  isInForce: boolean;
}

/** For its vendor: what became of an update in all hospitals that deal with it, in numbers. Nobody is named. */
export function UpdateFigures({ publicationId, isInForce }: UpdateFiguresProps) {
  const { t } = useWords('updates');
  const { count } = useNumbers();
  const mayReport = useMay('report UpdateReport') && isInForce;
  const [isReported, setIsReported] = useState(false);
  const [isReporting, { open, close }] = useDisclosure(false, { onOpen: () => setIsReported(false) });
  const { data, error, refetch } = useAnswer(FiguresQuery, { publicationId });
  const figures = data?.updateFigures;
  return (
    <Section
      title={t('figures.title')}
      lead={t('figures.lead')}
      actions={
        <>
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/updates" search={{ publicationId }} {...props} />}
          >
            {t('figures.toList')}
          </Button>
          {mayReport && (
            <Button variant="default" onClick={open}>
              {t('report.open')}
            </Button>
          )}
        </>
      }
    >
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {isReported && <Text role="status">{t('report.done')}</Text>}
      {figures && (
        <Stack gap="sm">
          <StateCounts counts={figures.counts} />
          <Facts facts={NUMBERS.map((number) => ({ label: t(`figures.${number}`), value: count(figures[number]) }))} />
        </Stack>
      )}
      <Dialog opened={isReporting} onClose={close} size="lg" title={t('report.open')}>
        <ReportUpdate
          publicationId={publicationId}
          onCancel={close}
          onDone={() => {
            setIsReported(true);
            close();
          }}
        />
      </Dialog>
    </Section>
  );
}
