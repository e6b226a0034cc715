import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { FilterSelect } from '../../ui/filters.tsx';

const ReleasesQuery = graphql(`
  query ReleasesOfProduct($id: ID!) {
    product(id: $id) {
      releases {
        id
        version
      }
    }
  }
`);

const OneReleaseQuery = graphql(`
  query OneRelease($id: ID!) {
    release(id: $id) {
      id
      version
    }
  }
`);

interface ReleaseFilterProps {
  productId: string | undefined;
  releaseId: string | undefined;
  onChange: (releaseId: string | undefined) => void;
}

/** The versions of the product that is chosen; or the one version that the address names. */
export function ReleaseFilter({ productId, releaseId, onChange }: ReleaseFilterProps) {
  const { t } = useWords('devices');
  const ofProduct = useAnswer(
    ReleasesQuery,
    { id: productId ?? '' },
    { enabled: productId !== undefined, refreshes: false },
  );
  const isAlone = productId === undefined && releaseId !== undefined;
  const alone = useAnswer(OneReleaseQuery, { id: releaseId ?? '' }, { enabled: isAlone, refreshes: false });
  const releases = productId
    ? (ofProduct.data?.product.releases ?? [])
    : isAlone && alone.data
      ? [alone.data.release]
      : [];
  if (releases.length === 0) return null;
  return (
    <FilterSelect
      label={t('asset.release')}
      value={releaseId}
      choices={releases.map(({ id, version }) => ({ value: id, label: version }))}
      onChange={onChange}
    />
  );
}
