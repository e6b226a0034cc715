import { Button, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { ReleaseDifference } from '../../ui/release-difference.tsx';
import { AddIdentifier } from './add-identifier.tsx';
import { ChangeProduct } from './change-product.tsx';
import { type OwnProduct, OwnProductQuery } from './own-product-query.ts';
import { Releases } from './releases.tsx';
import { ReleaseDocuments } from './release-documents.tsx';

export function OwnProductScreen() {
  const { t } = useWords('vendor');
  const { productId } = useParams({ from: '/signed-in/catalogue/$productId' });
  const answer = useAnswer(OwnProductQuery, { id: productId });
  return (
    <Answered of={answer} title={t('product.title')}>
      {({ product }) => <OwnProductPage product={product} />}
    </Answered>
  );
}

/** A product as its maker keeps it: its names, its releases, the documents that each of them should have, and what is different. */
function OwnProductPage({ product }: { product: OwnProduct }) {
  const { t } = useWords('vendor');
  const term = useTerm();
  const language = useLanguage();
  const compared = useSearch({ from: '/signed-in/catalogue/$productId' });
  const navigate = useNavigate({ from: '/catalogue/$productId' });
  const { organisation } = useViewer();
  const isOwn = product.vendorId === organisation?.id;
  const mayChange = useMay('change Product') && isOwn;
  const mayPublish = useMay('draft Publication') && isOwn;
  const [dialogue, { open, close }] = useDisclosure(false);
  const [adding, { open: openAdding, close: closeAdding }] = useDisclosure(false);
  return (
    <Page
      title={nameOf(product, language)}
      above={[{ label: t('catalogue.title'), link: { to: '/catalogue' } }]}
      actions={
        mayChange && (
          <>
            <Button variant="default" onClick={openAdding}>
              {t('product.addIdentifier')}
            </Button>
            <Button variant="default" onClick={open}>
              {t('product.change')}
            </Button>
          </>
        )
      }
    >
      <Paper withBorder p="lg">
        <Facts
          facts={[
            {
              label: t('catalogue.englishName'),
              value: product.englishName && <bdi>{product.englishName}</bdi>,
            },
            { label: t('catalogue.kind'), value: term('ProductKind', product.kind) },
            { label: t('product.connectable'), value: t(product.isConnectable ? 'catalogue.yes' : 'catalogue.no') },
            {
              label: t('catalogue.identifiers'),
              value:
                product.identifiers.length > 0 &&
                product.identifiers.map(({ id, scheme, value }) => (
                  <Text key={id} size="sm">
                    {term('IdentifierScheme', scheme)} <bdi>{value}</bdi>
                  </Text>
                )),
            },
          ]}
        />
      </Paper>
      <Releases product={product} mayChange={mayChange} />
      {product.releases.map((release) => (
        <ReleaseDocuments key={release.id} release={release} mayPublish={mayPublish} />
      ))}
      {product.releases.length > 1 && (
        <ReleaseDifference
          releases={product.releases}
          compared={compared}
          onCompare={(search) => void navigate({ search, replace: true, resetScroll: false })}
        />
      )}
      <Dialog opened={dialogue} onClose={close} title={t('product.change')}>
        <ChangeProduct product={product} onClose={close} />
      </Dialog>
      <Dialog opened={adding} onClose={closeAdding} title={t('product.addIdentifier')}>
        <AddIdentifier productId={product.id} onClose={closeAdding} />
      </Dialog>
    </Page>
  );
}
