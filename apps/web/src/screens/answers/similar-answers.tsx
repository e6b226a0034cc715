import { Anchor, Paper, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';

const SimilarAnswersQuery = graphql(`
  query SimilarAnswers($vendorId: ID!, $text: String!) {
    similarAnswers(vendorId: $vendorId, text: $text) {
      publishedAnswer {
        id
        publishedAt
        inForce {
          title
          words
        }
      }
      request {
        id
        title
        settledAt
      }
    }
  }
`);

const TYPING_MS = 500;

/** What may answer a question that is being written: it leads there without asking. */
export function SimilarAnswers({ vendorId, text }: { vendorId: string; text: string }) {
  const { t } = useWords('answers');
  const [settled] = useDebouncedValue(text.trim(), TYPING_MS);
  const { data } = useAnswer(
    SimilarAnswersQuery,
    { vendorId, text: settled },
    { enabled: settled !== '', refreshes: false },
  );
  const similar = settled === '' ? [] : (data?.similarAnswers ?? []);
  return (
    <div aria-live="polite">
      {similar.length > 0 && (
        <Section title={t('similar')} lead={t('similarLead')}>
          <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
            {similar.map(({ publishedAnswer, request }) => (
              <Paper key={publishedAnswer?.id ?? request?.id} component="li" withBorder p="sm">
                {publishedAnswer && (
                  <>
                    <Text fw={600} dir="auto">
                      {publishedAnswer.inForce?.title}
                    </Text>
                    <Text size="sm" lineClamp={3} dir="auto">
                      {publishedAnswer.inForce?.words}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {t('toAll')} {publishedAnswer.publishedAt && <When at={publishedAnswer.publishedAt} />}
                    </Text>
                    <Anchor
                      size="sm"
                      aria-label={t('answersIt', { title: publishedAnswer.inForce?.title ?? '' })}
                      renderRoot={(props) => <Link to="/answers/$id" params={{ id: publishedAnswer.id }} {...props} />}
                    >
                      {t('answersThis')}
                    </Anchor>
                  </>
                )}
                {request && (
                  <>
                    <Text fw={600} dir="auto">
                      {request.title}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {t('toYou')} {request.settledAt && <When at={request.settledAt} />}
                    </Text>
                    <Anchor
                      size="sm"
                      aria-label={t('answersIt', { title: request.title })}
                      renderRoot={(props) => <Link to="/requests/$id" params={{ id: request.id }} {...props} />}
                    >
                      {t('answersThis')}
                    </Anchor>
                  </>
                )}
              </Paper>
            ))}
          </Stack>
        </Section>
      )}
    </div>
  );
}
