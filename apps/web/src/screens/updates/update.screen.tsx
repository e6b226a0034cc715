import { Alert, Anchor, Button, Paper, Stack, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useColleagues } from '../../app/colleagues.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { Day, When } from '../../ui/when.tsx';
import { CheckListSection } from './check-list.tsx';
import { History } from './history.tsx';
import { awaitsSide, isToBeDone, leadsOn, stepsOfAll } from './possible.ts';
import { Scheduled } from './scheduled.tsx';
import type { Deed } from './update-deeds.ts';
import { UpdateDialog } from './update-dialog.tsx';
import { UpdateTags } from './update-tags.tsx';
import { useUpdateWords } from './update-words.ts';
import { type UpdateOfPage, UpdateQuery } from './update.query.ts';
import classes from './updates.module.css';

/** One update on one device, beside which somebody stands with a tablet: what it is, what comes next, and what was done. */
export function UpdateScreen() {
  const { t } = useWords('updates');
  const { applicationId } = useParams({ from: '/signed-in/updates/$applicationId' });
  const answer = useAnswer(UpdateQuery, { id: applicationId });
  const { data, isPlaceholderData } = answer;
  return (
    <Answered of={{ ...answer, data: isPlaceholderData ? undefined : data }} title={t('title')}>
      {({ updateApplication }) => <UpdatePage key={applicationId} update={updateApplication} />}
    </Answered>
  );
}

/** Where the work before it ends and the look at it afterwards begins. */
const DONE = new Set(['APPLIED', 'VERIFIED', 'ROLLED_BACK']);

function UpdatePage({ update }: { update: UpdateOfPage }) {
  const { t } = useWords('updates');
  const { deviceOf, numberOf, placeOf, versionsOf } = useUpdateWords();
  const title = [deviceOf(update), numberOf(update)].filter(Boolean).join(' · ');
  const lists = [
    <CheckListSection key="before" update={update} list="PREREQUISITES" />,
    <CheckListSection key="after" update={update} list="VERIFICATION_STEPS" />,
  ];
  const [now, later] = DONE.has(update.state) ? lists.toReversed() : lists;
  return (
    <Page
      title={title}
      lead={<bdi>{[placeOf(update), versionsOf(update)].filter(Boolean).join(' · ')}</bdi>}
      above={[{ label: t('title'), link: { to: '/updates' } }]}
    >
      <UpdateTags update={update} />
      <Warnings update={update} />
      <UpdateFacts update={update} />
      {now}
      <NextSteps update={update} />
      {later}
      <History steps={update.steps} />
    </Page>
  );
}

/** What has to be known before anything is done. */
function Warnings({ update }: { update: UpdateOfPage }) {
  const { t } = useWords('updates');
  const { isHalted, isDecisionAwaited, withdrawalDecision, haltedAt, countersignature, countersignatureNote } = update;
  return (
    <>
      {isHalted && withdrawalDecision !== 'KEEP' && (
        <Alert color="red" title={t('halted.title')}>
          <Text size="sm">
            {t(isDecisionAwaited ? 'halted.undecided' : withdrawalDecision ? 'halted.toBeRolledBack' : 'halted.text')}
          </Text>
          {haltedAt && (
            <Text size="sm">
              <When at={haltedAt} />
            </Text>
          )}
        </Alert>
      )}
      {countersignature === 'DISPUTED' && (
        <Alert color="red" title={t('disputed')}>
          <Text dir="auto">{countersignatureNote}</Text>
        </Alert>
      )}
      {update.isPublishedPackage === false && (
        <Alert color="red" title={t('otherPackage.title')}>
          {t('otherPackage.text')}
        </Alert>
      )}
      {update.isOutsideWindows && isToBeDone(update.state) && (
        <Alert color="orange" title={t('outside.title')}>
          {t('outside.text')}
        </Alert>
      )}
    </>
  );
}

