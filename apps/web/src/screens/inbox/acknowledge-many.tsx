import { Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { nameOf, titleOf, useLanguage, useWords } from '../../app/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { AcknowledgeResults } from './acknowledge-results.tsx';
import type { InboxRow } from './inbox.query.ts';
import { useAcknowledgeMany } from './use-acknowledge-many.ts';

interface AcknowledgeManyProps {
  deliveries: readonly InboxRow[];
  /** The site that the list is narrowed to: it is the one chosen at first. */
  siteId: string | undefined;
  onTaken: (deliveryIds: readonly string[]) => void;
  onClose: () => void;
}

/** Acknowledges what was chosen in the list, and says of each what came of it. */
export function AcknowledgeMany({ deliveries, siteId, onTaken, onClose }: AcknowledgeManyProps) {
  const { t } = useWords('inbox');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const answerable = deliveries.flatMap((row) => row.sites).filter(({ mayAcknowledge }) => mayAcknowledge);
  const sites = new Map(answerable.map((one) => [one.siteId, one.site]));
  // For a site that another answers for, or that answered already, one has to say so.
  const awaited = new Set(
    answerable.filter(({ coverage, isAnswered }) => coverage !== 'COVERED_BY' && !isAnswered).map((one) => one.siteId),
  );
  const form = useForm({
    initialValues: { siteIds: siteId && sites.has(siteId) ? [siteId] : [...awaited], comment: '' },
    validate: { siteIds: (siteIds) => (siteIds.length > 0 ? null : t('answer.chooseSite')) },
  });
  const act = useAcknowledgeMany((results) => {
    const refused = new Set(results.filter(({ refusal }) => refusal).map(({ delivery }) => delivery.id));
    onTaken(deliveries.map(({ id }) => id).filter((id) => !refused.has(id)));
  });
  const nameOfSite = (id: string) => {
    const site = sites.get(id);
    return site ? nameOf(site, language) : t('site.unnamed');
  };
  const [first] = deliveries;
  return (
    <Dialog opened onClose={onClose} size="lg" title={t('acknowledge.title')}>
      {act.data ? (
        <Stack>
          <AcknowledgeResults results={act.data} nameOfSite={nameOfSite} siteId={siteId} />
          <Group justify="flex-end">
            <Button data-autofocus onClick={onClose}>
              {common('close')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <ActForm
          form={form}
          act={act}
          submit={t('acknowledge.send')}
          onCancel={onClose}
          onSubmit={({ siteIds, comment }) => act.mutate({ deliveries, siteIds, comment: comment.trim() || null })}
        >
          <Text dir="auto">
            {deliveries.length === 1 && first
              ? titleOf(first.publication, language)
              : t('acknowledge.several', { count: deliveries.length })}
          </Text>
          {sites.size > 1 && (
            <Checkbox.Group label={t('answer.sites')} {...form.getInputProps('siteIds')}>
              <Group mt={4}>
                {[...sites.keys()].map((id) => (
                  <Checkbox key={id} value={id} label={nameOfSite(id)} />
                ))}
              </Group>
            </Checkbox.Group>
          )}
          <Textarea
            data-autofocus
            label={t('answer.comment')}
            description={t('answer.commentHelp')}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={2000}
            {...form.getInputProps('comment')}
          />
          <Text size="sm" c="dimmed">
            {t('acknowledge.lead')}
          </Text>
        </ActForm>
      )}
    </Dialog>
  );
}
