import { Paper, Skeleton, Text } from '@mantine/core';
import { useNumbers } from '../../ui/when.tsx';

/** A number with what it counts; undefined while it is not known yet. */
export function Count({ label, value }: { label: string; value: number | undefined }) {
  const { count } = useNumbers();
  return (
    <Paper withBorder p="md">
      <Text size="sm">{label}</Text>
      {value === undefined ? (
        <Skeleton h={32} w={64} />
      ) : (
        <Text size="xl" fw={700}>
          {count(value)}
        </Text>
      )}
    </Paper>
  );
}
