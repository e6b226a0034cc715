import { Checkbox, Text } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from './empty.tsx';
import { FailureNotice } from './problem.tsx';
import { failureOf } from '../app/failure.ts';
import { useIsPrinting } from './printing.ts';
import { Waiting } from './waiting.tsx';
import { useNumbers } from './when.tsx';
import classes from './rows-table.module.css';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** A width of CSS grid: `minmax(12rem, 3fr)`; default 1fr. */
  width?: string;
  align?: 'end';
}

/** What `useRows` gives. */
interface LoadedRows<Row> {
  rows: readonly Row[];
  total: number | undefined;
  isPending: boolean;
  isFetchingNextPage: boolean;
  hasNextPage: boolean;
  fetchNextPage: () => unknown;
  onView: (firstRow: number, lastRow: number) => void;
  error: Error | null;
  refetch: () => unknown;
}

interface RowsTableProps<Row> {
  /** What the rows are, for who hears the page. */
  label: string;
  columns: readonly Column<Row>[];
  list: LoadedRows<Row>;
  keyOf: (row: Row) => string;
  /** What Enter on a row, or a click beside its links, does. */
  onOpen?: (row: Row) => void;
  /** What other keys do on the row they are pressed on: `{ a: acknowledge }`. */
  keys?: Record<string, (row: Row) => void>;
  selection?: { selected: ReadonlySet<string>; onChange: (selected: ReadonlySet<string>) => void };
  /** What will appear here, when nothing is there. */
  empty: { title: string; text?: string };
  /** The row to begin at, if it is still there: where one was before one opened it. */
  startAt?: string | null;
  /** Marks a row: unread, overdue. */
  toneOf?: (row: Row) => 'unread' | undefined;
}

const ROW_HEIGHT = 56;
/** Rows kept ready beyond the edge of the window. */
const OVERSCAN = 12;
const NOTHING: ReadonlySet<string> = new Set();

/**
 * A list of any length: only rows near the window are in the page, the next ones are fetched as one comes to them, and a
 * refresh keeps one's place. Arrow keys (or j and k) go from row to row, Enter opens, x selects. On a narrow
 * page a row becomes a card.
 */
