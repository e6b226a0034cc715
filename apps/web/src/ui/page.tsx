import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  title: ReactNode;
  /** What the browser's tab says; needed when the title is not plain words. */
  tabTitle?: string;
  /** What this page is for, in a sentence. */
  lead?: ReactNode;
  /** Where one came down from. */
  above?: readonly { label: string; link: LinkProps }[];
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a screen: its heading, what can be done on it, and its content. */
export function Page({ title, tabTitle, lead, above = [], actions, children }: PageProps) {
  const name = tabTitle ?? (typeof title === 'string' ? title : '');
  useEffect(() => {
    document.title = name ? `${name} · Tasuki` : 'Tasuki 襷';
  }, [name]);
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        {above.length > 0 && (
          <Breadcrumbs data-print="no">
            {above.map(({ label, link }) => (
              <Anchor key={label} size="sm" renderRoot={(props) => <Link {...link} {...props} />}>
                {label}
              </Anchor>
            ))}
          </Breadcrumbs>
        )}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Title order={1} size="h2" dir="auto">
            {title}
          </Title>
          {actions && (
            <Group gap="xs" data-print="no">
              {actions}
            </Group>
          )}
        </Group>
        {lead && <Text c="dimmed">{lead}</Text>}
      </Stack>
      {children}
    </Stack>
  );
}
