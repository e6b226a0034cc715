import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsPrinting } from './printing.ts';
import { useNumbers } from './when.tsx';
import classes from './plain-table.module.css';

interface PlainColumn<Row> {
  key: string;
  /** Empty where the cell says by itself what it is: a button. */
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'end';
}

interface PlainTableProps<Row> {
  /** What the rows are, for who hears the page. */
  label: string;
  /** The first one names its row. */
  columns: readonly PlainColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** How many there are in all, where that is known and not all of them are here. */
  total?: number | undefined;
  /** Fetches the rows that follow; left out when there are none. */
  onMore?: (() => void) | undefined;
}

/** Rows shown before somebody asks for all of them. */
const AT_FIRST = 20;

/** A short list within a page. For a list that is a page by itself, and may be of any length, there is RowsTable. */
export function PlainTable<Row>({ label, columns, rows, keyOf, total, onMore }: PlainTableProps<Row>) {
  const { t } = useTranslation();
  const { count } = useNumbers();
  const [isWhole, setIsWhole] = useState(false);
  // Nobody can ask paper for the rest: all that was fetched is printed.
  const isPrinting = useIsPrinting();
  const shown = isWhole || isPrinting ? rows : rows.slice(0, AT_FIRST);
  const all = total ?? rows.length;
  const isPart = shown.length < all || onMore !== undefined;
  const mayShowMore = shown.length < rows.length || onMore !== undefined;
  return (
    <Stack gap="xs" className={classes['room'] ?? ''}>
      <table aria-label={label} className={classes['table']}>
        <thead>
          <tr>
            {columns.map(({ key, header, align }) => (
              <th key={key} scope="col" data-align={align}>
                {header === '' ? <span className={classes['unseen']}>{t('actions')}</span> : header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ key, header, cell, align }, index) => {
                const props = { 'data-label': header || undefined, 'data-align': align };
                return index === 0 ? (
                  <th key={key} scope="row" {...props}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} {...props}>
                    {cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {isPart && (
        <Group>
          <Text size="sm" c="dimmed" role="status">
            {t('rowsOf', { shown: count(shown.length), total: count(all) })}
          </Text>
          {mayShowMore && (
            <Button
              data-print="no"
              size="xs"
              variant="default"
              onClick={() => {
                setIsWhole(true);
                if (shown.length === rows.length) onMore?.();
              }}
            >
              {t('showMore')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
