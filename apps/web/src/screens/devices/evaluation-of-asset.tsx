import { Anchor, Button, Group, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Section } from '../../ui/section.tsx';
import { EvaluationTag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';

const EvaluationOfAssetQuery = graphql(`
  query EvaluationOfAsset($id: ID!) {
    asset(id: $id) {
      id
      evaluation {
        id
        state
        until
        reason
      }
    }
  }
`);

const RequestEvaluationMutation = graphql(`
  mutation RequestEvaluation($input: RequestEvaluationInput!) {
    requestEvaluation(input: $input) {
      evaluation {
        id
        state
      }
    }
  }
`);

const LONGEST_NOTE = 1_000;
const OPEN = new Set(['REQUESTED', 'CONSENTED']);

/** On the page of a device that is not bought yet: whether its vendor shows what is in force. */
export function EvaluationOfAsset({ assetId }: { assetId: string }) {
  const { t } = useWords('devices');
  const { data } = useAnswer(EvaluationOfAssetQuery, { id: assetId });
  const mayRequest = useMay('request Evaluation');
  if (!data) return null;
  const { evaluation } = data.asset;
  return (
    <Section
      title={t('evaluation.title')}
      lead={t('evaluation.lead')}
      actions={<Anchor renderRoot={(props) => <Link to="/evaluations" {...props} />}>{t('evaluation.all')}</Anchor>}
    >
      {evaluation && (
        <Group gap="sm">
          <EvaluationTag state={evaluation.state} />
          <Text size="sm">
            {t('evaluation.until')}: <Day on={evaluation.until} />
          </Text>
          {evaluation.reason && (
            <Text size="sm" dir="auto">
              {evaluation.reason}
            </Text>
          )}
        </Group>
      )}
      {mayRequest && !(evaluation && OPEN.has(evaluation.state)) && <AskVendor assetId={assetId} />}
    </Section>
  );
}

function AskVendor({ assetId }: { assetId: string }) {
  const { t } = useWords('devices');
  const act = useAct(RequestEvaluationMutation);
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const form = useForm({
    initialValues: { until: '', note: '' },
    validate: { until: (day) => (day ? null : t('evaluation.untilMissing')) },
  });
  return (
    <>
      <Group>
        <Button onClick={open}>{t('evaluation.ask')}</Button>
      </Group>
      <Dialog opened={isOpen} onClose={close} title={t('evaluation.ask')}>
        <ActForm
          form={form}
          act={act}
          submit={t('evaluation.ask')}
          onCancel={close}
          onSubmit={({ until, note }) => act.mutate({ input: { assetId, until, note: note.trim() || null } })}
        >
          <Text>{t('evaluation.askText')}</Text>
          <DayInput label={t('evaluation.until')} {...form.getInputProps('until')} />
          <Textarea
            label={t('evaluation.note')}
            description={t('evaluation.noteHelp')}
            autosize
            minRows={3}
            maxLength={LONGEST_NOTE}
            {...form.getInputProps('note')}
          />
        </ActForm>
      </Dialog>
    </>
  );
}
