import { Stack, Text } from '@mantine/core';
import type { Enumeration } from '../../../app/graphql.ts';
import { useTerm, useWords } from '../../../app/language.ts';
import { Tag } from '../../../ui/tags.tsx';
import { TermHelp } from '../../../ui/term-help.tsx';
import { When } from '../../../ui/when.tsx';
import type { PublicationOfPage } from './publication.query.ts';
import classes from './publication.module.css';

type Signature = PublicationOfPage['signatures'][number];

const toneOf = (result: Enumeration<'SignatureResult'>) => {
  if (result === 'VALID') return 'good';
  return result === 'PENDING' ? 'quiet' : 'warning';
};

/** What came of checking the signatures of one file. */
export function SignatureOf({ signatures }: { signatures: readonly Signature[] }) {
  const { t } = useWords('inbox');
  const term = useTerm();
  if (signatures.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('files.unsigned')}
      </Text>
    );
  }
  return (
    <Stack gap={4}>
      {signatures.map(({ signatureName, result, fingerprint, keyRevokedAt, signedAt }) => (
        <div key={signatureName}>
          <Tag tone={keyRevokedAt ? 'warning' : toneOf(result)}>{term('SignatureResult', result)}</Tag>{' '}
          <span data-print="no">
            <TermHelp of={`SignatureResult_${result}`}>{t('files.whatIsThat')}</TermHelp>
          </span>
          {keyRevokedAt && (
            <Text size="sm">
              {t('files.keyRevoked')} <When at={keyRevokedAt} />
            </Text>
          )}
          {signedAt && (
            <Text size="xs" c="dimmed">
              <When at={signedAt} />
            </Text>
          )}
          {fingerprint && <code className={classes['hash']}>{fingerprint}</code>}
        </div>
      ))}
    </Stack>
  );
}
