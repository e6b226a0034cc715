import { Paper, Select, Table, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { type ImportOfPage, MapImport, type SampleRow } from './import-query.ts';
import { useTableKind } from './table-kind.ts';

interface Values extends Record<string, unknown> {
  /** Blank: the column is left out. */
  columns: (Enumeration<'AssetImportColumn'> | '')[];
}

interface ColumnsFormProps {
  one: ImportOfPage;
  sample: readonly SampleRow[];
  onDone: () => void;
}

/** What each column of the table says, with what stands in its first rows. */
export function ColumnsForm({ one, sample, onDone }: ColumnsFormProps) {
  const { t } = useWords('imports');
  const term = useTerm();
  const { columns } = useTableKind();
  const form = useForm<Values>({
    initialValues: { columns: one.columns.map((column) => column ?? '') },
    validate: {
      columns: (columns) => {
        const said = columns.filter((column) => column !== '');
        return new Set(said).size === said.length ? null : t('columns.twice');
      },
    },
  });
  const act = useAct(MapImport, { onDone });
  return (
    <Paper withBorder p="lg">
      <ActForm
        form={form}
        act={act}
        submit={t('columns.submit')}
        onSubmit={({ columns }) =>
          act.mutate({ input: { importId: one.id, columns: columns.map((column) => column || null) } })
        }
      >
        <Text size="sm">{t('columns.lead')}</Text>
        {form.errors['columns'] && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {form.errors['columns']}
          </Text>
        )}
        <Table.ScrollContainer minWidth={560}>
          <Table aria-label={t('columns.title')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('columns.header')}</Table.Th>
                <Table.Th>{t('columns.means')}</Table.Th>
                <Table.Th>{t('columns.sample')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {one.header.map((header, place) => (
                <Table.Tr key={place}>
                  <Table.Td dir="auto">{header || t('columns.nameless', { number: place + 1 })}</Table.Td>
                  <Table.Td>
                    <Select
                      aria-label={t('columns.meaningOf', { header: header || String(place + 1) })}
                      allowDeselect={false}
                      searchable
                      data={[
                        { value: '', label: t('columns.leftOut') },
                        ...columns.map((value) => ({ value, label: term('AssetImportColumn', value) })),
                      ]}
                      {...form.getInputProps(`columns.${place}`)}
                    />
                  </Table.Td>
                  <Table.Td dir="auto">
                    <Text size="sm" lineClamp={2}>
                      {sample
                        .map(({ cells }) => cells[place])
                        .filter(Boolean)
                        .join(' / ')}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </ActForm>
    </Paper>
  );
}
