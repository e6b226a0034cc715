import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Enumeration } from '../app/graphql.ts';
import { useTerm } from '../app/language.ts';
import { PlainTable } from './plain-table.tsx';
import { Tag } from './tags.tsx';
import { Day } from './when.tsx';

interface ComparedComponent {
  position: number;
  group: string | null;
  name: string;
  version: string | null;
  supplier: string | null;
  licences: readonly string[];
  supportLevel: Enumeration<'SupportLevel'> | null;
  endOfSupportOn: string | null;
}

interface ComponentChange {
  change: Enumeration<'ChangeKind'>;
  fields: readonly string[];
  before: ComparedComponent | null;
  after: ComparedComponent | null;
}

const TONE = { ADDED: 'notice', REMOVED: 'quiet', CHANGED: 'notice' } as const;

/** Components that came, went, or are others now. */
export function ComponentChanges({ changes }: { changes: readonly ComponentChange[] }) {
  const { t } = useTranslation();
  const term = useTerm();
  const say = t as (key: string) => string;
  if (changes.length === 0) return null;
  return (
    <PlainTable
      label={t('difference.components')}
      rows={changes}
      keyOf={({ before, after }) => `${before?.position ?? ''}:${after?.position ?? ''}`}
      columns={[
        {
          key: 'component',
          header: t('difference.component'),
          cell: ({ before, after }) => {
            const one = after ?? before;
            return (
              <div>
                <bdi>{[one?.group, one?.name].filter(Boolean).join(' / ')}</bdi>
                {one?.supplier && (
                  <Text size="sm" c="dimmed" fw={400} dir="auto">
                    {one.supplier}
                  </Text>
                )}
              </div>
            );
          },
        },
        {
          key: 'change',
          header: t('difference.change'),
          cell: ({ change, fields }) => (
            <div>
              <Tag tone={TONE[change]}>{term('ChangeKind', change)}</Tag>
              {fields.length > 0 && (
                <Text size="sm" c="dimmed">
                  {fields.map((field) => say(`difference.of.${field}`)).join(', ')}
                </Text>
              )}
            </div>
          ),
        },
        {
          key: 'before',
          header: t('difference.before'),
          cell: ({ before, fields }) => before && <Component component={before} fields={fields} />,
        },
        {
          key: 'after',
          header: t('difference.after'),
          cell: ({ after, fields }) => after && <Component component={after} fields={fields} />,
        },
      ]}
    />
  );
}

/** Its version, and what else of it is different. */
function Component({ component, fields }: { component: ComparedComponent; fields: readonly string[] }) {
  const { t } = useTranslation();
  const term = useTerm();
  const { version, licences, supportLevel, endOfSupportOn } = component;
  return (
    <div>
      <bdi>{version ?? '–'}</bdi>
      {fields.includes('LICENCE') && (
        <Text size="sm" dir="auto">
          {licences.join(', ') || '–'}
        </Text>
      )}
      {fields.includes('SUPPORT_LEVEL') && (
        <Text size="sm">{supportLevel ? term('SupportLevel', supportLevel) : '–'}</Text>
      )}
      {fields.includes('END_OF_SUPPORT') && (
        <Text size="sm">
          {t('difference.endOfSupport')} {endOfSupportOn ? <Day on={endOfSupportOn} /> : '–'}
        </Text>
      )}
    </div>
  );
}
