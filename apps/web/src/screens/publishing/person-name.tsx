import { useColleagues } from '../../app/colleagues.ts';
import { useWords } from '../../app/language.ts';

/** Who an account is; an API key, or somebody who left long ago, has no name here. */
export function usePersonNames() {
  const { t } = useWords('publishing');
  const colleagues = useColleagues();
  return (id: string): string => colleagues.find(({ userId }) => userId === id)?.name ?? t('program');
}

export function PersonName({ id }: { id: string }) {
  const nameOf = usePersonNames();
  return <span dir="auto">{nameOf(id)}</span>;
}
