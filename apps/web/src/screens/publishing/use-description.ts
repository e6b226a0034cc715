import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { useDraft } from '../../app/drafts.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { against, type Basis, basisOf } from './basis.ts';
import { descriptionInput, descriptionOf, type DescriptionValues } from './description-values.ts';
import { EditPublication, type OwnPublication } from './publication-query.ts';
import { titleValidation } from './title-validation.ts';

/** The description of a draft while it is typed: kept in this tab, saved with its step, never over another's words unseen. */
export function useDescription(publication: OwnPublication, onSaved: () => void) {
  const { t } = useWords('publishing');
  const [filledFrom, setFilledFrom] = useState(() => basisOf(publication));
  const { basis, isOvertaken } = against(filledFrom, publication);
  const form = useForm({
    initialValues: descriptionOf(publication),
    validate: titleValidation(t('description.titleMissing')),
  });
  // With what was typed it is kept what that was typed over: a colleague who saved before one came back is not overwritten.
  const draft = useDraft(`publication:${publication.id}`, useViewer().userId, form, {
    kept: JSON.stringify(filledFrom),
    restore: (kept) => setFilledFrom(JSON.parse(kept) as Basis),
  });
  const edit = useAct(EditPublication, {
    onDone({ editPublication }) {
      setFilledFrom(basisOf(editPublication.publication));
      draft.forget();
      form.resetDirty();
      onSaved();
    },
  });
  const isDirty = form.isDirty();

  const fillAnew = () => {
    const values = descriptionOf(publication);
    form.setValues(values);
    form.resetDirty(values);
    draft.forget();
    setFilledFrom(basisOf(publication));
    edit.reset();
  };
  useEffect(() => {
    if (isOvertaken && !isDirty) fillAnew();
  }, [isOvertaken, isDirty]);

  return {
    form,
    edit,
    isDirty,
    isOvertaken,
    save: (values: DescriptionValues) =>
      edit.mutate({
        input: { publicationId: publication.id, updatedAt: basis.updatedAt, ...descriptionInput(values) },
      }),
    fillAnew,
    /** What was typed is to stand, now that its author knows of the other. */
    insist() {
      setFilledFrom(basisOf(publication));
      edit.reset();
    },
  };
}
