import '@mantine/dropzone/styles.layer.css';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useWords } from '../../app/language.ts';
import { useNumbers } from '../../ui/when.tsx';
import { MOST_FILES, sortOut, type WhyNot } from './transfer/choose.ts';

interface FilePickerProps {
  /** Names of the files that are there already. */
  present: readonly string[];
  takesPrograms: boolean;
  onFiles: (files: { file: File; handle: FileSystemFileHandle | null }[]) => void;
}

interface Refusals {
  folders: string[];
  files: { name: string; why: WhyNot }[];
  tooMany: number;
}

/** As many refused files as are named; the others are counted. */
const NAMED = 10;

/** Where files are dropped or chosen. Each is looked over before anything is sent of it. */
export function FilePicker({ present, takesPrograms, onFiles }: FilePickerProps) {
  const { t } = useWords('publishing');
  const { count } = useNumbers();
  const open = useRef<() => void>(null);
  const folders = useRef<string[]>([]);
  const handles = useRef(new Map<File, Promise<FileSystemFileHandle | null>>());
  const [refusals, setRefusals] = useState<Refusals | null>(null);

  const filesIn = async (event: unknown): Promise<(File | DataTransferItem)[]> => {
    const { dataTransfer, target, type } = event as DragEvent;
    folders.current = [];
    handles.current = new Map();
    if (!dataTransfer) return [...((target as HTMLInputElement | null)?.files ?? [])];
    const items = [...dataTransfer.items].filter(({ kind }) => kind === 'file');
    // Before the drop a browser tells only that there are files.
    if (type !== 'drop') return items;
    const files: File[] = [];
    for (const item of items) {
      const entry = item.webkitGetAsEntry();
      const file = entry?.isDirectory ? null : item.getAsFile();
      if (entry?.isDirectory) folders.current.push(entry.name);
      if (!file) continue;
      files.push(file);
      handles.current.set(file, fileHandleOf(item));
    }
    return files;
  };

  const take = async (chosen: readonly File[]) => {
    const { taken, refused, isTooMany } = sortOut(chosen, present, takesPrograms);
    const isClean = refused.length === 0 && folders.current.length === 0 && !isTooMany;
    setRefusals(isClean ? null : { folders: folders.current, files: refused, tooMany: isTooMany ? chosen.length : 0 });
    const known = handles.current;
    const files = await Promise.all(
      taken.map(async (file) => ({ file, handle: (await known.get(file)?.catch(() => null)) ?? null })),
    );
    if (files.length > 0) onFiles(files);
  };

  return (
    <Stack>
      <Dropzone
        onDrop={(files) => void take(files)}
        getFilesFromEvent={filesIn}
        activateOnClick={false}
        activateOnKeyboard={false}
        enablePointerEvents
        openRef={open}
        tabIndex={-1}
        p="lg"
        // The button below opens it: once is enough for who hears the page.
        inputProps={{ 'aria-hidden': true, tabIndex: -1 }}
      >
        <Stack align="center" gap="xs">
          <IconFileUpload size={36} aria-hidden />
          <Text>{t('files.drop')}</Text>
          <Button variant="default" onClick={() => open.current?.()}>
            {t('files.choose')}
          </Button>
          <Text size="sm" c="dimmed" ta="center">
            {t('files.hint', { count: MOST_FILES })}
          </Text>
        </Stack>
      </Dropzone>
      <div role="status">
        {refusals && (
          <Alert
            color="orange"
            title={t('refused.title')}
            withCloseButton
            closeButtonLabel={t('common:close')}
            onClose={() => setRefusals(null)}
          >
            <Stack gap="xs">
              {refusals.tooMany > 0 && (
                <Text size="sm">{t('refused.tooMany', { count: count(refusals.tooMany), most: MOST_FILES })}</Text>
              )}
              {refusals.folders.length + refusals.files.length > 0 && (
                <ul>
                  {refusals.folders.map((name) => (
                    <li key={`/${name}`}>{t('refused.folder', { name })}</li>
                  ))}
                  {refusals.files.slice(0, NAMED).map(({ name, why }, index) => (
                    <li key={`${index} ${name}`}>{t(`refused.${why}`, { name })}</li>
                  ))}
                </ul>
              )}
              {refusals.files.length > NAMED && (
                <Text size="sm">{t('refused.more', { count: count(refusals.files.length - NAMED) })}</Text>
              )}
            </Stack>
          </Alert>
        )}
      </div>
    </Stack>
  );
}

const fileHandleOf = async (item: DataTransferItem): Promise<FileSystemFileHandle | null> => {
  const handle = await item.getAsFileSystemHandle?.();
  return handle?.kind === 'file' ? (handle as FileSystemFileHandle) : null;
};
