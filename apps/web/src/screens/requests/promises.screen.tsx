import { NumberInput, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ResultOf } from 'gql.tada';
import { URGENCIES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { VendorFigures } from '../answers/vendor-figures.tsx';
import { PromiseList, ResponsePromisesQuery } from './promise-list.tsx';

const PublishResponsePromisesMutation = graphql(`
  mutation PublishResponsePromises($input: PublishResponsePromisesInput!) {
    publishResponsePromises(input: $input) {
      promises {
        urgency
        hours
      }
    }
  }
`);

const HOURS_OF_A_YEAR = 8_760;

/** Within which time the own organisation promises to answer. */
export function PromisesScreen() {
  const { t } = useWords('requests');
  const vendorId = useViewer().organisation?.id ?? '';
  const mayPublish = useMay('publish ResponsePromise');
  const { data } = useAnswer(ResponsePromisesQuery, { vendorId });
  return (
    <Page
      title={t('promises.title')}
      lead={t('promises.lead')}
      above={[{ label: t('title'), link: { to: '/requests' } }]}
    >
      <Section title={t('promises.now')}>
        <PromiseList vendorId={vendorId} />
      </Section>
      <VendorFigures vendorId={vendorId} />
      {mayPublish && (data ? <PromisesForm promises={data.responsePromises} /> : <Waiting />)}
    </Page>
  );
}

function PromisesForm({ promises }: { promises: ResultOf<typeof ResponsePromisesQuery>['responsePromises'] }) {
  const { t } = useWords('requests');
  const term = useTerm();
  const act = useAct(PublishResponsePromisesMutation);
  const hoursOf = (urgency: (typeof URGENCIES)[number]): number | string =>
    promises.find((one) => one.urgency === urgency)?.hours ?? '';
  const form = useForm({
    initialValues: { URGENT: hoursOf('URGENT'), NORMAL: hoursOf('NORMAL'), LOW: hoursOf('LOW') },
  });
  return (
    <Section title={t('promises.change')}>
      <ActForm
        form={form}
        act={act}
        submit={t('promises.publish')}
        onSubmit={(values) =>
          act.mutate({
            input: {
              promises: URGENCIES.flatMap((urgency) =>
                values[urgency] === '' ? [] : [{ urgency, hours: Number(values[urgency]) }],
              ),
            },
          })
        }
      >
        <Text>{t('promises.changeText')}</Text>
        {URGENCIES.map((urgency) => (
          <NumberInput
            key={urgency}
            label={t('promises.hours', { urgency: term('RequestUrgency', urgency) })}
            min={1}
            max={HOURS_OF_A_YEAR}
            allowDecimal={false}
            {...form.getInputProps(urgency)}
          />
        ))}
      </ActForm>
    </Section>
  );
}
