import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from './failure.ts';
import { nameOf, useLanguage } from './language.ts';
import { useDeed } from './queries.ts';
import { actFor, useViewer } from './session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/problem.tsx';

/** What one tab writes under it, the others are told. */
const CHOSEN = 'tasuki-organisation';

/** Acts for another organisation, in every tab of this browser: they share the session. */
export async function changeOrganisation(organisationId: string): Promise<void> {
  await actFor(organisationId);
  localStorage.setItem(CHOSEN, organisationId);
  localStorage.removeItem(CHOSEN);
}

/** Stops a page of one organisation when another was chosen in a second tab: what it sent would be done for that one. */
export function OrganisationChanged() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [viewer] = useState(useViewer());
  const [chosen, setChosen] = useState<string | null>(null);
  const goBack = useDeed(changeOrganisation, { onDone: () => setChosen(null) });

  useEffect(() => {
    const onWritten = ({ key, newValue }: StorageEvent) => {
      if (key === CHOSEN && newValue) setChosen(newValue);
    };
    window.addEventListener('storage', onWritten);
    return () => window.removeEventListener('storage', onWritten);
  }, []);

  const { organisation } = viewer;
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
