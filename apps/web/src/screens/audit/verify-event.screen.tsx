import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { failureOf } from '../../app/failure.ts';
import { useWords } from '../../app/language.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { saveFile } from '../../ui/save-file.ts';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useLogKey } from './log-key.ts';
import { ProvenEventView } from './proven-event.tsx';
import { receiptOf } from './receipts.ts';
import { StepsList } from './steps-list.tsx';
import { useVerification } from './use-verification.ts';
import { Verdict } from './verdict.tsx';
import { type ProvenEvent, verifyReceipt } from './verify/receipt.ts';

/** One event of the trail: its receipt is fetched and recomputed here, step by step. */
export function VerifyEventScreen() {
  const { t } = useWords('audit');
  const { eventId } = useParams({ from: '/signed-in/records/$eventId/verify' });
  const side = sideOf(useViewer());
  const key = useLogKey();
  const receipt = useQuery({
    queryKey: ['receipt', eventId, side],
    queryFn: () => receiptOf(eventId, side),
    // Each reading of an auditor is recorded: once is enough.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const verification = useVerification<ProvenEvent | null>();
  const { run } = verification;
  useEffect(() => {
    if (receipt.data && key.data) void run(verifyReceipt(receipt.data.content, key.data));
  }, [receipt.data, key.data, run]);

  const error = receipt.error ?? key.error;
  const { data } = receipt;
  return (
    <Page
      title={t('verify.eventTitle')}
      lead={t('verify.lead')}
      above={[{ label: t('trail.title'), link: { to: '/records' } }]}
      actions={
        data && (
          <Button variant="default" onClick={() => saveFile(data.fileName, data.content, 'application/json')}>
            {t('trail.receipt')}
          </Button>
        )
      }
    >
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void receipt.refetch()} />}
      {!error && !data && <Waiting />}
      <Verdict {...verification} of="receipt" />
      {data && <StepsList steps={verification.steps} />}
      {verification.isValid && verification.result && <ProvenEventView event={verification.result} />}
    </Page>
  );
}
