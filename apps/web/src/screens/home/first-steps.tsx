import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useWords } from '../../app/language.ts';
import classes from './home.module.css';

const STEPS = [
  { key: 'sites', path: '/sites' },
  { key: 'vendors', path: '/relationships' },
  { key: 'devices', path: '/assets' },
] as const;

/** For a hospital that has no devices yet: what leads to its first document. */
export function FirstSteps() {
  const { t } = useWords('inbox');
  const router = useRouter();
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="first-steps">
      <Stack>
        <Title order={2} size="h4" id="first-steps">
          {t('home.first.title')}
        </Title>
        <Text>{t('home.first.lead')}</Text>
        <ol className={classes['steps']}>
          {STEPS.map(({ key, path }) => (
            <li key={key}>
              <Anchor
                href={path}
                fw={600}
                onClick={(event) => {
                  event.preventDefault();
                  router.history.push(path);
                }}
              >
                {t(`home.first.${key}`)}
              </Anchor>
              <Text size="sm" c="dimmed">
                {t(`home.first.${key}Text`)}
              </Text>
            </li>
          ))}
        </ol>
      </Stack>
    </Paper>
  );
}
