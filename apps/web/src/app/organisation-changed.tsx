import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from './failure.ts';
import { nameOf, useLanguage } from './language.ts';
import { useDeed } from './queries.ts';
import { actFor, hearTabs, startAnew, tellTabs, useViewer } from './session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/problem.tsx';

/**
 * Tells the other tabs of this browser for whom it acts. Stops its page when another organisation was chosen in a second
 * tab, since what it sent would be done for that one; where another person signed in, or this one out, nothing of theirs
 * stays.
 */
export function OrganisationChanged() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [viewer] = useState(useViewer());
  const [chosen, setChosen] = useState<string | null>(null);
  const { userId, organisation } = viewer;
  const me = { userId, organisationId: organisation?.id ?? null };
  const goBack = useDeed(actFor, {
    onDone() {
      setChosen(null);
      tellTabs(me);
    },
  });
  const client = useQueryClient();

  useEffect(() => {
    tellTabs(me);
    return hearTabs((acting) => {
      if (acting.userId !== userId) void startAnew(client);
      else setChosen(acting.organisationId);
    });
  }, []);

  const other = viewer.memberships.find((membership) => membership.organisation.id === chosen)?.organisation;
  const isOther = chosen !== null && chosen !== organisation?.id;
  return (
    <Dialog opened={isOther} title={t('organisationChanged.title')} zIndex={400}>
      <Stack>
        <Text>{t('organisationChanged.text', { name: other ? nameOf(other, language) : '' })}</Text>
        {goBack.error && <FailureNotice failure={failureOf(goBack.error)} />}
        <Group justify="flex-end">
          {organisation && (
            <Button variant="default" loading={goBack.isPending} onClick={() => goBack.mutate(organisation.id)}>
              {t('organisationChanged.back', { name: nameOf(organisation, language) })}
            </Button>
          )}
          <Button onClick={() => window.location.assign('/')}>{t('organisationChanged.goOn')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
