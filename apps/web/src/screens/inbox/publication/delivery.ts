import type { ResultOf } from 'gql.tada';
import { graphql } from '../../../app/graphql.ts';

export const DeliveryFields = graphql(`
  fragment DeliveryFields on Delivery {
    id
    notice
    state
    deliveredAt
    dueOn
    closedAt
    isForInformation
    isSecondCheckMissed
    affectedAssets
    actions {
      kind
      dueOn
    }
    sites {
      siteId
      state
      coverage
      isAnswered
      mayAcknowledge
      isConnected
      viewedAt
      site {
        id
        name
        englishName
      }
      coveredBy {
        id
        name
        englishName
      }
      answers {
        action
        answer
        isDerived
      }
      acknowledgement {
        id
        comment
        createdAt
        correctsId
        answers {
          action
          answer
          comment
        }
      }
    }
  }
`);

export type DeliveryOfPage = ResultOf<typeof DeliveryFields>;
export type SiteOfDelivery = DeliveryOfPage['sites'][number];

/** What the updates of a site's devices answer by themselves: nobody is asked for it, and it cannot be said otherwise. */
export const derivedAnswers = ({ answers }: SiteOfDelivery) => answers.filter(({ isDerived }) => isDerived);

/** Whether a site is still waited for. */
export const isAwaited = ({ state }: DeliveryOfPage, { isConnected, coverage, isAnswered }: SiteOfDelivery): boolean =>
  state === 'OPEN' && isConnected && coverage !== 'COVERED_BY' && !isAnswered;
