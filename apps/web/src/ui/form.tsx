import { Button, Group, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type ReactNode, type SubmitEvent, Suspense, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Failure, failureOf } from '../app/failure.ts';
import { useReasons } from '../app/reasons.ts';
import { FailureNotice } from './problem.tsx';

interface ActFormProps<Values extends Record<string, unknown>> {
  form: UseFormReturnType<Values>;
  /** What `useAct` gives. */
  act: { isPending: boolean; error: Error | null; mutate: (variables: never) => void };
  onSubmit: (values: Values) => void;
  /** The word on the button: what will be done. */
  submit: string;
  onCancel?: () => void;
  children: ReactNode;
}

/**
 * A form and the act it is for. What the API refuses stands at its field, as far as it has one; the rest, and why nothing
 * was sent, above the button. What was typed stays until it was taken.
 */
export function ActForm<Values extends Record<string, unknown>>(props: ActFormProps<Values>) {
  const { form, act, onSubmit, submit, onCancel, children } = props;
  const { t } = useTranslation();
  const { error } = act;
  const failure = useMemo(() => (error ? failureOf(error) : null), [error]);

  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.stopPropagation();
    const { currentTarget } = event;
    form.onSubmit(
      (values) => {
        if (!act.isPending) onSubmit(values);
      },
      // To what is to be corrected, once it is marked.
      () => requestAnimationFrame(() => currentTarget.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()),
    )(event);
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        {children}
        {failure && (
          <Suspense>
            <Refusal failure={failure} form={form} />
          </Suspense>
        )}
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
          <Button type="submit" loading={act.isPending}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface RefusalProps<Values extends Record<string, unknown>> {
  failure: Failure;
  form: UseFormReturnType<Values>;
}

/** Apart from the form, because its words are fetched only once something is refused. */
function Refusal<Values extends Record<string, unknown>>({ failure, form }: RefusalProps<Values>) {
  const sentence = useReasons();
  useEffect(() => {
    const known = failure.fields.filter(({ path }) => hasField(form.getValues(), path));
    form.setErrors(Object.fromEntries(known.map((field) => [field.path, sentence(field)])));
  }, [failure]);
  return <FailureNotice failure={withoutFields(failure, form.getValues())} />;
}

const hasField = (values: object, path: string): boolean => (path.split('.', 1)[0] ?? '') in values;

/** What stands at its own field is not said a second time. */
const withoutFields = (failure: Failure, values: object): Failure => {
  const fields = failure.fields.filter(({ path }) => !hasField(values, path));
  return Object.assign(Object.create(Object.getPrototypeOf(failure) as object), failure, {
    message: failure.message,
    fields,
  }) as Failure;
};
