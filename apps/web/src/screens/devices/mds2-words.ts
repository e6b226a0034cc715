import { useWords } from '../../app/language.ts';

/** Of HN 1-2019, in the form's order. */
export const MDS2_SECTIONS: readonly string[] = [
  'DOC',
  'MPII',
  'ALOF',
  'AUDT',
  'AUTH',
  'CSUP',
  'DIDT',
  'DTBK',
  'EMRG',
  'IGAU',
  'MLDP',
  'NAUT',
  'CONN',
  'PAUT',
  'PLOK',
  'RDMP',
  'SBOM',
  'SAHD',
  'SGUD',
  'STCF',
  'TXCF',
  'TXIG',
  'RMOT',
];

/** What a section asks about, in this project's own words: the questions' texts are their publisher's. */
export function useSections() {
  const { t, i18n } = useWords('devices');
  return (section: string): string => {
    const key = `mds2.section.${section}`;
    return i18n.exists(`devices:${key}`) ? `${section}  ${(t as (key: string) => string)(key)}` : section;
  };
}
