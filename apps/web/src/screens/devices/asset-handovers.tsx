import { Anchor, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import { DeviceHistory } from './device-history.tsx';
import { HANDOVER_TONE, HistoryFields } from './handover-query.ts';

const AssetHandoversQuery = graphql(
  `
    query AssetHandovers($id: ID!) {
      asset(id: $id) {
        handovers {
          id
          kind
          state
          direction
          handedOverOn
          returnBy
          giver {
            name
            englishName
          }
          receiver {
            name
            englishName
          }
          history {
            ...HistoryFields
          }
        }
      }
    }
  `,
  [HistoryFields],
);

/** On the page of a device: from whom it came and to whom it went, and what was done on it before. Nothing where neither is so. */
export function AssetHandovers({ assetId }: { assetId: string }) {
  const { t } = useWords('handovers');
  const term = useTerm();
  const language = useLanguage();
  const { data } = useAnswer(AssetHandoversQuery, { id: assetId });
  const handovers = data?.asset.handovers ?? [];
  const came = handovers.filter(({ direction, state }) => direction === 'IN' && state === 'TAKEN_OVER');
  if (handovers.length === 0) return null;
  return (
    <>
      <Section
        title={t('title')}
        actions={<Anchor renderRoot={(props) => <Link to="/handovers" {...props} />}>{t('all')}</Anchor>}
      >
        <PlainTable
          label={t('title')}
          rows={handovers}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'kind',
              header: t('kind'),
              cell: ({ id, kind }) => (
                <Anchor
                  renderRoot={(props) => <Link to="/handovers/$handoverId" params={{ handoverId: id }} {...props} />}
                >
                  {term('HandoverKind', kind)}
                </Anchor>
              ),
            },
            {
              key: 'other',
              header: t('other'),
              cell: ({ direction, giver, receiver }) => (
                <Group gap={4}>
                  <Text component="span" size="sm">
                    {t(direction === 'IN' ? 'from' : 'to')}
                  </Text>
                  <bdi>{nameOf(direction === 'IN' ? giver : receiver, language)}</bdi>
                </Group>
              ),
            },
            { key: 'on', header: t('handedOverOn'), cell: ({ handedOverOn }) => <Day on={handedOverOn} /> },
            { key: 'returnBy', header: t('returnBy'), cell: ({ returnBy }) => returnBy && <Day on={returnBy} /> },
            {
              key: 'state',
              header: t('state'),
              cell: ({ state }) => <Tag tone={HANDOVER_TONE[state]}>{term('HandoverState', state)}</Tag>,
            },
          ]}
        />
      </Section>
      {came.length > 0 && (
        <Section title={t('history.before')} lead={t('history.beforeLead')}>
          {came.map(({ id, history }) => (
            <DeviceHistory key={id} periods={history.periods} />
          ))}
        </Section>
      )}
    </>
  );
}
