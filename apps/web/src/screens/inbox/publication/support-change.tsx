import { graphql } from '../../../app/graphql.ts';
import { useTerm, useWords } from '../../../app/language.ts';
import { useAnswer } from '../../../app/queries.ts';
import { NoRows } from '../../../ui/no-rows.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { Day } from '../../../ui/when.tsx';

const SupportQuery = graphql(`
  query SupportOfReleases($fromId: ID!, $toId: ID!) {
    from: release(id: $fromId) {
      version
      stage
      endOfLifeOn
      endOfSupportOn
    }
    to: release(id: $toId) {
      version
      stage
      endOfLifeOn
      endOfSupportOn
    }
  }
`);

/** How the support of what runs on the device moves with the update. */
export function SupportChange({ fromId, toId }: { fromId: string; toId: string }) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const answer = useAnswer(SupportQuery, { fromId, toId }, { refreshes: false });
  if (!answer.data) return <NoRows list={answer} />;
  const { from, to } = answer.data;
  const day = (on: string | null) => (on ? <Day on={on} /> : '–');
  const rows = [
    { key: 'version', name: t('support.version'), before: from.version, after: to.version },
    {
      key: 'stage',
      name: t('support.stage'),
      before: term('LifeCycleStage', from.stage),
      after: term('LifeCycleStage', to.stage),
    },
    { key: 'endOfLife', name: t('support.endOfLife'), before: day(from.endOfLifeOn), after: day(to.endOfLifeOn) },
    {
      key: 'endOfSupport',
      name: t('support.endOfSupport'),
      before: day(from.endOfSupportOn),
      after: day(to.endOfSupportOn),
    },
  ];
  return (
    <PlainTable
      label={t('support.title')}
      rows={rows}
      keyOf={({ key }) => key}
      columns={[
        { key: 'name', header: t('support.title'), cell: ({ name }) => name },
        { key: 'before', header: t('support.now'), cell: ({ before }) => before },
        { key: 'after', header: t('support.afterwards'), cell: ({ after }) => after },
      ]}
    />
  );
}
