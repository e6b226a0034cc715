import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { WithReason } from './with-reason.tsx';

const Revoke = graphql(`
  mutation RevokeSigningKey($input: RevokeSigningKeyInput!) {
    revokeSigningKey(input: $input) {
      signingKey {
        id
      }
    }
  }
`);

/** Says of a key that it is not to be trusted any more. */
export function RevokeKey({ signingKeyId }: { signingKeyId: string }) {
  const { t } = useWords('dealings');
  const revoke = useAct(Revoke);
  return (
    <WithReason
      label={t('keys.revoke')}
      title={t('keys.revokeTitle')}
      text={t('keys.revokeText')}
      reasonLabel={t('keys.reason')}
      act={revoke}
      onSubmit={(reason) => revoke.mutate({ input: { signingKeyId, reason } })}
    />
  );
}
