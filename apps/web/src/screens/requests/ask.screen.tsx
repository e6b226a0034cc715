import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { useAttached } from '../publishing/attached-files.tsx';
import { QuestionFields } from './question-fields.tsx';
import { Files } from './request-acts.tsx';
import { SimilarAnswers } from '../answers/similar-answers.tsx';
import { VendorLink } from '../answers/vendor-link.tsx';
import { PromiseList } from './promise-list.tsx';

const AskedAboutQuery = graphql(`
  query AskedAbout(
    $productId: ID!
    $releaseId: ID!
    $publicationId: ID!
    $isProduct: Boolean!
    $isRelease: Boolean!
    $isPublication: Boolean!
  ) {
    product(id: $productId) @include(if: $isProduct) {
      id
      name
      englishName
      vendor {
        id
        name
        englishName
      }
    }
    release(id: $releaseId) @include(if: $isRelease) {
      id
      version
      product {
        id
        name
        englishName
        vendor {
          id
          name
          englishName
        }
      }
    }
    publication(id: $publicationId) @include(if: $isPublication) {
      id
      titleJa
      titleEn
      vendor {
        id
        name
        englishName
      }
    }
  }
`);

const AskVendorMutation = graphql(`
  mutation AskVendor($input: AskVendorInput!) {
    askVendor(input: $input) {
      request {
        id
      }
    }
  }
`);

const TEMPLATES = ['sbom', 'mds2', 'vulnerability', 'endOfSupport', 'antivirus'] as const;
const DETAILS = ['mds2QuestionId', 'component', 'vulnerability'] as const;
type Detail = (typeof DETAILS)[number];

const LONGEST_DETAIL = 300;

const route = getRouteApi('/signed-in/requests/new');

/** A question to a vendor about what the address names, from a template or in own words. */
export function AskScreen() {
  const { t } = useWords('requests');
  const language = useLanguage();
  const { productId, releaseId, publicationId } = route.useSearch();
  const subjectId = publicationId ?? releaseId ?? productId ?? '';
  const asked = useAnswer(
    AskedAboutQuery,
    {
      productId: subjectId,
      releaseId: subjectId,
      publicationId: subjectId,
      isPublication: publicationId !== undefined,
      isRelease: publicationId === undefined && releaseId !== undefined,
      isProduct: publicationId === undefined && releaseId === undefined,
    },
    { enabled: subjectId !== '', refreshes: false },
  );
  const above = [{ label: t('title'), link: { to: '/requests' as const } }];
  if (subjectId === '') {
    return (
      <Page title={t('ask.title')} above={above}>
        <Empty title={t('ask.noSubject')}>{t('ask.noSubjectText')}</Empty>
      </Page>
    );
  }
  const { product, release, publication } = asked.data ?? {};
  const vendor = (publication ?? release?.product ?? product)?.vendor;
  const about = publication
    ? titleOf(publication, language)
    : [nameOf(release?.product ?? product ?? { name: '', englishName: null }, language), release?.version].join(' ');
  return (
    <Page title={t('ask.title')} lead={t('ask.lead')} above={above}>
      {asked.error && <FailureNotice failure={failureOf(asked.error)} />}
      {vendor && (
        <>
          <Facts
            facts={[
              { label: t('about'), value: <span dir="auto">{about}</span> },
              { label: t('vendor'), value: <VendorLink vendor={vendor} /> },
            ]}
          />
          <Section title={t('promised')} lead={t('ask.promisedLead')}>
            <PromiseList vendorId={vendor.id} />
          </Section>
          <AskForm vendorId={vendor.id} />
        </>
      )}
    </Page>
  );
}

function AskForm({ vendorId }: { vendorId: string }) {
  const { t } = useWords('requests');
  const { productId, releaseId, publicationId } = route.useSearch();
  const navigate = route.useNavigate();
  const place = `ask:${publicationId ?? releaseId ?? productId ?? ''}`;
  const attached = useAttached(place);
  const act = useAct(AskVendorMutation, {
    onDone: ({ askVendor }) => {
      attached.forget();
      return navigate({ to: '/requests/$id', params: { id: askVendor.request.id } });
    },
  });
  const form = useForm({
    initialValues: {
      urgency: 'NORMAL' as Enumeration<'RequestUrgency'>,
      detail: '' as Detail | '',
      detailWords: '',
      title: '',
      words: '',
      files: '',
    },
    validate: {
      files: () => (attached.isMoving ? t('attach.waiting') : null),
      title: (title) => (title.trim() ? null : t('ask.titleMissing')),
      words: (words) => (words.trim() ? null : t('wordsMissing')),
      detailWords: (words, { detail }) => (detail && !words.trim() ? t('ask.detailMissing') : null),
    },
  });
  const { detail, title, words } = form.getValues();
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('ask.send')}
      onSubmit={({ urgency, detail: kind, detailWords, ...said }) =>
        act.mutate({
          input: {
            ...(publicationId ? { publicationId } : releaseId ? { releaseId } : { productId: productId ?? null }),
            ...(kind && { [kind]: detailWords }),
            urgency,
            title: said.title,
            words: said.words,
            attachmentIds: attached.uploadIds,
          },
        })
      }
    >
      <Select
        label={t('ask.template')}
        description={t('ask.templateHelp')}
        clearable
        data={TEMPLATES.map((value) => ({ value, label: t(`templates.${value}.title`) }))}
        onChange={(chosen) => {
          const template = TEMPLATES.find((one) => one === chosen);
          if (!template) return;
          form.setFieldValue('title', t(`templates.${template}.title`));
          form.setFieldValue('words', t(`templates.${template}.words`));
          if (template === 'vulnerability') form.setFieldValue('detail', 'vulnerability');
        }}
      />
      <Select
        label={t('ask.detail')}
        placeholder={t('ask.noDetail')}
        clearable
        data={DETAILS.map((value) => ({ value, label: t(`ask.details.${value}`) }))}
        {...form.getInputProps('detail')}
        onChange={(chosen) => form.setFieldValue('detail', DETAILS.find((one) => one === chosen) ?? '')}
      />
      {detail && (
        <TextInput
          label={t(`ask.details.${detail}`)}
          maxLength={LONGEST_DETAIL}
          {...form.getInputProps('detailWords')}
        />
      )}
      <QuestionFields inputOf={(field) => form.getInputProps(field)} />
      <Files place={place} error={form.errors['files']} />
      <SimilarAnswers vendorId={vendorId} text={`${title}\n${words}`} />
    </ActForm>
  );
}
