import { Button, type ButtonProps, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface CopyProps extends Pick<ButtonProps, 'size'> {
  value: string;
  /** What is copied, for who hears the page, where several things can be. */
  of?: string;
}

/** Puts a value where it can be pasted from, and says so. */
export function Copy({ value, of, size = 'xs' }: CopyProps) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => {
        const words = t(copied ? 'copied' : 'copy');
        return (
          <Button size={size} variant="default" onClick={copy} {...(of ? { 'aria-label': `${words}: ${of}` } : {})}>
            {words}
          </Button>
        );
      }}
    </CopyButton>
  );
}
