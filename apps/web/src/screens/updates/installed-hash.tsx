import { Button, FileButton, Stack, Text, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useEffect, useRef, useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { useWords } from '../../app/language.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { digestFile } from '../publishing/transfer/digest-file.ts';

interface InstalledHashProps {
  /** What a form gives a field. */
  input: GetInputPropsReturnType;
  onHash: (sha256: string) => void;
}

interface Hashing {
  name: string;
  share: number;
  failure: ReturnType<typeof failureOf> | null;
}

/** What was really installed, by its SHA-256: typed, or computed here from the file, of which nothing is sent. */
export function InstalledHash({ input, onHash }: InstalledHashProps) {
  const { t } = useWords('updates');
  const { percent } = useNumbers();
  const [hashing, setHashing] = useState<Hashing | null>(null);
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const hash = async (file: File) => {
    stop.current?.abort();
    const control = new AbortController();
    stop.current = control;
    const tell = (facts: Partial<Hashing>) => {
      if (!control.signal.aborted) setHashing({ name: file.name, share: 0, failure: null, ...facts });
    };
    tell({});
    try {
      onHash(await digestFile(file, (done) => tell({ share: done / file.size }), control.signal));
      tell({ share: 1 });
    } catch (error) {
      tell({ failure: failureOf(error) });
    }
  };
  return (
    <Stack gap="xs" align="stretch">
      <TextInput
        label={t('hash.label')}
        description={t('hash.help')}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        {...input}
      />
      <FileButton onChange={(file) => file && void hash(file)}>
        {(props) => (
          <Button variant="default" size="md" {...props}>
            {t('hash.choose')}
          </Button>
        )}
      </FileButton>
      {hashing?.failure && <FailureNotice failure={hashing.failure} />}
      {hashing && !hashing.failure && (
        <Text size="sm" role="status" dir="auto">
          {hashing.share < 1
            ? t('hash.computing', { name: hashing.name, share: percent(hashing.share) })
            : t('hash.computed', { name: hashing.name })}
        </Text>
      )}
    </Stack>
  );
}
