import { gather } from './crowd.ts';
import { Portal } from './portal.ts';
import { figure, type Measurement } from './report.ts';

const ROWS = 50_000;
const AIM_SECONDS = 120;
const AIM_PEAK_MIB = 1024;
const AIM_DELAY_MS = 50;

const MAP = `mutation ($input: MapAssetImportInput!) { mapAssetImport(input: $input) { import { state } } }`;
const APPLY = `mutation ($input: AssetImportInput!) { applyAssetImport(input: $input) { import { state } } }`;
const GO_ON = `mutation ($input: AssetImportInput!) { continueAssetImport(input: $input) { import { state } } }`;
const FOUND = `query ($id: ID!) { assetImport(id: $id) { columns counts { new changed same wrong } } }`;

/** A table as a hospital keeps it: every device by itself, in ten zones. */
function table(): string {
  const rows = Array.from(
    { length: ROWS },
    (_, i) => `Site 1,輸液ポンプ,1.0,S-${i},ME-${i},病棟 ${i % 40},LAN,VLAN ${i % 10},2024-04-01`,
  );
  return ['拠点,製品名,バージョン,製造番号,管理番号,設置場所,接続,VLAN,設置日', ...rows].join('\r\n');
}

/** 50,000 devices from one CSV: read, checked, applied, and the same file once more, which changes nothing. */
export const imports = (): Promise<Measurement[]> =>
  Portal.with(async (portal) => {
    const { hospitals } = await gather(portal, 1);
    const [hospital] = hospitals;
    if (!hospital) throw new Error('there is no hospital');
    const bytes = table();
    portal.forgetPeak();
    await portal.delayMs();

    const importOnce = async () => {
      const began = performance.now();
      const seconds = () => (performance.now() - began) / 1_000;
      const answer = await fetch(`${portal.url}/imports/assets?name=devices.csv`, {
        method: 'POST',
        headers: { ...hospital.headers, 'content-type': 'text/csv' },
        body: bytes,
      });
      const { id } = (await answer.json()) as { id: string };
      const read = seconds();
      const ask = <T>(query: string, input: object) => portal.graphql<T>(hospital.headers, query, { input });
      const goOn = async (until: string) => {
        for (;;) {
          const { continueAssetImport } = await ask<{ continueAssetImport: { import: { state: string } } }>(GO_ON, {
            importId: id,
          });
          if (continueAssetImport.import.state === until) return;
        }
      };
      const found = () =>
        portal.graphql<{ assetImport: { columns: string[]; counts: Record<string, number> } }>(
          hospital.headers,
          FOUND,
          { id },
        );
      const { assetImport } = await found();
      await ask(MAP, { importId: id, columns: assetImport.columns });
      await goOn('CHECKED');
      const checked = seconds();
      await ask(APPLY, { importId: id });
      await goOn('APPLIED');
      return { read, checked, applied: seconds(), counts: (await found()).assetImport.counts };
    };
    const first = await importOnce();
    const again = await importOnce();
    const delayMs = await portal.delayMs();
    const { peakMiB } = portal.memory();
    if (first.counts['new'] !== ROWS || again.counts['same'] !== ROWS) {
      throw new Error(`not every row was taken: ${JSON.stringify([first.counts, again.counts])}`);
    }
    return [
      {
        what: `import ${ROWS} devices from a CSV: until they are registered`,
        aim: `${AIM_SECONDS} s`,
        measured: `${figure(first.applied)} s`,
        isReached: first.applied < AIM_SECONDS,
        detail: `read after ${figure(first.read)} s, checked after ${figure(first.checked)} s; the same file again, which changes nothing: ${figure(again.applied)} s`,
      },
      {
        what: 'import: memory of the server at its peak',
        aim: `${AIM_PEAK_MIB} MiB`,
        measured: `${figure(peakMiB)} MiB`,
        isReached: peakMiB < AIM_PEAK_MIB,
        detail: 'both imports one after the other',
      },
      {
        what: 'import: longest delay of the event loop',
        aim: `${AIM_DELAY_MS} ms`,
        measured: `${figure(delayMs)} ms`,
        isReached: delayMs < AIM_DELAY_MS,
        detail: 'both imports; the rows are read in a thread of their own',
      },
    ];
  });
