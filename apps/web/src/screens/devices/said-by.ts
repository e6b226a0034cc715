import { graphql } from '../../app/graphql.ts';

/** Which published document says something. */
export const PublishedSource = graphql(`
  fragment PublishedSource on Publication {
    id
    kind
    titleJa
    titleEn
    publishedAt
    vendor {
      name
      englishName
    }
  }
`);

/** Which document that the hospital filed itself says something. */
export const FiledSource = graphql(`
  fragment FiledSource on FiledDocument {
    id
    kind
    title
    receivedOn
  }
`);

/** Which release it is said about, and whose it is. */
export const ReleaseSpokenOf = graphql(`
  fragment ReleaseSpokenOf on Release {
    id
    version
    product {
      id
      name
      englishName
      makerName
      vendor {
        name
        englishName
      }
    }
  }
`);
