import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enumeration } from '../app/graphql.ts';
import { useLanguage, useTerm } from '../app/language.ts';
import { useReasons } from '../app/reasons.ts';
import { Tag } from './tags.tsx';
import { groupsOf } from './groups.ts';
import classes from './findings.module.css';

export interface Finding {
  severity: Enumeration<'FindingSeverity'>;
  reason: string;
  detail: string;
  advice: string | null;
  place: { line: number | null; column: number | null; pointer: string | null; cell: string | null } | null;
}

const TONE = { ERROR: 'grave', WARNING: 'warning', HINT: 'quiet' } as const;
const ORDER = ['ERROR', 'WARNING', 'HINT'] as const;
/** Findings of one kind that are written out; a form with a thousand blanks says the same a thousand times. */
const SHOWN_OF_A_KIND = 5;

interface FindingsProps<One extends Finding> {
  findings: readonly One[];
  /** Under each kind of finding: its justification. */
  children?: ((one: One) => ReactNode) | undefined;
}

/** What was found in the files of a publication, each file by its name. */
export function FindingsByFile<One extends Finding & { uploadId: string; artifactName: string }>({
  findings,
  children,
}: FindingsProps<One>) {
  return groupsOf(findings, ({ uploadId }) => uploadId).map(({ key, first, rows }) => (
    <section key={key} aria-label={first.artifactName}>
      <Title order={3} size="h5" dir="auto" mb="xs">
        {first.artifactName}
      </Title>
      <Findings findings={rows}>{children}</Findings>
    </section>
  ));
}

/** Why something that was found may stand, in the words of whoever submitted it. */
export function Justification({ of: { justification } }: { of: { justification: string | null } }) {
  const { t } = useTranslation('common');
  if (justification === null) return null;
  return (
    <Text size="sm">
      {t('findings.justification')} <q dir="auto">{justification}</q>
    </Text>
  );
}

/** What was found in a file: gravest first, one entry a kind with its places, and what to do. */
export function Findings<One extends Finding>({ findings, children }: FindingsProps<One>) {
  const { t } = useTranslation('common');
  const term = useTerm();
  const sentence = useReasons();
  const language = useLanguage();
  const kinds = groupsOf(findings, ({ severity, reason }) => `${severity} ${reason}`).toSorted(
    (one, other) => ORDER.indexOf(one.first.severity) - ORDER.indexOf(other.first.severity),
  );
  return (
    <Stack component="ul" gap="sm" className={classes['plain'] ?? ''}>
      {kinds.map(({ key, first, rows }) => {
        const words = sentence({ reason: first.reason, message: first.detail });
        // In Japanese the API's own words follow the sentence: they name the values in question.
        const isTranslated = words !== first.detail;
        return (
          <li key={key} className={classes['finding']} data-severity={first.severity}>
            <Stack gap={4}>
              <Group gap="xs" align="flex-start" wrap="nowrap">
                <Tag tone={TONE[first.severity]}>{term('FindingSeverity', first.severity)}</Tag>
                <Text size="sm">{isTranslated ? words : language === 'en' && first.advice}</Text>
              </Group>
              <ul>
                {rows.slice(0, SHOWN_OF_A_KIND).map((one, index) => (
                  <li key={index}>
                    <Text size="sm" component="span" lang="en" dir="auto">
                      {one.detail}
                    </Text>{' '}
                    <Place place={one.place} />
                  </li>
                ))}
                {rows.length > SHOWN_OF_A_KIND && (
                  <li>
                    <Text size="sm" component="span">
                      {t('findings.more', { count: rows.length - SHOWN_OF_A_KIND })}
                    </Text>
                  </li>
                )}
              </ul>
              {children?.(first)}
            </Stack>
          </li>
        );
      })}
    </Stack>
  );
}

/** Line, pointer or cell, as far as the format has such places. */
function Place({ place }: { place: Finding['place'] }) {
  const { t } = useTranslation('common');
  if (!place) return null;
  const { line, column, pointer, cell } = place;
  const parts = [
    cell && t('findings.cell', { cell }),
    pointer && t('findings.pointer', { pointer }),
    line && (column ? t('findings.lineColumn', { line, column }) : t('findings.line', { line })),
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return (
    <Text size="xs" component="span" c="dimmed" ff="monospace">
      {parts.join(' · ')}
    </Text>
  );
}
