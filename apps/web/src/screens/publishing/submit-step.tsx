import { Alert, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import type { PublishingStep } from '../../app/choices.ts';
import { useDraft } from '../../app/drafts.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { FindingsByFile } from '../../ui/findings.tsx';
import { ActForm } from '../../ui/form.tsx';
import type { OwnPublication } from './publication-query.ts';
import { PublicationDescription } from './publication-description.tsx';
import { PublicationFiles } from './publication-files.tsx';
import type { Transfer } from './transfer/transfers.ts';

const SubmitPublication = graphql(`
  mutation SubmitPublication($input: SubmitPublicationInput!) {
    submitPublication(input: $input) {
      publication {
        id
        state
      }
    }
  }
`);

interface SubmitStepProps {
  publication: OwnPublication;
  moving: readonly Transfer[];
  /** The description was changed and not saved. */
  isUnsaved: boolean;
  onStep: (step: PublishingStep) => void;
}

const LONGEST_JUSTIFICATION = 2000;
/** Names a field of the form: one word of justification goes for one kind of warning in one file. */
const keyOf = ({ uploadId, reason }: { uploadId: string; reason: string }) =>
  `${uploadId} ${reason}`.replaceAll('.', '/');

/** Everything on one page, a justification for each kind of warning, and the hand-over to an approver. */
export function SubmitStep({ publication, moving, isUnsaved, onStep }: SubmitStepProps) {
  const { t } = useWords('publishing');
  const viewer = useViewer();
  const navigate = useNavigate();
  const warnings = publication.findings.filter(({ severity }) => severity === 'WARNING');
  const errors = publication.findings.filter(({ severity }) => severity === 'ERROR');
  const form = useForm<Record<string, string>>({
    initialValues: Object.fromEntries(warnings.map((one) => [keyOf(one), one.justification ?? ''])),
    validate: (values) =>
      Object.fromEntries(
        warnings.filter((one) => !values[keyOf(one)]?.trim()).map((one) => [keyOf(one), t('submit.justifyMissing')]),
      ),
  });
  const draft = useDraft(`publication-justifications:${publication.id}`, viewer.userId, form);
  const submit = useAct(SubmitPublication, {
    onDone() {
      draft.forget();
      return navigate({
        to: '/publishing/$publicationId/review',
        params: { publicationId: publication.id },
      });
    },
  });
  const kinds = [...new Map(warnings.map((one) => [keyOf(one), one])).values()];
  return (
    <Stack gap="xl">
      {isUnsaved && (
        <Alert color="orange" title={t('draft.unsaved')}>
          <Button size="xs" variant="default" onClick={() => onStep('description')}>
            {t('submit.toDescription')}
          </Button>
        </Alert>
      )}
      {moving.length > 0 && (
        <Alert color="orange" title={t('submit.moving', { count: moving.length })}>
          <Button size="xs" variant="default" onClick={() => onStep('files')}>
            {t('submit.toFiles')}
          </Button>
        </Alert>
      )}
      <PublicationDescription publication={publication} />
      <PublicationFiles publication={publication} />
      <ActForm
        form={form}
        act={submit}
        submit={t('submit.submit')}
        onSubmit={(values) =>
          submit.mutate({
            input: {
              publicationId: publication.id,
              justifications: kinds.map(({ uploadId, reason }) => ({
                uploadId,
                reason,
                justification: values[keyOf({ uploadId, reason })]?.trim() ?? '',
              })),
            },
          })
        }
      >
        <Title order={2} size="h3">
          {t('submit.findings')}
        </Title>
        {errors.length > 0 && <Alert color="red">{t('submit.errors', { count: errors.length })}</Alert>}
        {publication.findings.length === 0 && <Text>{t('submit.noFindings')}</Text>}
        <FindingsByFile findings={publication.findings}>
          {(one) =>
            one.severity === 'WARNING' && (
              <Textarea
                label={t('submit.justify')}
                description={t('submit.justifyHint')}
                required
                autosize
                maxLength={LONGEST_JUSTIFICATION}
                {...form.getInputProps(keyOf(one))}
              />
            )
          }
        </FindingsByFile>
        <Group>
          <Text size="sm" c="dimmed">
            {publication.kind === 'ADVISORY' && publication.severity === 'CRITICAL'
              ? t('submit.nextEmergency')
              : t('submit.next')}
          </Text>
        </Group>
      </ActForm>
    </Stack>
  );
}
