import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const ChasingPlansQuery = graphql(`
  query ChasingPlans {
    chasingPlans {
      id
      isDefault
      side
      severity
      publicationKind
      stopsAt
      quietFrom
      quietUntil
      restsOnHolidays
      createdAt
      steps {
        base
        delayHours
        channel
        role
      }
    }
  }
`);

export type Plan = ResultOf<typeof ChasingPlansQuery>['chasingPlans'][number];
export type PlanStep = Plan['steps'][number];
