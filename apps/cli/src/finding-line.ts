/** Something found in a file, as the portal or a reader tells it. */
export interface ToldFinding {
  severity: 'ERROR' | 'WARNING' | 'HINT';
  reason: string;
  detail: string;
  advice?: string | null | undefined;
  place?:
    | {
        line?: number | null | undefined;
        column?: number | null | undefined;
        pointer?: string | null | undefined;
        cell?: string | null | undefined;
      }
    | null
    | undefined;
}

/** `sbom.json:12:5 /components/3: warning: … (formats.…)`, as compilers write it, so that editors find the place. */
export function findingLines(file: string, finding: ToldFinding): string[] {
  const { severity, reason, detail, advice, place } = finding;
  const line = place?.line ? `:${place.line}${place.column ? `:${place.column}` : ''}` : '';
  const inside = place?.cell ?? place?.pointer;
  const first = `${file}${line}${inside ? ` ${inside}` : ''}: ${severity.toLowerCase()}: ${detail} (${reason})`;
  return advice ? [first, `    ${advice}`] : [first];
}
