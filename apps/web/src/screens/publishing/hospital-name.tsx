import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';

const OrganisationNameQuery = graphql(`
  query OrganisationName($id: ID!) {
    organisation(id: $id) {
      name
      englishName
    }
  }
`);

/** The name of a hospital that a publication names by its id. */
export function HospitalName({ id }: { id: string }) {
  const language = useLanguage();
  const { data } = useAnswer(OrganisationNameQuery, { id }, { refreshes: false });
  return <>{data ? nameOf(data.organisation, language) : '…'}</>;
}
