import { Button, Group, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { failureOf } from '../../app/failure.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { LONGEST_ITEM } from './propose-transfer.tsx';
import type { TransferItem } from './transfer.query.ts';

const Accept = graphql(`
  mutation AcceptTransferItem($input: OneTransferItemInput!) {
    acceptTransferItem(input: $input) {
      transfer {
        id
      }
    }
  }
`);

const Contest = graphql(`
  mutation ContestTransferItem($input: ContestTransferItemInput!) {
    contestTransferItem(input: $input) {
      transfer {
        id
      }
    }
  }
`);

const Repropose = graphql(`
  mutation ReproposeTransferItem($input: ReproposeTransferItemInput!) {
    reproposeTransferItem(input: $input) {
      transfer {
        id
      }
    }
  }
`);

const Withdraw = graphql(`
  mutation WithdrawTransferItem($input: OneTransferItemInput!) {
    withdrawTransferItem(input: $input) {
      transfer {
        id
      }
    }
  }
`);

interface ItemActsProps {
  item: TransferItem;
  isHospital: boolean;
}

/** The hospital accepts an item or says what is wrong with it; the vendor words it anew or withdraws it. */
export function ItemActs({ item, isHospital }: ItemActsProps) {
  const mayAnswer = useMay('answer ResponsibilityTransfer');
  const mayPropose = useMay('propose ResponsibilityTransfer');
  if (isHospital) return mayAnswer && item.state === 'PROPOSED' && <Answer item={item} />;
  return mayPropose && item.state !== 'WITHDRAWN' && <Reword item={item} />;
}

function Answer({ item }: { item: TransferItem }) {
  const { t } = useWords('lifecycle');
  const [isContesting, { open, close }] = useDisclosure();
  const accept = useAct(Accept);
  const contest = useAct(Contest, { onDone: close });
  const form = useForm({
    initialValues: { note: '' },
    validate: { note: (note) => (note.trim() ? null : t('transfers.noteMissing')) },
  });
  return (
    <>
      <Group gap="xs">
        <Button loading={accept.isPending} onClick={() => accept.mutate({ input: { itemId: item.id } })}>
          {t('transfers.accept')}
        </Button>
        <Button variant="default" onClick={open}>
          {t('transfers.contest')}
        </Button>
      </Group>
      {accept.error && <FailureNotice failure={failureOf(accept.error)} />}
      <Dialog opened={isContesting} onClose={close} title={t('transfers.contestTitle')}>
        <ActForm
          form={form}
          act={contest}
          submit={t('transfers.contest')}
          onCancel={close}
          onSubmit={({ note }) => contest.mutate({ input: { itemId: item.id, note: note.trim() } })}
        >
          <Textarea
            label={t('transfers.note')}
            description={t('transfers.noteHelp')}
            withAsterisk
            autosize
            minRows={2}
            maxLength={LONGEST_ITEM}
            {...form.getInputProps('note')}
          />
        </ActForm>
      </Dialog>
    </>
  );
}

function Reword({ item }: { item: TransferItem }) {
  const { t } = useWords('lifecycle');
  const [isRewording, { open, close }] = useDisclosure();
  const repropose = useAct(Repropose, { onDone: close });
  const withdraw = useAct(Withdraw);
  const form = useForm({
    initialValues: { text: item.text, effectiveOn: item.effectiveOn },
    validate: {
      text: (text) => (text.trim() ? null : t('transfers.textMissing')),
      effectiveOn: (day) => (day ? null : t('decide.dayMissing')),
    },
  });
  return (
    <Group gap="xs">
      <Button variant={item.state === 'CONTESTED' ? 'filled' : 'default'} onClick={open}>
        {t('transfers.reword')}
      </Button>
      <Confirm
        label={t('transfers.withdraw')}
        title={t('transfers.withdrawTitle')}
        act={withdraw}
        onConfirm={() => withdraw.mutate({ input: { itemId: item.id } })}
      >
        <Text>{t('transfers.withdrawText')}</Text>
      </Confirm>
      <Dialog opened={isRewording} onClose={close} title={t('transfers.reword')}>
        <ActForm
          form={form}
          act={repropose}
          submit={t('transfers.reword')}
          onCancel={close}
          onSubmit={({ text, effectiveOn }) =>
            repropose.mutate({
              input: { itemId: item.id, text: text.trim(), effectiveOn, siteIds: item.siteIds },
            })
          }
        >
          <Textarea
            label={t('transfers.text')}
            withAsterisk
            autosize
            minRows={2}
            maxLength={LONGEST_ITEM}
            {...form.getInputProps('text')}
          />
          <DayInput label={t('transfers.effectiveOn')} withAsterisk {...form.getInputProps('effectiveOn')} />
        </ActForm>
      </Dialog>
    </Group>
  );
}
