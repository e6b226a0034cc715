import { Alert, Anchor, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { AskVendorButton } from '../requests/ask-vendor-button.tsx';
import { Page } from '../../ui/page.tsx';
import { ReleaseDifference } from '../../ui/release-difference.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import { Answered } from '../../ui/answered.tsx';
import { DocumentsAbout } from './documents-about.tsx';
import { Facts } from './facts.tsx';
import { Milestones } from './milestones.tsx';
import { makerOf, Support } from '../../ui/release-name.tsx';
import classes from './devices.module.css';

const ProductQuery = graphql(`
  query ProductPage($id: ID!) {
    product(id: $id) {
      id
      name
      englishName
      kind
      makerName
      isConnectable
      identifiers {
        id
        scheme
        value
      }
      vendor {
        name
        englishName
      }
      releases {
        id
        version
        stage
        releasedOn
        endOfLifeOn
        endOfSupportOn
        milestonePackages {
          milestone
          dueOn
          isDue
          isComplete
          items {
            item
            state
          }
        }
      }
    }
  }
`);

type Product = ResultOf<typeof ProductQuery>['product'];

export function ProductScreen() {
  const { t } = useWords('devices');
  const { productId } = useParams({ from: '/signed-in/products/$productId' });
  const answer = useAnswer(ProductQuery, { id: productId });
  return (
    <Answered of={answer} title={t('asset.product')}>
      {({ product }) => <ProductPage product={product} />}
    </Answered>
  );
}

/** A product as a hospital sees it: until when each version is supported, and what its maker has handed over. */
function ProductPage({ product }: { product: Product }) {
  const { t } = useWords('devices');
  const term = useTerm();
  const language = useLanguage();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const search = useSearch({ from: '/signed-in/products/$productId' });
  const navigate = useNavigate({ from: '/products/$productId' });
  const release = product.releases.find(({ id }) => id === search.releaseId) ?? product.releases.at(-1);
  return (
    <Page
      title={nameOf(product, language)}
      lead={makerOf(product, language)}
      actions={
        isHospital && (
          <>
            {product.makerName === null && <AskVendorButton about={{ productId: product.id }} />}
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/assets" search={{ productId: product.id }} {...props} />}
            >
              {t('product.devices')}
            </Button>
          </>
        )
      }
    >
      {product.makerName !== null && <Alert title={t('product.keptTitle')}>{t('product.keptText')}</Alert>}
      <Paper withBorder p="lg">
        <Facts
          facts={[
            [t('outside.kind'), term('ProductKind', product.kind)],
            [t('product.connectable'), product.isConnectable ? t('exposure.csv.yes') : t('exposure.csv.no')],
            ...product.identifiers.map(({ scheme, value }) => [term('IdentifierScheme', scheme), value] as const),
          ]}
        />
      </Paper>
      <Releases product={product} chosenId={release?.id} />
      {release && (
        <>
          <Title order={2} size="h3" dir="auto">
            {t('product.release', { version: release.version })}
          </Title>
          <DocumentsAbout releaseId={release.id} />
          <Stack gap="sm">
            <Title order={2} size="h4">
              {t('milestones.title')}
            </Title>
            {release.milestonePackages.some(({ isDue }) => isDue) ? (
              <Milestones of={release} />
            ) : (
              <Text size="sm">{t('milestones.none')}</Text>
            )}
          </Stack>
        </>
      )}
      {product.releases.length > 1 && (
        <ReleaseDifference
          releases={product.releases}
          compared={search}
          onCompare={(compared) =>
            void navigate({ search: { ...search, ...compared }, replace: true, resetScroll: false })
          }
        />
      )}
    </Page>
  );
}

function Releases({ product, chosenId }: { product: Product; chosenId: string | undefined }) {
  const { t } = useWords('devices');
  return (
    <div className={classes['scroll']}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('asset.release')}</Table.Th>
            <Table.Th scope="col">{t('asset.support')}</Table.Th>
            <Table.Th scope="col">{t('product.releasedOn')}</Table.Th>
            <Table.Th scope="col">{t('product.endOfLifeOn')}</Table.Th>
            <Table.Th scope="col">{t('milestones.title')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {product.releases.map((release) => (
            <Table.Tr key={release.id}>
              <Table.Th scope="row">
                <Group gap="xs">
                  <Anchor
                    dir="auto"
                    aria-current={release.id === chosenId ? 'true' : undefined}
                    renderRoot={(props) => (
                      <Link
                        to="/products/$productId"
                        params={{ productId: product.id }}
                        search={{ releaseId: release.id }}
                        resetScroll={false}
                        {...props}
                      />
                    )}
                  >
                    {release.version}
                  </Anchor>
                  {release.id === chosenId && (
                    <Text component="span" size="xs" fw={400}>
                      {t('product.shown')}
                    </Text>
                  )}
                </Group>
              </Table.Th>
              <Table.Td>
                <Support release={release} />
              </Table.Td>
              <Table.Td>{release.releasedOn && <Day on={release.releasedOn} />}</Table.Td>
              <Table.Td>{release.endOfLifeOn && <Day on={release.endOfLifeOn} />}</Table.Td>
              <Table.Td>
                {release.milestonePackages.some(({ isDue, isComplete }) => isDue && !isComplete) && (
                  <Tag tone="warning">{t('milestones.lacking')}</Tag>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
