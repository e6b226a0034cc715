import { Button, Radio, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { graphql } from '../../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../../app/language.ts';
import { useAct } from '../../../app/queries.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ActForm } from '../../../ui/form.tsx';
import type { DeliveryOfPage, SiteOfDelivery } from './delivery.ts';

const CoverSite = graphql(`
  mutation CoverSite($input: CoverSiteInput!) {
    coverSite(input: $input) {
      delivery {
        id
      }
    }
  }
`);

const NOBODY = 'nobody';

interface CoverageFormProps {
  delivery: DeliveryOfPage;
  site: SiteOfDelivery;
  name: string;
}

/** Says who answers for a site: itself, another one, or nobody, which stays in sight as a gap. */
export function CoverageForm({ delivery, site, name }: CoverageFormProps) {
  const { t } = useWords('inbox');
  const language = useLanguage();
  const [isOpen, { open, close }] = useDisclosure();
  const cover = useAct(CoverSite, { onDone: close });
  const former = site.coverage === 'NOT_COVERED' ? NOBODY : (site.coveredBy?.id ?? site.siteId);
  const form = useForm({ initialValues: { coveredById: former } });
  const others = delivery.sites.filter(({ siteId }) => siteId !== site.siteId);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          cover.reset();
          form.setValues({ coveredById: former });
          open();
        }}
      >
        {t('coverage.change')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('coverage.title', { name })}>
        <ActForm
          form={form}
          act={cover}
          submit={t('coverage.save')}
          onCancel={close}
          onSubmit={({ coveredById }) =>
            cover.mutate({
              input: {
                deliveryId: delivery.id,
                siteId: site.siteId,
                coveredById: coveredById === NOBODY ? null : coveredById,
              },
            })
          }
        >
          <Text size="sm">{t('coverage.text')}</Text>
          <Radio.Group aria-label={t('coverage.title', { name })} {...form.getInputProps('coveredById')}>
            <Stack gap="xs">
              <Radio value={site.siteId} label={t('coverage.itself')} />
              {others.map(({ siteId, site: other }) => (
                <Radio key={siteId} value={siteId} label={other ? nameOf(other, language) : t('site.unnamed')} />
              ))}
              <Radio value={NOBODY} label={t('coverage.nobody')} description={t('coverage.nobodyText')} />
            </Stack>
          </Radio.Group>
        </ActForm>
      </Dialog>
    </>
  );
}
