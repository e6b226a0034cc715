import { Button, Checkbox, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { OFFER_KINDS } from '../../app/choices.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';

const OfferMutation = graphql(`
  mutation OfferHandovers($input: OfferHandoversInput!) {
    offerHandovers(input: $input) {
      handovers {
        id
      }
    }
  }
`);

const WhereFromQuery = graphql(`
  query WhereAssetIsFrom($id: ID!) {
    asset(id: $id) {
      handovers {
        kind
        state
        direction
        giver {
          name
        }
      }
    }
  }
`);

const LONGEST_NOTE = 2_000;

/** Offers a device to another hospital, named by its code; what is on loan goes back to whom it is from. */
export function HandOver({ assetId }: { assetId: string }) {
  const { t } = useWords('handovers');
  const [isOpen, { open, close }] = useDisclosure();
  const { data } = useAnswer(WhereFromQuery, { id: assetId });
  if (!data) return null;
  const { handovers } = data.asset;
  if (handovers.some(({ state, direction }) => state === 'OFFERED' && direction === 'OUT')) return null;
  const lender = handovers.find(
    ({ kind, state, direction }) => kind === 'LENT' && state === 'TAKEN_OVER' && direction === 'IN',
  );
  const title = t(lender ? 'offer.returnIt' : 'offer.do');
  return (
    <>
      <Button variant="default" onClick={open}>
        {title}
      </Button>
      <Dialog opened={isOpen} onClose={close} size="lg" title={title}>
        <OfferForm assetId={assetId} lenderName={lender?.giver.name ?? null} onDone={close} />
      </Dialog>
    </>
  );
}

interface OfferFormProps {
  assetId: string;
  /** Null where it is the hospital's own. */
  lenderName: string | null;
  onDone: () => void;
}

function OfferForm({ assetId, lenderName, onDone }: OfferFormProps) {
  const { t } = useWords('handovers');
  const term = useTerm();
  const isReturn = lenderName !== null;
  const act = useAct(OfferMutation, { onDone });
  const form = useForm({
    initialValues: {
      kind: (isReturn ? 'RETURNED' : 'SOLD') as Enumeration<'HandoverKind'>,
      code: '',
      handedOverOn: '',
      returnBy: '',
      note: '',
      isHistoryPassedOn: true,
    },
    validate: {
      code: (code) => (isReturn || code.trim() ? null : t('offer.codeMissing')),
      handedOverOn: (day) => (day ? null : t('offer.dayMissing')),
      returnBy: (day, { kind }) => (day || kind !== 'LENT' ? null : t('offer.returnMissing')),
    },
  });
  const { kind, isHistoryPassedOn } = form.values;
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('offer.submit')}
      onCancel={onDone}
      onSubmit={({ code, returnBy, note, ...values }) =>
        act.mutate({
          input: {
            ...values,
            assetIds: [assetId],
            code: isReturn ? null : code.trim(),
            returnBy: kind === 'LENT' ? returnBy : null,
            note: note.trim() || null,
          },
        })
      }
    >
      <Text size="sm">{isReturn ? t('offer.returnText', { lender: lenderName }) : t('offer.text')}</Text>
      {!isReturn && (
        <>
          <Select
            label={t('kind')}
            allowDeselect={false}
            data={OFFER_KINDS.map((value) => ({ value, label: term('HandoverKind', value) }))}
            {...form.getInputProps('kind')}
          />
          <TextInput
            label={t('offer.code')}
            description={t('offer.codeHelp')}
            autoComplete="off"
            withAsterisk
            {...form.getInputProps('code')}
          />
        </>
      )}
      <DayInput label={t('handedOverOn')} withAsterisk {...form.getInputProps('handedOverOn')} />
      {kind === 'LENT' && <DayInput label={t('returnBy')} withAsterisk {...form.getInputProps('returnBy')} />}
      <Textarea
        label={t('note')}
        description={t('offer.noteHelp')}
        autosize
        minRows={2}
        maxLength={LONGEST_NOTE}
        {...form.getInputProps('note')}
      />
      <Checkbox
        label={t('offer.history')}
        description={t('offer.historyHelp')}
        checked={isHistoryPassedOn}
        onChange={({ currentTarget }) => form.setFieldValue('isHistoryPassedOn', currentTarget.checked)}
      />
    </ActForm>
  );
}
