import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { SharesChoice } from './shares-choice.tsx';

const ShareAssets = graphql(`
  mutation ShareAssets($input: ShareAssetsInput!) {
    shareAssets(input: $input) {
      relationship {
        id
      }
    }
  }
`);

interface ChangeSharesProps {
  relationshipId: string;
  shares: Enumeration<'Shares'>;
  partner: string;
}

/** The hospital chooses what this vendor sees of its assets. */
export function ChangeShares(props: ChangeSharesProps) {
  const { t } = useWords('dealings');
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('relationships.changeShares')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('relationships.sharesTitle', { partner: props.partner })}>
        <SharesForm {...props} onDone={close} />
      </Dialog>
    </>
  );
}

function SharesForm({ relationshipId, shares, onDone }: ChangeSharesProps & { onDone: () => void }) {
  const { t } = useWords('dealings');
  const share = useAct(ShareAssets, { onDone });
  const form = useForm({ initialValues: { shares } });
  return (
    <ActForm
      form={form}
      act={share}
      submit={t('save')}
      onCancel={onDone}
      onSubmit={(values) => share.mutate({ input: { relationshipId, shares: values.shares } })}
    >
      <SharesChoice {...form.getInputProps('shares')} />
    </ActForm>
  );
}