function UpdateFacts({ update }: { update: UpdateOfPage }) {
  const { t } = useWords('updates');
  const term = useTerm();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const colleagues = useColleagues();
  const { packageOf } = useUpdateWords();
  const { asset, publication, responsibleId, compensatingControls, installedSha256, unverifiedReason } = update;
  return (
    <Paper withBorder p="lg">
      <Facts
        facts={[
          {
            label: t('package'),
            value: publication && (
              <Anchor
                dir="auto"
                renderRoot={(props) => (
                  <Link
                    to={
                      isHospital || update.actingForId ? '/publications/$publicationId' : '/publishing/$publicationId'
                    }
                    params={{ publicationId: publication.id }}
                    {...props}
                  />
                )}
              >
                {`${packageOf(update)} (${t('revision', { revision: publication.revision })})`}
              </Anchor>
            ),
          },
          {
            label: t('device'),
            value: asset && isHospital && (
              <Anchor renderRoot={(props) => <Link to="/assets/$assetId" params={{ assetId: asset.id }} {...props} />}>
                {t('toDevice')}
              </Anchor>
            ),
          },
          { label: t('when'), value: update.startsAt !== null && <Scheduled update={update} /> },
          { label: t('schedule.zone'), value: update.timeZone },
          { label: t('wave'), value: String(update.wave) },
          { label: t('performer'), value: term('UpdatePerformer', update.performer) },
          { label: t('responsible'), value: colleagues.find(({ id }) => id === responsibleId)?.name },
          { label: t('form.reason'), value: update.reason && <span dir="auto">{update.reason}</span> },
          { label: t('reviewOn'), value: update.reviewOn && <Day on={update.reviewOn} /> },
          {
            label: t('form.controls'),
            value:
              compensatingControls.length > 0 &&
              compensatingControls.map((control) => term('CompensatingControl', control)).join(', '),
          },
          { label: t('form.unverifiedReason'), value: unverifiedReason && <span dir="auto">{unverifiedReason}</span> },
          {
            label: t('hash.label'),
            value: installedSha256 && <code className={classes['hash']}>{installedSha256}</code>,
          },
        ]}
      />
    </Paper>
  );
}

/** Only what the API says is possible, each as large as a thumb in a glove. */
function NextSteps({ update }: { update: UpdateOfPage }) {
  const { t } = useWords('updates');
  const term = useTerm();
  const side = sideOf(useViewer()) === 'vendor' ? 'VENDOR' : 'HOSPITAL';
  const mayRecord = useMay('record UpdateApplication');
  const mayCountersign = useMay('countersign UpdateApplication') && awaitsSide(update, side);
  const mayDecide = useMay('decide UpdateApplication') && update.isDecisionAwaited;
  const [deed, setDeed] = useState<Deed | null>(null);
  const steps = (mayRecord ? stepsOfAll([update]) : []).toSorted(
    (one, other) => Number(leadsOn(update, other)) - Number(leadsOn(update, one)),
  );
  const big = { size: 'lg', fullWidth: true } as const;
  return (
    <Section title={t('next.title')}>
      {mayCountersign && (
        <Stack gap="xs">
          <Text>{t('next.countersign')}</Text>
          <div className={classes['steps']}>
            <Button {...big} onClick={() => setDeed({ kind: 'countersign', verdict: 'COUNTERSIGNED' })}>
              {t('countersign.COUNTERSIGNED')}
            </Button>
            <Button {...big} variant="default" onClick={() => setDeed({ kind: 'countersign', verdict: 'DISPUTED' })}>
              {t('countersign.DISPUTED')}
            </Button>
          </div>
        </Stack>
      )}
      {mayDecide && (
        <Stack gap="xs">
          <Text>{t('next.decide')}</Text>
          <div className={classes['steps']}>
            {(['KEEP', 'ROLL_BACK'] as const).map((decision) => (
              <Button key={decision} {...big} variant="default" onClick={() => setDeed({ kind: 'decide', decision })}>
                {term('WithdrawalDecision', decision)}
              </Button>
            ))}
          </div>
        </Stack>
      )}
      {steps.length > 0 && (
        <div className={classes['steps']}>
          {steps.map((to) => (
            <Button
              key={to}
              {...big}
              variant={leadsOn(update, to) ? 'filled' : 'default'}
              onClick={() => setDeed({ kind: 'step', to })}
            >
              {t(`step.${to}`)}
            </Button>
          ))}
        </div>
      )}
      {!mayCountersign && !mayDecide && steps.length === 0 && (
        <Text c="dimmed">{t(update.possibleSteps.length === 0 ? 'next.nothing' : 'next.others')}</Text>
      )}
      {deed && <UpdateDialog deed={deed} updates={[update]} onClose={() => setDeed(null)} />}
    </Section>
  );
}
