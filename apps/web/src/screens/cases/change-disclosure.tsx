import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import type { CaseOfPage } from './case.query.ts';
import { DisclosureFields, disclosureOf, type DisclosureValues } from './disclosure-fields.tsx';

const ChangeDisclosureMutation = graphql(`
  mutation ChangeDisclosure($input: ChangeDisclosureInput!) {
    changeDisclosure(input: $input) {
      case {
        id
      }
    }
  }
`);

/** What is known now of a disclosure, for whoever may say. */
export function ChangeDisclosure({ one }: { one: CaseOfPage }) {
  const { t } = useWords('cases');
  const mayChange = useMay('change Case');
  const [isOpen, { open, close }] = useDisclosure(false);
  if (!mayChange) return null;
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('disclosure.change')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('disclosure.change')}>
        <ChangeForm one={one} onDone={close} />
      </Dialog>
    </>
  );
}

function ChangeForm({ one, onDone }: { one: CaseOfPage; onDone: () => void }) {
  const { t } = useWords('cases');
  const act = useAct(ChangeDisclosureMutation, { onDone });
  const form = useForm<DisclosureValues>({
    initialValues: {
      title: one.title,
      reporterName: one.reporterName ?? '',
      cveIds: one.cveIds,
      jvnIds: one.jvnIds,
      releaseIds: one.releases.map(({ id }) => id),
      embargoUntil: one.embargoUntil ?? '',
    },
    validate: { title: (title) => (title.trim() ? null : t('subjectMissing')) },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('disclosure.change')}
      onCancel={onDone}
      onSubmit={(values) => act.mutate({ input: { caseId: one.id, version: one.version, ...disclosureOf(values) } })}
    >
      <DisclosureFields form={form} />
    </ActForm>
  );
}
