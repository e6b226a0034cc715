import { useForm } from '@mantine/form';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { KINDS, type PublishingStep } from '../../app/choices.ts';
import { useDraft } from '../../app/drafts.ts';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { DescriptionForm } from './description-form.tsx';
import { blankDescription, descriptionInput } from './description-values.ts';
import { FilesStep } from './files-step.tsx';
import { KindStep } from './kind-step.tsx';
import { useOwnRelease } from '../../app/own-releases.ts';
import { Steps } from './steps.tsx';
import { titleValidation } from './title-validation.ts';
import { transfers } from './transfer/transfers.ts';
import { useTransfers } from './transfer/use-transfers.ts';

const DraftPublication = graphql(`
  mutation DraftPublication($input: DraftPublicationInput!) {
    draftPublication(input: $input) {
      publication {
        id
      }
    }
  }
`);

const NEW = 'new';

/** From a file to a draft: kind, files, description. The draft is the server's once it has a title. */
export function NewPublicationScreen() {
  const { t } = useWords('publishing');
  const term = useTerm();
  const viewer = useViewer();
  const mayDraft = useMay('draft Publication');
  const navigate = useNavigate();
  const { step = 'kind', kind: askedKind, releaseId } = useSearch({ from: '/signed-in/publishing/new' });
  const askedRelease = useOwnRelease(releaseId);
  const moving = useTransfers(viewer.userId, NEW);

  const chosen = useForm<{ kind: Enumeration<'PublicationKind'> | null }>({ initialValues: { kind: null } });
  const kindDraft = useDraft('publication-kind', viewer.userId, chosen);
  const kind = KINDS.find((one) => one === chosen.values.kind) ?? null;
  const form = useForm({
    initialValues: blankDescription(null),
    validate: titleValidation(t('description.titleMissing')),
  });
  const draft = useDraft('publication-description', viewer.userId, form);

  const act = useAct(DraftPublication, {
    onDone({ draftPublication: { publication } }, { input }) {
      draft.forget();
      kindDraft.forget();
      transfers.forgetUploads(input.uploadIds ?? []);
      transfers.move(moving, publication.id);
      return navigate({
        to: '/publishing/$publicationId',
        params: { publicationId: publication.id },
        search: { step: 'audience' },
      });
    },
  });
  const goTo = (to: PublishingStep) => void navigate({ to: '/publishing/new', search: { step: to } });
  const choose = (to: Enumeration<'PublicationKind'>) => {
    chosen.setFieldValue('kind', to);
    // Severity and what is asked follow the kind as long as nobody chose otherwise.
    const { severity, actions } = blankDescription(to);
    if (!form.isDirty('severity') || !form.isTouched('severity')) form.setValues({ severity, actions });
  };

  // What the address asks for goes over what was begun before; once, for one may then choose otherwise.
  useEffect(() => {
    if (askedKind) choose(askedKind);
  }, [askedKind]);
  useEffect(() => {
    if (askedRelease) form.setFieldValue('releaseIds', [askedRelease]);
  }, [askedRelease?.id]);

  if (!mayDraft || !viewer.userId) {
    return (
      <Page title={t('new.title')}>
        <Empty title={t('new.notPublisher')}>{t('new.notPublisherText')}</Empty>
      </Page>
    );
  }
  // Without a kind there is nothing to describe: an address that says otherwise begins at the beginning.
  const shown = kind === null ? 'kind' : step;
  return (
    <Page
      title={kind ? t('new.titleOf', { kind: term('PublicationKind', kind) }) : t('new.title')}
      lead={t('new.lead')}
      above={[{ label: t('list.title'), link: { to: '/publishing' } }]}
    >
      <Steps current={shown} open={kind ? ['kind', 'files', 'description'] : ['kind']} onStep={goTo} />
      {shown === 'kind' && <KindStep kind={kind} onChoose={choose} onNext={() => goTo('files')} />}
      {shown === 'files' && kind && (
        <FilesStep
          kind={kind}
          userId={viewer.userId}
          place={NEW}
          moving={moving}
          draft={null}
          onNext={() => goTo('description')}
        />
      )}
      {kind && !['kind', 'files'].includes(shown) && (
        <DescriptionForm
          kind={kind}
          form={form}
          act={act}
          onSubmit={(values) =>
            act.mutate({
              input: {
                ...descriptionInput(values),
                kind,
                uploadIds: moving.flatMap(({ stage, uploadId }) => (stage === 'READY' && uploadId ? [uploadId] : [])),
              },
            })
          }
        />
      )}
    </Page>
  );
}
