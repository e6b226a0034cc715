import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../app/language.ts';
import { useViewer } from '../../app/session.ts';
import { Tag } from '../../ui/tags.tsx';
import { AccountSection } from './account-section.tsx';
import { BackupCodes } from './backup-codes.tsx';
import { PasswordAct } from './password-act.tsx';
import { type Enrolment, SetUpApp } from './set-up-app.tsx';

/** A code of an app on one's phone besides the password: set up, tried once, then asked for at every sign-in. */
export function SecondFactor() {
  const { t } = useWords('account');
  const { hasSecondFactor } = useViewer();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <AccountSection title={t('secondFactor.title')} lead={t('secondFactor.lead')}>
      <Group>
        <Tag tone={hasSecondFactor ? 'good' : 'quiet'}>
          {t(hasSecondFactor ? 'secondFactor.on' : 'secondFactor.off')}
        </Tag>
      </Group>
      {codes && <BackupCodes codes={codes} onKept={() => setCodes(null)} />}
      {enrolment && (
        <SetUpApp
          enrolment={enrolment}
          onCancel={() => setEnrolment(null)}
          onDone={() => {
            setCodes(enrolment.backupCodes);
            setEnrolment(null);
          }}
        />
      )}
      {!hasSecondFactor && !enrolment && (
        <Group>
          <PasswordAct<Enrolment>
            label={t('secondFactor.setUp')}
            title={t('secondFactor.setUp')}
            path="/auth/two-factor/enable"
            onDone={setEnrolment}
          >
            <Text size="sm">{t('secondFactor.setUpText')}</Text>
          </PasswordAct>
        </Group>
      )}
      {hasSecondFactor && (
        <Group>
          <PasswordAct<{ backupCodes: string[] }>
            label={t('secondFactor.newCodes')}
            title={t('secondFactor.newCodes')}
            path="/auth/two-factor/generate-backup-codes"
            onDone={({ backupCodes }) => setCodes(backupCodes)}
          >
            <Text size="sm">{t('secondFactor.newCodesText')}</Text>
          </PasswordAct>
          <PasswordAct
            label={t('secondFactor.switchOff')}
            title={t('secondFactor.switchOff')}
            path="/auth/two-factor/disable"
            isGrave
            onDone={() => setCodes(null)}
          >
            <Text size="sm">{t('secondFactor.switchOffText')}</Text>
          </PasswordAct>
        </Group>
      )}
    </AccountSection>
  );
}
