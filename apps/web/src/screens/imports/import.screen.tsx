import { Anchor, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { ColumnsForm } from './columns-form.tsx';
import {
  ApplyImport,
  ContinueImport,
  DiscardImport,
  type ImportOfPage,
  ImportQuery,
  type ProductOfFile,
  type SampleRow,
} from './import-query.ts';
import { ProductsToChoose } from './products-to-choose.tsx';
import { useTableKind } from './table-kind.ts';
import { WrongRows } from './wrong-rows.tsx';

export function ImportScreen() {
  const { t } = useWords('imports');
  const { words } = useTableKind();
  const { importId } = useParams({ strict: false });
  const answer = useAnswer(ImportQuery, { id: importId ?? '' });
  return (
    <Answered of={answer} title={t(`${words}.title`)}>
      {({ assetImport, sample, assetImportProducts }) => (
        <ImportPage one={assetImport} sample={sample.edges.map(({ node }) => node)} products={assetImportProducts} />
      )}
    </Answered>
  );
}

interface ImportPageProps {
  one: ImportOfPage;
  sample: readonly SampleRow[];
  products: readonly ProductOfFile[];
}

/** A table of devices on its way: what its columns are, what its rows would do, and then that they do it. */
function ImportPage({ one, sample, products }: ImportPageProps) {
  const { t } = useWords('imports');
  const term = useTerm();
  const { count } = useNumbers();
  const { words, home, all } = useTableKind();
  const mayImport = useMay('make AssetImport');
  const [isMapping, setIsMapping] = useState(false);
  const { state } = one;
  const mapping = mayImport && (state === 'MAPPING' || (isMapping && state === 'CHECKED'));
  return (
    <Page
      title={one.fileName}
      lead={t('page.lead', { rows: count(one.rowCount), state: term('AssetImportState', state) })}
      above={[
        { label: t(`${words}.above`), link: { to: home } },
        { label: t(`${words}.title`), link: { to: all } },
      ]}
      actions={mayImport && (state === 'MAPPING' || state === 'CHECKED') && <Discard importId={one.id} />}
    >
      {mapping && <ColumnsForm one={one} sample={sample} onDone={() => setIsMapping(false)} />}
      {(state === 'CHECKING' || state === 'APPLYING') && <Running one={one} mayImport={mayImport} />}
      {!mapping && (state === 'CHECKED' || state === 'APPLIED') && (
        <>
          <Outcome one={one} />
          {state === 'CHECKED' && mayImport && (
            <Group>
              <Apply one={one} />
              <Button variant="default" onClick={() => setIsMapping(true)}>
                {t('page.mapAnew')}
              </Button>
            </Group>
          )}
          {state === 'CHECKED' && mayImport && <ProductsToChoose importId={one.id} products={products} />}
          <WrongRows one={one} />
        </>
      )}
      {state === 'DISCARDED' && <Text>{t('page.discarded')}</Text>}
    </Page>
  );
}

function Outcome({ one: { counts, state } }: { one: ImportOfPage }) {
  const { t } = useWords('imports');
  const { count } = useNumbers();
  const { words, home } = useTableKind();
  return (
    <Paper withBorder p="lg" maw={960}>
      <Stack gap="xs">
        <Text role="status" fw={600}>
          {t(state === 'APPLIED' ? 'outcome.applied' : 'outcome.checked')}
        </Text>
        {(['new', 'changed'] as const).map((kind) => (
          <Text key={kind}>{t(`${words}.${kind}`, { number: count(counts[kind]) })}</Text>
        ))}
        {(['same', 'wrong'] as const).map((kind) => (
          <Text key={kind}>{t(`outcome.${kind}`, { number: count(counts[kind]) })}</Text>
        ))}
        {state === 'APPLIED' && (
          <Anchor renderRoot={(props) => <Link to={home} {...props} />}>{t(`${words}.to`)}</Anchor>
        )}
      </Stack>
    </Paper>
  );
}

/** Goes on by itself, as long as the page is open; left and opened again, it goes on where it was. */
function Running({ one, mayImport }: { one: ImportOfPage; mayImport: boolean }) {
  const { t } = useWords('imports');
  const { count } = useNumbers();
  const { words: ofKind } = useTableKind();
  const goOn = useAct(ContinueImport);
  const { id, doneCount, rowCount, state } = one;
  useEffect(() => {
    if (mayImport && !goOn.isPending && !goOn.error) goOn.mutate({ input: { importId: id } });
  }, [doneCount, state, goOn.isPending]);
  const words = t(state === 'CHECKING' ? 'running.checking' : `${ofKind}.applying`);
  return (
    <Paper withBorder p="lg" maw={960}>
      <Stack gap="xs">
        <Text>{words}</Text>
        <Progress.Root size="lg">
          <Progress.Section value={(doneCount / rowCount) * 100} aria-label={words} />
        </Progress.Root>
        <Text size="sm">{t('running.done', { done: count(doneCount), rows: count(rowCount) })}</Text>
        {goOn.error && (
          <FailureNotice
            failure={failureOf(goOn.error)}
            onRetry={() => {
              goOn.reset();
              goOn.mutate({ input: { importId: id } });
            }}
          />
        )}
      </Stack>
    </Paper>
  );
}

function Apply({ one: { id, counts } }: { one: ImportOfPage }) {
  const { t } = useWords('imports');
  const { count } = useNumbers();
  const { words } = useTableKind();
  const apply = useAct(ApplyImport);
  const number = counts.new + counts.changed;
  return (
    <Confirm
      label={t(`${words}.label`)}
      title={t('apply.title')}
      act={apply}
      isPrimary
      isDisabled={number === 0}
      onConfirm={() => apply.mutate({ input: { importId: id } })}
    >
      <Text>{t(`${words}.text`, { new: count(counts.new), changed: count(counts.changed) })}</Text>
      {counts.wrong > 0 && <Text>{t('apply.wrong', { number: count(counts.wrong) })}</Text>}
    </Confirm>
  );
}

function Discard({ importId }: { importId: string }) {
  const { t } = useWords('imports');
  const discard = useAct(DiscardImport);
  return (
    <Confirm
      label={t('discard.label')}
      title={t('discard.title')}
      act={discard}
      isGrave
      onConfirm={() => discard.mutate({ input: { importId } })}
    >
      <Text>{t('discard.text')}</Text>
    </Confirm>
  );
}
