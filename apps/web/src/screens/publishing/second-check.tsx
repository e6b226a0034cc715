import { Alert, Group, Stack, Text } from '@mantine/core';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { When } from '../../ui/when.tsx';
import { PersonName } from './person-name.tsx';
import type { OwnPublication } from './publication-query.ts';
import { WhoCan } from './who-can.tsx';

const ConfirmSecondCheck = graphql(`
  mutation ConfirmSecondCheck($input: ConfirmSecondCheckInput!) {
    confirmSecondCheck(input: $input) {
      publication {
        id
      }
    }
  }
`);

/** An emergency that went out on one approver's word: until when another confirms it, and the confirmation. */
export function SecondCheck({ publication }: { publication: OwnPublication }) {
  const { t } = useWords('publishing');
  const viewer = useViewer();
  const confirm = useAct(ConfirmSecondCheck);
  const { id: publicationId, secondCheckDueAt, secondCheckMissedAt, review, contributorIds } = publication;
  const excluded = [...contributorIds, ...(review?.approvedBy ? [review.approvedBy] : [])];
  const isApprover = useMay('approve Publication');
  const mayTry = isApprover && !excluded.includes(viewer.userId ?? '');
  return (
    <Alert color="red" title={t('secondCheck.title')}>
      <Stack gap="xs">
        <Text size="sm">
          {review?.approvedBy && <PersonName id={review.approvedBy} />} {t('secondCheck.text')}
        </Text>
        {secondCheckDueAt && (
          <Text size="sm">
            {t('secondCheck.until')} <When at={secondCheckDueAt} />
          </Text>
        )}
        {secondCheckMissedAt && <Text size="sm">{t('secondCheck.missed')}</Text>}
        {mayTry ? (
          <Group>
            <Confirm
              label={t('secondCheck.confirm')}
              title={t('secondCheck.confirmTitle')}
              act={confirm}
              onConfirm={() => confirm.mutate({ input: { publicationId } })}
            >
              <Text>{t('secondCheck.confirmText')}</Text>
            </Confirm>
          </Group>
        ) : (
          <WhoCan excluded={excluded} />
        )}
      </Stack>
    </Alert>
  );
}
