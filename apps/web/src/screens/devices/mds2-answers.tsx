import { Anchor, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { MDS2_CHOICES } from '../../app/choices.ts';
import { useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { chosenOf } from './lists.ts';
import { Answer } from './mds2-table.tsx';
import { type AssetByAnswer, AssetsByAnswerQuery } from './mds2-query.ts';
import { makerOf, releaseWords } from '../../ui/release-name.tsx';
import { SourceLink } from './source-link.tsx';
import { useSites } from '../../app/sites.ts';

/** Which of my devices answer MLDP-2 with No? */
export function Mds2Answers() {
  const { t } = useWords('devices');
  const term = useTerm();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/mds2' });
  const [question, setQuestion] = useState(search.question ?? '');
  const [answers, setAnswers] = useState<string[]>(chosenOf(search.answers ?? 'NO', MDS2_CHOICES));
  const [isUnknownToo, setIsUnknownToo] = useState(search.unknown ?? false);
  const asked = chosenOf(search.answers, MDS2_CHOICES);
  return (
    <Stack>
      <form
        role="search"
        aria-label={t('mds2.which.title')}
        onSubmit={(event) => {
          event.preventDefault();
          const questionId = question.trim().toUpperCase();
          if (questionId === '' || answers.length === 0) return;
          const asking = { question: questionId, answers: answers.join(','), unknown: isUnknownToo || undefined };
          void navigate({
            to: '/mds2',
            search: { ...search, ...asking },
            replace: true,
            resetScroll: false,
          });
        }}
      >
        <Group align="flex-end" gap="md">
          <TextInput
            label={t('mds2.which.question')}
            placeholder="MLDP-2"
            maxLength={40}
            spellCheck={false}
            value={question}
            onChange={({ currentTarget }) => setQuestion(currentTarget.value)}
          />
          <Checkbox.Group label={t('mds2.which.answers')} value={answers} onChange={setAnswers}>
            <Group gap="sm" mih={36}>
              {MDS2_CHOICES.map((choice) => (
                <Checkbox key={choice} value={choice} label={term('Mds2Choice', choice)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Checkbox
            mb={8}
            label={t('mds2.which.unknown')}
            checked={isUnknownToo}
            onChange={({ currentTarget }) => setIsUnknownToo(currentTarget.checked)}
          />
          <Button type="submit" disabled={question.trim() === '' || answers.length === 0}>
            {t('mds2.which.ask')}
          </Button>
        </Group>
      </form>
      {search.question && asked.length > 0 && (
        <Answering questionId={search.question} answers={asked} includeUnknown={search.unknown ?? false} />
      )}
    </Stack>
  );
}

interface AnsweringProps {
  questionId: string;
  answers: ReturnType<typeof chosenOf<(typeof MDS2_CHOICES)[number]>>;
  includeUnknown: boolean;
}

function Answering({ questionId, answers, includeUnknown }: AnsweringProps) {
  const { t } = useWords('devices');
  const columns = useColumns();
  const list = useRows(
    AssetsByAnswerQuery,
    { questionId, answers, includeUnknown },
    ({ assetsByMds2Answer }) => assetsByMds2Answer,
  );
  return (
    <RowsTable
      label={t('mds2.which.title')}
      columns={columns}
      list={list}
      keyOf={({ asset, publication, filedDocument }) =>
        [asset.id, publication?.id, filedDocument?.id].filter((part) => part).join(' ')
      }
      empty={{ title: t('mds2.which.none.title'), text: t('mds2.which.none.text') }}
    />
  );
}

function useColumns(): Column<AssetByAnswer>[] {
  const { t } = useWords('devices');
  const language = useLanguage();
  const { nameOfSite } = useSites();
  return [
    {
      key: 'device',
      header: t('asset.product'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ asset }) => (
        <div>
          <Anchor
            dir="auto"
            renderRoot={(props) => <Link to="/assets/$assetId" params={{ assetId: asset.id }} {...props} />}
          >
            {asset.name ?? releaseWords(asset.release, language)}
          </Anchor>
          <Text size="sm" c="dimmed" dir="auto">
            {[makerOf(asset.release.product, language), asset.serialNumber].filter((part) => part).join(' · ')}
          </Text>
        </div>
      ),
    },
    {
      key: 'place',
      header: t('assets.column.place'),
      width: 'minmax(9rem, 1.5fr)',
      cell: ({ asset }) => (
        <Text size="sm" dir="auto">
          {[nameOfSite(asset.siteId), asset.location].filter((part) => part).join(' · ')}
        </Text>
      ),
    },
    {
      key: 'answer',
      header: t('mds2.which.answer'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ answer, note, raw }) =>
        answer ? <Answer answer={{ answer, note, raw }} /> : <Tag tone="notice">{t('mds2.which.notKnown')}</Tag>,
    },
    {
      key: 'source',
      header: t('components.column.source'),
      width: 'minmax(9rem, 1.5fr)',
      cell: (row) => <SourceLink source={row} />,
    },
  ];
}
