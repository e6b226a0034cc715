import {
  Alert,
  Button,
  Checkbox,
  Group,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import type { VariablesOf } from 'gql.tada';
import { COMPENSATING_CONTROLS, DECISION_KINDS } from '../../app/choices.ts';
import { useColleagues } from '../../app/colleagues.ts';
import { useDraft } from '../../app/drafts.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useReasons } from '../../app/reasons.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { ActForm } from '../../ui/form.tsx';

const DecideMutation = graphql(`
  mutation DecideEndOfSupport($input: DecideEndOfSupportInput!) {
    decideEndOfSupport(input: $input) {
      decidedCount
      refusedCount
      results {
        id
        refusal {
          reason
          message
        }
      }
    }
  }
`);

type Input = VariablesOf<typeof DecideMutation>['input'];
type Kind = Enumeration<'EndOfSupportDecisionKind'>;

interface DecideProps {
  /** Which devices: named, or chosen by a release. */
  assetIds?: NonNullable<Input['assetIds']>;
  choice?: NonNullable<Input['choice']>;
  onDone: () => void;
}

const LONGEST_REASON = 2_000;
const LONGEST_CONTRACT = 500;

/** What becomes of devices that lose their support, who answers for it, and when it is looked at again. */
export function Decide({ assetIds, choice, onDone }: DecideProps) {
  const { t } = useWords('lifecycle');
  const term = useTerm();
  const viewer = useViewer();
  const mayProposeRisk = useMay('proposeRisk EndOfSupportDecision');
  const active = useColleagues().filter(({ state }) => state === 'ACTIVE');
  const form = useForm({
    initialValues: {
      kind: '' as Kind | '',
      ownerId: '',
      reason: '',
      controls: [] as string[],
      replaceBy: '',
      contract: '',
      extendedUntil: '',
      reviewOn: '',
    },
    validate: {
      kind: (kind) => (kind ? null : t('decide.kindMissing')),
      ownerId: (ownerId) => (ownerId ? null : t('decide.ownerMissing')),
      reason: (reason) => (reason.trim() ? null : t('decide.reasonMissing')),
      controls: (controls, { kind }) =>
        kind === 'ISOLATE' && controls.length === 0 ? t('decide.controlsMissing') : null,
      replaceBy: (day, { kind }) => (kind === 'REPLACE' && !day ? t('decide.dayMissing') : null),
      contract: (contract, { kind }) =>
        kind === 'EXTENDED_SUPPORT' && !contract.trim() ? t('decide.contractMissing') : null,
      extendedUntil: (day, { kind }) => (kind === 'EXTENDED_SUPPORT' && !day ? t('decide.dayMissing') : null),
      reviewOn: (day) => (day ? null : t('decide.dayMissing')),
    },
  });
  const { forget } = useDraft(`decide:${choice?.releaseId ?? assetIds?.join() ?? ''}`, viewer.userId, form);
  const act = useAct(DecideMutation, {
    onDone({ decideEndOfSupport }) {
      // What was typed stays for the devices that it was not decided for.
      if (decideEndOfSupport.refusedCount > 0) return;
      forget();
      onDone();
    },
  });
  const { kind } = form.values;
  if (act.data) return <Refusals {...act.data.decideEndOfSupport} onClose={onDone} />;
  return (
    <ActForm
      form={form}
      act={act}
      submit={t(kind === 'ACCEPT_RISK' ? 'decide.propose' : 'decide.submit')}
      onCancel={onDone}
      onSubmit={(values) =>
        act.mutate({
          input: {
            ...(assetIds ? { assetIds } : {}),
            ...(choice ? { choice } : {}),
            kind: values.kind as Kind,
            ownerId: values.ownerId,
            reason: values.reason.trim(),
            controls: COMPENSATING_CONTROLS.filter((control) => values.controls.includes(control)),
            reviewOn: values.reviewOn,
            replaceBy: kind === 'REPLACE' ? values.replaceBy : null,
            contract: kind === 'EXTENDED_SUPPORT' ? values.contract.trim() : null,
            extendedUntil: kind === 'EXTENDED_SUPPORT' ? values.extendedUntil : null,
          },
        })
      }
    >
      <Radio.Group label={t('decide.kind')} withAsterisk {...form.getInputProps('kind')}>
        <Stack gap="xs" mt={4}>
          {DECISION_KINDS.map((value) => (
            <Radio
              key={value}
              value={value}
              label={term('EndOfSupportDecisionKind', value)}
              description={t(`decide.meaning.${value}`)}
              disabled={value === 'ACCEPT_RISK' && !mayProposeRisk}
            />
          ))}
        </Stack>
      </Radio.Group>
      {kind === 'REPLACE' && (
        <DayInput label={t('decide.replaceBy')} withAsterisk {...form.getInputProps('replaceBy')} />
      )}
      {kind === 'EXTENDED_SUPPORT' && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('decide.contract')}
            withAsterisk
            maxLength={LONGEST_CONTRACT}
            {...form.getInputProps('contract')}
          />
          <DayInput label={t('decide.extendedUntil')} withAsterisk {...form.getInputProps('extendedUntil')} />
        </SimpleGrid>
      )}
      <Textarea
        label={t('decide.reason')}
        withAsterisk
        autosize
        minRows={2}
        maxRows={8}
        maxLength={LONGEST_REASON}
        {...form.getInputProps('reason')}
      />
      <Checkbox.Group
        label={t('decide.controls')}
        description={t('decide.controlsHelp')}
        withAsterisk={kind === 'ISOLATE'}
        {...form.getInputProps('controls')}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt={4}>
          {COMPENSATING_CONTROLS.map((control) => (
            <Checkbox key={control} value={control} label={term('CompensatingControl', control)} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t('decide.owner')}
          withAsterisk
          searchable
          data={active.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('ownerId')}
        />
        <DayInput
          label={t('decide.reviewOn')}
          description={t('decide.reviewOnHelp')}
          withAsterisk
          {...form.getInputProps('reviewOn')}
        />
      </SimpleGrid>
      {kind === 'ACCEPT_RISK' && <Alert>{t('decide.signedByManager')}</Alert>}
    </ActForm>
  );
}

interface RefusalsProps {
  decidedCount: number;
  refusedCount: number;
  results: readonly { id: string; refusal: { reason: string; message: string } | null }[];
  onClose: () => void;
}

/** For how many it was decided, and why not for others: each reason once. */
function Refusals({ decidedCount, refusedCount, results, onClose }: RefusalsProps) {
  const { t } = useWords('lifecycle');
  const sentence = useReasons();
  const reasons = Map.groupBy(
    results.flatMap(({ refusal }) => refusal ?? []),
    ({ reason }) => reason,
  );
  return (
    <Stack role="status">
      <Text>{t('decide.taken', { count: decidedCount })}</Text>
      {refusedCount > 0 && (
        <Alert color="red" title={t('decide.refused', { count: refusedCount })}>
          <ul>{[...reasons].map(([reason, [first]]) => first && <li key={reason}>{sentence(first)}</li>)}</ul>
        </Alert>
      )}
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          {t('common:close')}
        </Button>
      </Group>
    </Stack>
  );
}
