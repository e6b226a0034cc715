import { Select } from '@mantine/core';
import { useForm } from '@mantine/form';
import { SETTABLE_STATUSES } from '../../app/choices.ts';
import { useDraft } from '../../app/drafts.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';
import type { AssetOfPage } from './asset-query.ts';
import { AssetFields, type AssetFacts, assetInputOf, useAssetChecks } from './asset-fields.tsx';
import { type RecordFacts, RecordFields, recordInputOf, recordOf } from './record-fields.tsx';
import { ReleaseChoice } from './release-choice.tsx';

const ChangeAssetMutation = graphql(`
  mutation ChangeAsset($input: ChangeAssetInput!) {
    changeAsset(input: $input) {
      asset {
        id
      }
    }
  }
`);

const VersionsQuery = graphql(`
  query VersionsOfProduct($id: ID!) {
    product(id: $id) {
      releases {
        id
        version
        stage
      }
    }
  }
`);

type Values = AssetFacts & { productId: string | undefined; releaseId: string | undefined; record: RecordFacts };

interface ChangeAssetProps {
  asset: AssetOfPage;
  onDone: () => void;
}

/** Changes what is said of a device. Its maker has joined: then it may become the maker's own product. */
export function ChangeAsset({ asset, onDone }: ChangeAssetProps) {
  const { t } = useWords('devices');
  const checks = useAssetChecks();
  const { release } = asset;
  const form = useForm<Values>({
    initialValues: {
      siteId: asset.siteId,
      name: asset.name ?? '',
      serialNumber: asset.serialNumber ?? '',
      lot: asset.lot ?? '',
      quantity: asset.quantity,
      location: asset.location ?? '',
      connections: [...asset.connections],
      status: SETTABLE_STATUSES.find((status) => status === asset.status) ?? 'IN_USE',
      productId: release.product.id,
      releaseId: release.id,
      record: recordOf(asset),
    },
    validate: { ...checks, releaseId: (chosen) => (chosen ? null : t('releaseChoice.missing')) },
  });
  const { forget } = useDraft(`asset-${asset.id}`, useViewer().userId, form);
  const leave = () => {
    forget();
    onDone();
  };
  const act = useAct(ChangeAssetMutation, { onDone: leave });
  const values = form.getValues();
  const { setValues } = form;
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('asset.save')}
      onCancel={leave}
      onSubmit={(given) =>
        act.mutate({
          input: {
            assetId: asset.id,
            ...assetInputOf(given),
            releaseId: given.releaseId ?? release.id,
            record: recordInputOf(given.record),
          },
        })
      }
    >
      {release.product.vendor ? (
        <VersionSelect
          productId={release.product.id}
          value={values.releaseId}
          onChange={(releaseId) => setValues({ releaseId })}
        />
      ) : (
        <ReleaseChoice
          productId={values.productId}
          releaseId={values.releaseId}
          error={form.errors['releaseId']}
          onChange={(productId, releaseId) => setValues({ productId, releaseId })}
        />
      )}
      <AssetFields form={form} />
      <RecordFields form={form} assetId={asset.id} />
    </ActForm>
  );
}

interface VersionSelectProps {
  productId: string;
  value: string | undefined;
  onChange: (releaseId: string) => void;
}

function VersionSelect({ productId, value, onChange }: VersionSelectProps) {
  const { t } = useWords('devices');
  const term = useTerm();
  const { data } = useAnswer(VersionsQuery, { id: productId }, { refreshes: false });
  return (
    <Select
      maw={320}
      label={t('asset.release')}
      description={t('asset.releaseHelp')}
      allowDeselect={false}
      data={(data?.product.releases ?? []).map(({ id, version, stage }) => ({
        value: id,
        label: `${version}  (${term('LifeCycleStage', stage)})`,
      }))}
      value={value ?? null}
      onChange={(releaseId) => releaseId && onChange(releaseId)}
    />
  );
}
