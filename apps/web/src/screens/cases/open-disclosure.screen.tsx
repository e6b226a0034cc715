import { useForm } from '@mantine/form';
import { getRouteApi } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { CaseQuery, type CaseOfPage } from './case.query.ts';
import { DisclosureFields, disclosureOf, NO_DISCLOSURE } from './disclosure-fields.tsx';
import { WordsField } from './words-field.tsx';

const OpenDisclosureMutation = graphql(`
  mutation OpenDisclosure($input: OpenDisclosureInput!) {
    openDisclosure(input: $input) {
      case {
        id
      }
    }
  }
`);

const route = getRouteApi('/signed-in/disclosures/new');

/** A vendor opens a disclosure, of its own or from what a hospital reported. */
export function OpenDisclosureScreen() {
  const { t } = useWords('cases');
  const { caseId } = route.useSearch();
  const source = useAnswer(CaseQuery, { id: caseId ?? '' }, { enabled: Boolean(caseId), refreshes: false });
  return (
    <Page
      title={t('disclosure.open')}
      lead={t('disclosure.lead')}
      above={[{ label: t('title'), link: { to: '/cases' } }]}
    >
      {(!caseId || source.data || source.error) && <OpenForm source={source.data?.case} />}
    </Page>
  );
}

function OpenForm({ source }: { source: CaseOfPage | undefined }) {
  const { t } = useWords('cases');
  const navigate = route.useNavigate();
  const act = useAct(OpenDisclosureMutation, {
    onDone: ({ openDisclosure }) => navigate({ to: '/cases/$id', params: { id: openDisclosure.case.id } }),
  });
  const form = useForm({
    initialValues: { ...NO_DISCLOSURE, words: '', releaseIds: source?.releases.map(({ id }) => id) ?? [] },
    validate: {
      title: (title: string) => (title.trim() ? null : t('subjectMissing')),
      words: (words: string) => (words.trim() ? null : t('wordsMissing')),
    },
  });
  return (
    <>
      {source && <Facts facts={[{ label: t('disclosure.source'), value: <span dir="auto">{source.title}</span> }]} />}
      <ActForm
        form={form}
        act={act}
        submit={t('disclosure.open')}
        onSubmit={({ words, ...values }) =>
          act.mutate({ input: { ...disclosureOf(values), words, sourceCaseId: source?.id ?? null } })
        }
      >
        <DisclosureFields form={form} />
        <WordsField label={t('disclosure.words')} description={t('plainText')} field={form.getInputProps('words')} />
      </ActForm>
    </>
  );
}
