import { Button, FileInput, Group, List, Paper, Progress, Stack, Tabs, Text, Textarea } from '@mantine/core';
import { IconFileText, IconList } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../app/language.ts';
import { Page } from '../../ui/page.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { useLogKey } from './log-key.ts';
import { ProvenEventView } from './proven-event.tsx';
import { StepsList } from './steps-list.tsx';
import { useVerification } from './use-verification.ts';
import { Verdict } from './verdict.tsx';
import { logAt, verifyLog } from './verify/log.ts';
import { type ProvenEvent, verifyReceipt } from './verify/receipt.ts';

/** A receipt is a few kilobytes: a larger file is another one. */
const MAX_RECEIPT_BYTES = 1_000_000;

/** Recomputes proofs here, in the browser: a receipt from a file, or the whole log. */
export function VerifyScreen() {
  const { t } = useWords('audit');
  const served = useLogKey();
  const [key, setKey] = useState('');
  useEffect(() => {
    if (served.data) setKey((typed) => typed || (served.data ?? ''));
  }, [served.data]);
  const isOwnKey = key.trim() !== served.data;
  return (
    <Page title={t('verify.title')} lead={t('verify.lead')}>
      {!globalThis.crypto?.subtle && <Text>{t('verify.noCrypto')}</Text>}
      <Textarea
        label={t('verify.key')}
        description={t(isOwnKey ? 'verify.keyOwn' : 'verify.keyServed')}
        value={key}
        autosize
        minRows={2}
        spellCheck={false}
        onChange={({ currentTarget }) => setKey(currentTarget.value)}
      />
      <Tabs defaultValue="receipt" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="receipt" leftSection={<IconFileText size={16} aria-hidden />}>
            {t('verify.tab.receipt')}
          </Tabs.Tab>
          <Tabs.Tab value="log" leftSection={<IconList size={16} aria-hidden />}>
            {t('verify.tab.log')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="receipt">
          <ReceiptPanel keyText={key} />
        </Tabs.Panel>
        <Tabs.Panel value="log">
          <LogPanel keyText={key} />
        </Tabs.Panel>
      </Tabs>
      <Paper withBorder p="md">
        <Text fw={600}>{t('verify.elsewhere')}</Text>
        <List size="sm" mt="xs">
          <List.Item>
            <code>tasuki verify receipt receipt.json --key log.key</code>
          </List.Item>
          <List.Item>
            <code>tasuki verify log {window.location.origin}/trail --key log.key</code>
          </List.Item>
        </List>
      </Paper>
    </Page>
  );
}

function ReceiptPanel({ keyText }: { keyText: string }) {
  const { t } = useWords('audit');
  const verification = useVerification<ProvenEvent | null>();
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = async (file: File | null) => {
    setRefusal(null);
    if (!file) return;
    if (file.size === 0) setRefusal(t('verify.empty'));
    else if (file.size > MAX_RECEIPT_BYTES) setRefusal(t('verify.tooLarge'));
    else await verification.run(verifyReceipt(await file.text(), keyText));
  };
  return (
    <Stack>
      <FileInput
        label={t('verify.file')}
        placeholder={t('verify.choose')}
        accept="application/json,.json"
        clearable
        error={refusal}
        onChange={(file) => void take(file)}
      />
      <Verdict {...verification} of="receipt" />
      <StepsList steps={verification.steps} />
      {verification.isValid && verification.result && <ProvenEventView event={verification.result} />}
    </Stack>
  );
}

function LogPanel({ keyText }: { keyText: string }) {
  const { t } = useWords('audit');
  const { count } = useNumbers();
  const verification = useVerification<void>();
  const [progress, setProgress] = useState({ done: 0, of: 0 });
  const start = () => {
    setProgress({ done: 0, of: 0 });
    void verification.run(verifyLog(logAt('/trail'), keyText, (done, of) => setProgress({ done, of })));
  };
  return (
    <Stack>
      <Text>{t('verify.logText')}</Text>
      <Group>
        <Button onClick={start} loading={verification.isRunning}>
          {t('verify.start')}
        </Button>
        {progress.of > 0 && (
          <Text size="sm" role="status">
            {t('verify.progress', { done: count(progress.done), of: count(progress.of) })}
          </Text>
        )}
      </Group>
      {verification.isRunning && progress.of > 0 && (
        <Progress value={(100 * progress.done) / progress.of} aria-label={t('verify.start')} />
      )}
      <Verdict {...verification} of="log" />
      <StepsList steps={verification.steps} />
    </Stack>
  );
}
