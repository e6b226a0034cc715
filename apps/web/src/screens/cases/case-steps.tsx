import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Section } from '../../ui/section.tsx';
import type { CaseOfPage } from './case.query.ts';
import { WordsField } from './words-field.tsx';

const MoveCaseMutation = graphql(`
  mutation MoveCase($input: MoveCaseInput!) {
    moveCase(input: $input) {
      case {
        id
      }
    }
  }
`);

const OwnAdvisoriesQuery = graphql(`
  query OwnAdvisories($vendorId: ID!) {
    publications(first: 50, vendorId: $vendorId, kind: ADVISORY, state: PUBLISHED) {
      edges {
        node {
          id
          titleJa
          titleEn
        }
      }
    }
  }
`);

type Step = CaseOfPage['nextSteps'][number];

/** What may come next: a button where one may take the step, and else who can. */
export function CaseSteps({ one }: { one: CaseOfPage }) {
  const { t } = useWords('cases');
  const term = useTerm();
  const mayMove = useMay('move Case');
  const ownId = useViewer().organisation?.id;
  const own = ownId === one.vendor.id ? 'VENDOR' : ownId === one.hospital?.id ? 'HOSPITAL' : null;
  const isOwn = ({ side }: Step) => mayMove && own !== null && (side === own || side === 'EITHER');
  const others = one.nextSteps.filter((step) => !isOwn(step));
  return (
    <Section title={t('steps.title')}>
      <Group>
        {one.nextSteps.filter(isOwn).map(({ to }, index) => (
          <TakeStep key={to} one={one} to={to} isPrimary={index === 0} />
        ))}
      </Group>
      {others.length > 0 && (
        <Stack component="ul" gap={2} m={0}>
          {others.map(({ to, side }) => (
            <li key={to}>
              <Text size="sm">{t('steps.byOther', { step: term('CaseState', to), who: t(`steps.who.${side}`) })}</Text>
            </li>
          ))}
        </Stack>
      )}
    </Section>
  );
}

interface TakeStepProps {
  one: CaseOfPage;
  to: Enumeration<'CaseState'>;
  isPrimary: boolean;
}

function TakeStep({ one: { id, version, state, vendor }, to, isPrimary }: TakeStepProps) {
  const { t } = useWords('cases');
  const term = useTerm();
  const label = state === 'CLOSED' ? t('steps.reopen') : t('steps.to', { step: term('CaseState', to) });
  const act = useAct(MoveCaseMutation, { onDone: () => close() });
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const needsAdvisory = to === 'ADVISORY_PUBLISHED';
  const form = useForm({
    initialValues: { words: '', publicationId: '' },
    validate: {
      words: (words) => (words.trim() ? null : t('wordsMissing')),
      publicationId: (chosen) => (needsAdvisory && !chosen ? t('steps.advisoryMissing') : null),
    },
  });
  return (
    <>
      <Button variant={isPrimary ? 'filled' : 'default'} onClick={open}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={label}>
        <ActForm
          form={form}
          act={act}
          submit={label}
          onCancel={close}
          onSubmit={({ words, publicationId }) =>
            act.mutate({ input: { caseId: id, version, to, words, publicationId: publicationId || null } })
          }
        >
          <Text>{t('steps.text')}</Text>
          {needsAdvisory && <AdvisoryField vendorId={vendor.id} field={form.getInputProps('publicationId')} />}
          <WordsField label={t('steps.words')} field={form.getInputProps('words')} />
        </ActForm>
      </Dialog>
    </>
  );
}

function AdvisoryField({ vendorId, field }: { vendorId: string; field: object }) {
  const { t } = useWords('cases');
  const language = useLanguage();
  const { data } = useAnswer(OwnAdvisoriesQuery, { vendorId });
  return (
    <Select
      label={t('disclosure.advisory')}
      searchable
      nothingFoundMessage={t('steps.noAdvisory')}
      data={(data?.publications.edges ?? []).map(({ node }) => ({ value: node.id, label: titleOf(node, language) }))}
      {...field}
    />
  );
}
