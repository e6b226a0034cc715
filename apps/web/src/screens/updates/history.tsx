import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useColleagues } from '../../app/colleagues.ts';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useOrganisationNames } from '../../app/organisation-names.ts';
import { useAct } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers, When } from '../../ui/when.tsx';
import { UPDATE_TONE } from './update-words.ts';
import type { UpdateOfPage } from './update.query.ts';
import classes from './updates.module.css';

const DownloadEvidence = graphql(`
  mutation DownloadEvidence($input: RequestDownloadInput!) {
    requestDownload(input: $input) {
      url
    }
  }
`);

type Step = UpdateOfPage['steps'][number];

/** Every step with who took it, when, and what was said and shown with it; the newest first. */
export function History({ steps }: { steps: readonly Step[] }) {
  const { t } = useWords('updates');
  const download = useAct(DownloadEvidence, {
    onDone: ({ requestDownload }) => window.location.assign(requestDownload.url),
  });
  return (
    <Section title={t('history.title')}>
      {download.error && <FailureNotice failure={failureOf(download.error)} />}
      <ol className={classes['plain']} aria-label={t('history.title')}>
        {steps.toReversed().map((step) => (
          <StepRow key={step.id} step={step} onDownload={(artifactId) => download.mutate({ input: { artifactId } })} />
        ))}
      </ol>
    </Section>
  );
}

function StepRow({ step, onDownload }: { step: Step; onDownload: (uploadId: string) => void }) {
  const { t } = useWords('updates');
  const term = useTerm();
  const { size } = useNumbers();
  const who = useWho();
  const { act, toState, fromState, note, recordedAt, evidence } = step;
  return (
    <Paper component="li" withBorder p="md">
      <Stack gap={4}>
        <Group gap="xs">
          {act === 'MOVED' ? (
            <Tag tone={UPDATE_TONE[toState]}>{term('UpdateState', toState)}</Tag>
          ) : (
            <Text fw={650}>{term('UpdateStepAct', act)}</Text>
          )}
          {act === 'MOVED' && fromState && (
            <Text size="sm" c="dimmed">
              {t('history.from', { state: term('UpdateState', fromState) })}
            </Text>
          )}
        </Group>
        {note && (
          <Text dir="auto" style={{ whiteSpace: 'pre-wrap' }}>
            {note}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          <When at={recordedAt} /> · <bdi>{who(step)}</bdi>
        </Text>
        {evidence.length > 0 && (
          <Group gap="xs">
            {evidence.map(({ id, uploadId, name, sizeBytes }) => (
              <Button
                key={id}
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={() => onDownload(uploadId)}
              >
                <span dir="auto">{`${name} (${size(sizeBytes)})`}</span>
              </Button>
            ))}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

/** A colleague by name; of the other side the organisation is known, not its people. Under a mandate, also for whom. */
function useWho() {
  const { t } = useWords('updates');
  const colleagues = useColleagues();
  const nameOfOrganisation = useOrganisationNames();
  return ({ organisationId, onBehalfOfId, userId, apiKeyId }: Step): string => {
    if (organisationId === null) return t('history.system');
    const person = colleagues.find((one) => one.userId === userId)?.name;
    const grantor = onBehalfOfId && t('history.onBehalfOf', { grantor: nameOfOrganisation(onBehalfOfId) });
    return [person ?? (apiKeyId && t('history.program')), nameOfOrganisation(organisationId), grantor]
      .filter(Boolean)
      .join(' · ');
  };
}