export function RowsTable<Row>(props: RowsTableProps<Row>) {
  const { label, columns, list, keyOf, onOpen, keys = {}, selection, empty, startAt = null, toneOf } = props;
  const { t } = useTranslation();
  const { count } = useNumbers();
  const { rows } = list;
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [current, setCurrent] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);

  useLayoutEffect(() => setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY), [rows.length > 0]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: top,
    getItemKey: (index) => keyOf(rows[index] as Row),
  });
  const selected = selection?.selected ?? NOTHING;
  const onSelect = selection?.onChange;
  const toggle = useCallback(
    (key: string) => {
      const next = new Set(selected);
      if (!next.delete(key)) next.add(key);
      onSelect?.(next);
    },
    [selected, onSelect],
  );
  const near = virtual.getVirtualItems();
  const [first, last] = [near[0]?.index ?? 0, near.at(-1)?.index ?? 0];
  // Paper has no window to be near to: all that was fetched is printed.
  const isPrinting = useIsPrinting();
  const items = isPrinting ? rows.map((_, index) => ({ index, start: top })) : near;
  useEffect(() => list.onView(first, last), [first, last]);
  // After a failure the next refresh goes on, not every drawing of the table.
  const mayGrow = list.hasNextPage && !list.isFetchingNextPage && !list.error;
  useEffect(() => {
    if (last >= rows.length - OVERSCAN && mayGrow) void list.fetchNextPage();
  }, [last, rows.length, mayGrow]);

  const goTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (!row) return;
    wanted.current = keyOf(row);
    setCurrent(keyOf(row));
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
  };

  useEffect(() => {
    const index = startAt === null ? -1 : rows.findIndex((row) => keyOf(row) === startAt);
    if (index >= 0) goTo(index);
    // Once, when the rows are there: afterwards one is where one goes.
  }, [startAt, rows.length > 0]);

  // The row that the keyboard goes to may first have to be drawn.
  useEffect(() => {
    if (!wanted.current) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current)}"]`);
    if (!row) return;
    row.focus({ preventScroll: true });
    wanted.current = null;
  });

  if (list.error && rows.length === 0)
    return <FailureNotice failure={failureOf(list.error)} onRetry={() => list.refetch()} />;
  if (list.isPending) return <Waiting />;
  if (rows.length === 0) return <Empty title={empty.title}>{empty.text}</Empty>;

  const onKeyDown = (event: KeyboardEvent, row: Row, index: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      j: index + 1,
      ArrowUp: index - 1,
      k: index - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const step = steps[event.key];
    const act = keys[event.key];
    if (step !== undefined) goTo(step);
    else if (event.key === 'Enter' && onOpen) onOpen(row);
    else if ((event.key === 'x' || event.key === ' ') && selection) toggle(keyOf(row));
    else if (act) act(row);
    else return;
    event.preventDefault();
  };

  const template = [...(selection ? ['2.5rem'] : []), ...columns.map(({ width }) => width ?? '1fr')].join(' ');
  const focusable = current !== null && rows.some((row) => keyOf(row) === current) ? current : keyOf(rows[0] as Row);
  return (
    <div className={classes['room']}>
      <div
        role="grid"
        aria-label={label}
        // The row of headings counts too, as it does in aria-rowindex.
        aria-rowcount={list.total === undefined ? -1 : list.total + 1}
        aria-multiselectable={selection !== undefined}
        className={classes['table']}
        style={{ ['--columns' as string]: template }}
      >
        <div role="row" aria-rowindex={1} className={classes['header']}>
          {selection && (
            <div role="columnheader" className={classes['cell']}>
              <Checkbox
                aria-label={t('selectAllShown')}
                checked={selected.size > 0 && rows.every((row) => selected.has(keyOf(row)))}
                indeterminate={selected.size > 0 && !rows.every((row) => selected.has(keyOf(row)))}
                onChange={(event) => selection.onChange(new Set(event.currentTarget.checked ? rows.map(keyOf) : []))}
              />
            </div>
          )}
          {columns.map(({ key, header, align }) => (
            <div key={key} role="columnheader" className={classes['cell']} data-align={align}>
              {header}
            </div>
          ))}
        </div>
        <div ref={body} role="rowgroup" className={classes['body']} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index] as Row;
            const key = keyOf(row);
            return (
              <div
                key={key}
                ref={isPrinting ? undefined : virtual.measureElement}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={selection ? selected.has(key) : undefined}
                data-index={item.index}
                data-key={key}
                data-tone={toneOf?.(row)}
                tabIndex={key === focusable ? 0 : -1}
                className={classes['row']}
                style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
                onFocus={() => setCurrent(key)}
                onKeyDown={(event) => onKeyDown(event, row, item.index)}
                onClick={(event) => {
                  if (onOpen && !(event.target as HTMLElement).closest('a, button, input, label')) onOpen(row);
                }}
              >
                {selection && (
                  <SelectCell label={t('select')} rowKey={key} isSelected={selected.has(key)} onToggle={toggle} />
                )}
                <Cells row={row} columns={columns} />
              </div>
            );
          })}
        </div>
      </div>
      <Text size="sm" c="dimmed" mt="xs" role="status">
        {list.total === undefined
          ? t('rowsShown', { shown: count(rows.length) })
          : t('rowsOf', { shown: count(rows.length), total: count(list.total) })}
      </Text>
    </div>
  );
}

interface CellsProps<Row> {
  row: Row;
  columns: readonly Column<Row>[];
}

// While one scrolls, what a row says stays: it is drawn once, and then only moves.
const Cells = memo(function Cells<Row>({ row, columns }: CellsProps<Row>) {
  return columns.map(({ key, header, cell, align }) => (
    <div key={key} role="gridcell" className={classes['cell']} data-label={header} data-align={align}>
      {cell(row)}
    </div>
  ));
}) as <Row>(props: CellsProps<Row>) => ReactNode;

interface SelectCellProps {
  label: string;
  rowKey: string;
  isSelected: boolean;
  onToggle: (key: string) => void;
}

const SelectCell = memo(function SelectCell({ label, rowKey, isSelected, onToggle }: SelectCellProps) {
  return (
    <div role="gridcell" className={classes['cell']}>
      <Checkbox aria-label={label} tabIndex={-1} checked={isSelected} onChange={() => onToggle(rowKey)} />
    </div>
  );
});
