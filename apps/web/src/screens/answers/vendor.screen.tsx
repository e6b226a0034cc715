import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Answered } from '../../ui/answered.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { PromiseList } from '../requests/promise-list.tsx';
import { VendorFigures } from './vendor-figures.tsx';

const VendorOfAnswersQuery = graphql(`
  query VendorOfAnswers($id: ID!) {
    organisation(id: $id) {
      id
      name
      englishName
    }
  }
`);

const route = getRouteApi('/signed-in/vendors/$vendorId');

/** How a vendor answers: what it promises, how it keeps it, and what it answered to all. */
export function VendorScreen() {
  const { t } = useWords('answers');
  const language = useLanguage();
  const { vendorId } = route.useParams();
  const answer = useAnswer(VendorOfAnswersQuery, { id: vendorId }, { refreshes: false });
  return (
    <Answered of={answer} title={t('vendorTitle')}>
      {({ organisation }) => (
        <Page
          title={nameOf(organisation, language)}
          lead={t('vendorLead')}
          above={[{ label: t('title'), link: { to: '/answers' } }]}
          actions={
            <Button variant="default" renderRoot={(props) => <Link to="/answers" search={{ vendorId }} {...props} />}>
              {t('ofVendor')}
            </Button>
          }
        >
          <Section title={t('promised')}>
            <PromiseList vendorId={vendorId} />
          </Section>
          <VendorFigures vendorId={vendorId} />
        </Page>
      )}
    </Answered>
  );
}
