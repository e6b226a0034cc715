import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ask } from '../../app/ask.ts';
import { LIFE_CYCLE_STAGES } from '../../app/choices.ts';
import { useDraft } from '../../app/drafts.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { ActForm } from '../../ui/form.tsx';
import type { OwnRelease } from './own-product-query.ts';

const AddReleaseMutation = graphql(`
  mutation AddRelease($input: AddReleaseInput!) {
    addRelease(input: $input) {
      release {
        id
      }
    }
  }
`);

const ChangeReleaseMutation = graphql(`
  mutation ChangeRelease($input: ChangeReleaseInput!) {
    changeRelease(input: $input) {
      release {
        id
      }
    }
  }
`);

type Values = {
  version: string;
  releasedOn: string;
  endOfLifeOn: string;
  endOfSupportOn: string;
  stage: Enumeration<'LifeCycleStage'> | null;
};

interface ReleaseFormProps {
  productId: string;
  /** Null: a further one. */
  release: OwnRelease | null;
  onClose: () => void;
}

export function ReleaseForm({ productId, release, onClose }: ReleaseFormProps) {
  const { t } = useWords('vendor');
  const term = useTerm();
  const { userId } = useViewer();
  const form = useForm<Values>({
    initialValues: {
      version: release?.version ?? '',
      releasedOn: release?.releasedOn ?? '',
      endOfLifeOn: release?.endOfLifeOn ?? '',
      endOfSupportOn: release?.endOfSupportOn ?? '',
      stage: release?.stage ?? null,
    },
    validate: { version: (version) => (version.trim() ? null : t('product.versionMissing')) },
  });
  const { forget } = useDraft(`release:${release?.id ?? productId}`, userId, form);
  const act = useDeed(
    async ({ version, releasedOn, endOfLifeOn, endOfSupportOn, stage }: Values) => {
      const stated = {
        version: version.trim(),
        releasedOn: releasedOn || null,
        endOfLifeOn: endOfLifeOn || null,
        endOfSupportOn: endOfSupportOn || null,
        // Left out where nothing is chosen: the API takes a stage, or none.
        ...(stage ? { stage } : {}),
      };
      if (release) await ask(ChangeReleaseMutation, { input: { ...stated, releaseId: release.id } });
      else await ask(AddReleaseMutation, { input: { ...stated, productId } });
    },
    {
      onDone() {
        forget();
        onClose();
      },
    },
  );
  return (
    <ActForm
      form={form}
      act={act}
      submit={release ? t('product.save') : t('product.add')}
      onCancel={onClose}
      onSubmit={act.mutate}
    >
      <TextInput
        label={t('product.version')}
        withAsterisk
        maxLength={100}
        data-autofocus
        {...form.getInputProps('version')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <DayInput label={t('product.releasedOn')} {...form.getInputProps('releasedOn')} />
        <DayInput label={t('product.endOfLifeOn')} {...form.getInputProps('endOfLifeOn')} />
        <DayInput label={t('product.endOfSupportOn')} {...form.getInputProps('endOfSupportOn')} />
      </SimpleGrid>
      <Select
        label={t('product.stage')}
        {...(release ? { allowDeselect: false } : { clearable: true, description: t('product.stageHelp') })}
        data={LIFE_CYCLE_STAGES.map((value) => ({ value, label: term('LifeCycleStage', value) }))}
        {...form.getInputProps('stage')}
      />
    </ActForm>
  );
}
