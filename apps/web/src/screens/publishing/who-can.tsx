import { Text } from '@mantine/core';
import { useColleagues } from '../../app/colleagues.ts';
import { useWords } from '../../app/language.ts';
import { useListed } from './listed.ts';

/** Who of the organisation can do what one may not do oneself. @param excluded accounts that wrote in it, or published it. */
export function WhoCan({ excluded }: { excluded: readonly string[] }) {
  const { t } = useWords('publishing');
  const listed = useListed();
  const able = useColleagues().filter(
    ({ userId, state, roles }) => state === 'ACTIVE' && roles.includes('VENDOR_APPROVER') && !excluded.includes(userId),
  );
  return (
    <Text size="sm" dir="auto">
      {able.length > 0 ? t('whoCan', { names: listed(able.map(({ name }) => name)) }) : t('whoCanNobody')}
    </Text>
  );
}
