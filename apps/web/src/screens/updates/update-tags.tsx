import { Group } from '@mantine/core';
import { useTerm, useWords } from '../../app/language.ts';
import { useOrganisationNames } from '../../app/organisation-names.ts';
import { Tag } from '../../ui/tags.tsx';
import { isToBeDone } from './possible.ts';
import { COUNTERSIGN_TONE, UPDATE_TONE } from './update-words.ts';
import type { Update } from './updates.query.ts';

/** Where an update stands, and what else one has to know of it before one does anything. */
export function UpdateTags({ update }: { update: Update }) {
  const { t } = useWords('updates');
  const term = useTerm();
  const nameOfOrganisation = useOrganisationNames();
  const { state, actingForId, isDecisionAwaited, countersignature, isPublishedPackage, isOutsideWindows } = update;
  // What is kept goes on as if the package were in force.
  const isHalted = update.isHalted && update.withdrawalDecision !== 'KEEP';
  return (
    <Group gap={4}>
      <Tag tone={UPDATE_TONE[state]}>{term('UpdateState', state)}</Tag>
      {isHalted && <Tag tone="grave">{t(isDecisionAwaited ? 'tag.undecided' : 'tag.halted')}</Tag>}
      {countersignature !== 'NOT_NEEDED' && (
        <Tag tone={COUNTERSIGN_TONE[countersignature]}>{t(`tag.${countersignature}`)}</Tag>
      )}
      {isPublishedPackage === false && <Tag tone="grave">{t('tag.otherPackage')}</Tag>}
      {actingForId !== null && (
        <Tag tone="notice">{t('tag.onBehalfOf', { grantor: nameOfOrganisation(actingForId) })}</Tag>
      )}
      {isOutsideWindows && isToBeDone(state) && <Tag tone="warning">{t('tag.outside')}</Tag>}
    </Group>
  );
}
