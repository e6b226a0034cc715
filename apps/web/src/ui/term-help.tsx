import { Tooltip, UnstyledButton } from '@mantine/core';
import { useWords } from '../app/language.ts';
import type { Words } from '../words/areas.ts';
import classes from './term-help.module.css';

/** A word of the field, with what it means for whoever points at it or comes to it by keyboard. */
export function TermHelp({ of, children }: { of: keyof Words['glossary'] & string; children?: string }) {
  const { t } = useWords('glossary');
  const say = t as (key: string) => string;
  return (
    <Tooltip label={say(`${of}.text`)} w={300}>
      <UnstyledButton component="span" role="note" tabIndex={0} className={classes['term'] ?? ''}>
        {children ?? say(`${of}.term`)}
      </UnstyledButton>
    </Tooltip>
  );
}
