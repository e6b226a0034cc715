import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Copy } from '../../ui/copy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { When } from '../../ui/when.tsx';
import { MakeCalendarLink } from './make-calendar-link.tsx';

const CalendarLinksQuery = graphql(`
  query CalendarLinks {
    calendarLinks {
      id
      name
      language
      makerName
      isWorking
      mayRevoke
      createdAt
      site {
        id
        name
        englishName
      }
    }
  }
`);

const RevokeCalendarLink = graphql(`
  mutation RevokeCalendarLink($input: CalendarLinkInput!) {
    revokeCalendarLink(input: $input) {
      calendarLink {
        id
      }
    }
  }
`);

type Row = ResultOf<typeof CalendarLinksQuery>['calendarLinks'][number];

/** Calendars of what is due at the sites, for the calendar programs of those who plan it. */
export function CalendarLinksScreen() {
  const { t } = useWords('admin');
  const term = useTerm();
  const language = useLanguage();
  const mayMake = useMay('make CalendarLink');
  const { data, error, refetch } = useAnswer(CalendarLinksQuery, {});
  const [isMaking, { open, close }] = useDisclosure();
  // Shown once, kept nowhere: it is gone when the dialog closes.
  const [url, setUrl] = useState<string | null>(null);
  const links = data?.calendarLinks;
  return (
    <Page
      title={t('calendars.title')}
      lead={t('calendars.lead')}
      actions={mayMake && <Button onClick={open}>{t('calendars.make')}</Button>}
    >
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!links && !error && <Waiting />}
      {links?.length === 0 && (
        <Empty title={t('calendars.empty')}>{t(mayMake ? 'calendars.emptyText' : 'calendars.emptyMember')}</Empty>
      )}
      {links && links.length > 0 && (
        <PlainTable
          label={t('calendars.title')}
          rows={links}
          keyOf={({ id }) => id}
          columns={[
            { key: 'name', header: t('calendars.name'), cell: ({ name }) => <span dir="auto">{name}</span> },
            {
              key: 'site',
              header: t('calendars.site'),
              cell: ({ site }) => <span dir="auto">{site ? nameOf(site, language) : '–'}</span>,
            },
            {
              key: 'language',
              header: t('calendars.language'),
              cell: ({ language: spoken }) => term('Language', spoken),
            },
            {
              key: 'made',
              header: t('calendars.made'),
              cell: ({ makerName, createdAt }) => (
                <div dir="auto">
                  {makerName}
                  <Text size="sm" c="dimmed">
                    <When at={createdAt} />
                  </Text>
                </div>
              ),
            },
            { key: 'state', header: t('members.state'), cell: (link) => <LinkState link={link} /> },
            { key: 'act', header: '', cell: (link) => <RevokeLink link={link} /> },
          ]}
        />
      )}
      <Dialog opened={isMaking} onClose={close} title={t('calendars.make')}>
        <MakeCalendarLink
          onCancel={close}
          onMade={(made) => {
            close();
            setUrl(made);
          }}
        />
      </Dialog>
      <Dialog
        opened={url !== null}
        onClose={() => setUrl(null)}
        closeOnClickOutside={false}
        title={t('calendars.urlTitle')}
      >
        {url !== null && <Address url={url} />}
      </Dialog>
    </Page>
  );
}

function LinkState({ link }: { link: Row }) {
  const { t } = useWords('admin');
  return (
    <Tag tone={link.isWorking ? 'good' : 'quiet'}>{t(link.isWorking ? 'calendars.working' : 'calendars.stopped')}</Tag>
  );
}

function RevokeLink({ link }: { link: Row }) {
  const { t } = useWords('admin');
  const revoke = useAct(RevokeCalendarLink);
  if (!link.mayRevoke) return null;
  return (
    <Confirm
      label={t('calendars.revoke')}
      title={t('calendars.revokeTitle', { name: link.name })}
      act={revoke}
      isGrave
      onConfirm={() => revoke.mutate({ input: { calendarLinkId: link.id } })}
    >
      <Text>{t('calendars.revokeText')}</Text>
    </Confirm>
  );
}

function Address({ url }: { url: string }) {
  const { t } = useWords('admin');
  return (
    <Stack>
      <Alert color="orange" title={t('calendars.urlOnce')}>
        {t('calendars.urlText')}
      </Alert>
      <Code block tabIndex={0} aria-label={t('calendars.urlTitle')}>
        {url}
      </Code>
      <Text size="sm">{t('calendars.how')}</Text>
      <Group justify="flex-end">
        <Copy value={url} of={t('calendars.urlTitle')} size="sm" />
      </Group>
    </Stack>
  );
}
