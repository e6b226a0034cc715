import { Alert, Group, Paper, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ReleaseName } from '../../ui/release-name.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day, When } from '../../ui/when.tsx';
import { ItemActs } from './item-acts.tsx';
import { type Transfer, TransferQuery } from './transfer.query.ts';
import { ITEM_TONE, TRANSFER_TONE } from './transfer-tone.ts';

const SignMutation = graphql(`
  mutation SignTransfer($input: SignTransferInput!) {
    signTransfer(input: $input) {
      transfer {
        id
        state
      }
    }
  }
`);

/** One transfer, item by item: what passes over when, who said what, and both signatures. */
export function TransferScreen() {
  const { t } = useWords('lifecycle');
  const { transferId } = useParams({ from: '/signed-in/transfers/$transferId' });
  const answer = useAnswer(TransferQuery, { id: transferId });
  return (
    <Answered of={answer} title={t('transfers.title')}>
      {({ responsibilityTransfer }) => <TransferPage transfer={responsibilityTransfer} />}
    </Answered>
  );
}

function TransferPage({ transfer }: { transfer: Transfer }) {
  const { t } = useWords('lifecycle');
  const term = useTerm();
  const language = useLanguage();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const maySign = useMay('sign ResponsibilityTransfer');
  const sign = useAct(SignMutation);
  const { release, state, items, itemHistory, hospital, vendor, hospitalSignedAt, vendorSignedAt } = transfer;
  const hasSigned = (isHospital ? hospitalSignedAt : vendorSignedAt) !== null;
  const canSign = maySign && !hasSigned && (state === 'ACCEPTED' || state === 'HALF_SIGNED');
  const former = itemHistory.filter(({ id }) => !items.some((item) => item.id === id));
  const signature = (at: string | null) => (at ? <When at={at} /> : t('transfers.unsignedYet'));
  return (
    <Page
      title={`${nameOf(release.product, language)} ${release.version}`}
      lead={t('transfers.lead')}
      above={[{ label: t('transfers.title'), link: { to: '/transfers' } }]}
      actions={
        canSign && (
          <Confirm
            label={t('transfers.sign')}
            title={t('transfers.signTitle')}
            act={sign}
            isPrimary
            onConfirm={() => sign.mutate({ input: { transferId: transfer.id } })}
          >
            <Text>{t('transfers.signText')}</Text>
          </Confirm>
        )
      }
    >
      <Paper withBorder p="lg">
        <Facts
          facts={[
            { label: t('state'), value: <Tag tone={TRANSFER_TONE[state]}>{term('TransferState', state)}</Tag> },
            { label: t('timeline.release'), value: <ReleaseName release={release} /> },
            { label: t('transfers.vendor'), value: nameOf(vendor, language) },
            { label: t('transfers.hospital'), value: nameOf(hospital, language) },
            { label: t('transfers.vendorSigned'), value: <span>{signature(vendorSignedAt)}</span> },
            { label: t('transfers.hospitalSigned'), value: <span>{signature(hospitalSignedAt)}</span> },
          ]}
        />
      </Paper>
      <Alert title={t('transfers.staysTitle')}>
        <ul>
          {transfer.staysWithVendor.map((kept) => (
            <li key={kept}>{term('KeptResponsibility', kept)}</li>
          ))}
        </ul>
      </Alert>
      <Section title={t('transfers.items')} lead={t(isHospital ? 'transfers.itemsHospital' : 'transfers.itemsVendor')}>
        <Stack component="ol" gap="sm" p={0} m={0}>
          {items.map((item) => (
            <Paper component="li" withBorder p="md" key={item.id} style={{ listStyle: 'none' }}>
              <Stack gap="xs">
                <Group gap="xs">
                  <Text fw={650}>
                    {item.number}. {term('TransferItemKind', item.kind)}
                  </Text>
                  <Tag tone={ITEM_TONE[item.state]}>{term('TransferItemState', item.state)}</Tag>
                  {item.isInEffect && <Tag tone="good">{t('transfers.inEffect')}</Tag>}
                </Group>
                <Text dir="auto" style={{ whiteSpace: 'pre-wrap' }}>
                  {item.text}
                </Text>
                <Text size="sm" c="dimmed">
                  {t('transfers.effectiveOn')} <Day on={item.effectiveOn} />
                </Text>
                {item.note && (
                  <Text size="sm">
                    {t('transfers.contestedBecause')} <q dir="auto">{item.note}</q>
                  </Text>
                )}
                {state !== 'SIGNED' && state !== 'HALF_SIGNED' && <ItemActs item={item} isHospital={isHospital} />}
              </Stack>
            </Paper>
          ))}
        </Stack>
      </Section>
      {former.length > 0 && (
        <Section title={t('transfers.history')}>
          <PlainTable
            label={t('transfers.history')}
            rows={former}
            keyOf={({ id }) => id}
            columns={[
              { key: 'item', header: t('transfers.number'), cell: ({ number, version }) => `${number} (${version})` },
              { key: 'text', header: t('transfers.text'), cell: ({ text }) => <span dir="auto">{text}</span> },
              { key: 'note', header: t('transfers.note'), cell: ({ note }) => <span dir="auto">{note}</span> },
              {
                key: 'state',
                header: t('state'),
                cell: (one) => <Tag tone={ITEM_TONE[one.state]}>{term('TransferItemState', one.state)}</Tag>,
              },
              { key: 'at', header: t('transfers.proposedAt'), cell: ({ proposedAt }) => <When at={proposedAt} /> },
            ]}
          />
        </Section>
      )}
    </Page>
  );
}
