export const MAX_MODELS = 200;

/** Splits what DOC-3 says into models: at commas, semicolons, line ends and ` / `, but not within parentheses. */
export function splitModels(text: string): string[] {
  const models = new Set<string>();
  let depth = 0;
  let model = '';
  const keep = () => {
    const trimmed = model.trim();
    if (trimmed !== '' && models.size < MAX_MODELS) models.add(trimmed);
    model = '';
  };
  for (const piece of text.split(/([,;、；，\n()（）]| \/ )/)) {
    if (piece === '(' || piece === '（') depth += 1;
    else if ((piece === ')' || piece === '）') && depth > 0) depth -= 1;
    if (depth === 0 && /^(?:[,;、；，\n]| \/ )$/.test(piece)) keep();
    else model += piece;
  }
  keep();
  return [...models];
}

/** The same the other way round. */
export function joinModels(models: string[]): string {
  return models.join(', ');
}
