import { Modal, type ModalProps } from '@mantine/core';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps extends Pick<ModalProps, 'title' | 'size' | 'closeOnClickOutside' | 'zIndex'> {
  opened: boolean;
  /** Left out where nobody may close it before they answered. */
  onClose?: () => void;
  children: ReactNode;
}

/** What is asked over the page: its first field has the focus, and closed it gives the focus back to where one was. */
export function Dialog({ onClose, children, ...props }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      {...props}
      onClose={onClose ?? stays}
      withCloseButton={onClose !== undefined}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Content>{children}</Content>
    </Modal>
  );
}

const stays = () => undefined;

const FIELDS = 'input:not([type=hidden]), textarea, select';

function Content({ children }: { children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null);
  // Before Mantine looks where to go: it would go to the button that closes.
  useLayoutEffect(() => {
    const { current } = content;
    if (current?.querySelector('[data-autofocus]')) return;
    current?.querySelector(FIELDS)?.setAttribute('data-autofocus', 'true');
  }, []);
  // Mantine gives the focus back when a dialog is closed; not when whoever drew it stops drawing it.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (document.activeElement === document.body && before instanceof HTMLElement)
        before.focus({ preventScroll: true });
    },
    [before],
  );
  return <div ref={content}>{children}</div>;
}
