import { Paper } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDraft } from '../../app/drafts.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { AssetFields, type AssetFacts, assetInputOf, NOTHING_SAID, useAssetChecks } from './asset-fields.tsx';
import { type RecordFacts, RecordFields, recordInputOf, recordOf } from './record-fields.tsx';
import { ReleaseChoice } from './release-choice.tsx';

const RegisterAssetMutation = graphql(`
  mutation RegisterAsset($input: RegisterAssetInput!) {
    registerAsset(input: $input) {
      asset {
        id
      }
    }
  }
`);

type Values = AssetFacts & { productId: string | undefined; releaseId: string | undefined; record: RecordFacts };

/** Adds a device. From then on documents about it arrive, the ones already in force included. */
export function NewAssetScreen() {
  const { t } = useWords('devices');
  const navigate = useNavigate();
  const { productId, releaseId } = useSearch({ from: '/signed-in/assets/new' });
  const checks = useAssetChecks();
  const form = useForm<Values>({
    initialValues: { ...NOTHING_SAID, productId, releaseId, record: recordOf(null) },
    validate: { ...checks, releaseId: (chosen) => (chosen ? null : t('releaseChoice.missing')) },
  });
  const { forget } = useDraft('new-asset', useViewer().userId, form);
  const act = useAct(RegisterAssetMutation, {
    onDone: async ({ registerAsset }) => {
      forget();
      await navigate({ to: '/assets/$assetId', params: { assetId: registerAsset.asset.id } });
    },
  });
  const values = form.getValues();
  const { setValues } = form;
  return (
    <Page
      title={t('newAsset.title')}
      lead={t('newAsset.lead')}
      above={[{ label: t('assets.title'), link: { to: '/assets' } }]}
    >
      <Paper withBorder p="lg" maw={960}>
        <ActForm
          form={form}
          act={act}
          onSubmit={(given) =>
            act.mutate({
              input: {
                ...assetInputOf(given),
                releaseId: given.releaseId ?? '',
                record: recordInputOf(given.record),
              },
            })
          }
          submit={t('newAsset.submit')}
          onCancel={() => void navigate({ to: '/assets' })}
        >
          <ReleaseChoice
            productId={values.productId}
            releaseId={values.releaseId}
            error={form.errors['releaseId']}
            onChange={(chosenProduct, chosenRelease) => {
              setValues({ productId: chosenProduct, releaseId: chosenRelease });
              form.clearFieldError('releaseId');
            }}
          />
          <AssetFields form={form} />
          <RecordFields form={form} assetId={null} />
        </ActForm>
      </Paper>
    </Page>
  );
}
