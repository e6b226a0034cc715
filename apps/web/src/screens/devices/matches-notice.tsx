import { Alert, Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';

const MatchCountQuery = graphql(`
  query ProductMatchCount {
    productMatches(first: 1) {
      totalCount
    }
  }
`);

/** That vendors have registered what the hospital keeps records of; nothing, where none has. */
export function MatchesNotice() {
  const { t } = useWords('devices');
  const { data } = useAnswer(MatchCountQuery, {});
  const count = data?.productMatches.totalCount ?? 0;
  if (count === 0) return null;
  return (
    <Alert title={t('matches.notice', { count })}>
      <Anchor renderRoot={(props) => <Link to="/assets/matches" {...props} />}>{t('matches.look')}</Anchor>
    </Alert>
  );
}
