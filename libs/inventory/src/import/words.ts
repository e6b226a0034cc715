import { ASSET_STATUSES, CONNECTIONS } from '../asset.entity.ts';
import { COMPENSATING_CONTROLS } from '../compensating-control.ts';
import { LINE_STATES } from '../installed-base-line.entity.ts';
import { OWNERSHIPS } from '../record/asset-record.entity.ts';

/** What a column of a table can say. */
export const COLUMNS = [
  'HOSPITAL',
  'SITE',
  'GTIN',
  'APPROVAL_NUMBER',
  'PRODUCT',
  'MAKER',
  'VERSION',
  'SERIAL_NUMBER',
  'LOT',
  'QUANTITY',
  'NAME',
  'LOCATION',
  'CONNECTIONS',
  'STATUS',
  'ASSET_TAG',
  'DEPARTMENT',
  'INSTALLED_ON',
  'OWNERSHIP',
  'OWNER',
  'NETWORK_NAME',
  'NETWORK_ADDRESS',
  'ZONE',
  'EXPOSED_TO',
  'REMOTE_MAINTENANCE',
  'CONTROLS',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What a table becomes: assets of a hospital, or lines of a vendor's installed-base list. */
export const TABLE_ABOUTS = ['ASSETS', 'INSTALLED_BASE'] as const;
export type TableAbout = (typeof TABLE_ABOUTS)[number];

/** What a table tells, in the order in which it is exported. */
export const COLUMNS_OF: Record<TableAbout, readonly Column[]> = {
  ASSETS: COLUMNS.filter((column) => column !== 'HOSPITAL'),
  INSTALLED_BASE: ['HOSPITAL', 'SITE', 'GTIN', 'APPROVAL_NUMBER', 'PRODUCT', 'VERSION', 'SERIAL_NUMBER', 'QUANTITY'],
};

export const TABLE_LANGUAGES = ['ja', 'en'] as const;
export type TableLanguage = (typeof TABLE_LANGUAGES)[number];

/** How a thing is written: in Japanese, in English, and otherwise. The first two are how it is exported. */
type Writings = readonly [ja: string, en: string, ...others: string[]];

const HEADERS: Record<Column, Writings> = {
  HOSPITAL: [
    '医療機関',
    'Hospital',
    '病院名',
    '病院',
    '医療機関名',
    '施設',
    '施設名',
    '納入先',
    'Hospital code',
    'Customer',
  ],
  SITE: ['拠点', 'Site', '施設', '施設名', '病院名', '院所'],
  GTIN: ['GTIN', 'GTIN', 'UDI-DI', 'UDI', 'JANコード', 'JAN'],
  APPROVAL_NUMBER: ['承認番号', 'Approval number', '認証番号', '届出番号', '医療機器承認番号', '承認・認証・届出番号'],
  PRODUCT: ['製品名', 'Product', '製品', '品名', '販売名', '機種', '機種名', '型式', '型番', 'Model', 'Device'],
  MAKER: ['製造販売業者', 'Maker', 'メーカー', 'メーカ', '製造元', '製造業者', 'Manufacturer', 'Vendor'],
  VERSION: ['バージョン', 'Version', 'ソフトウェアバージョン', '版', 'Software version', 'Release', 'Firmware'],
  SERIAL_NUMBER: ['製造番号', 'Serial number', 'シリアル番号', 'シリアル', '機番', 'S/N', 'SN', 'Serial'],
  LOT: ['ロット', 'Lot', 'ロット番号', 'Lot number'],
  QUANTITY: ['数量', 'Quantity', '台数', 'Qty', 'Count'],
  NAME: ['名称', 'Name', '機器名', '機器名称', '管理名称'],
  LOCATION: ['設置場所', 'Location', '場所', '設置部屋', 'Room'],
  CONNECTIONS: ['接続', 'Connections', '接続形態', 'ネットワーク接続', 'Connection'],
  STATUS: ['状態', 'Status', '使用状況', 'ステータス'],
  ASSET_TAG: ['管理番号', 'Asset tag', '資産番号', '備品番号', '機器番号', 'ME番号', 'Tag', 'Inventory number'],
  DEPARTMENT: ['部署', 'Department', '診療科', '部門', '使用部署', 'Ward'],
  INSTALLED_ON: ['設置日', 'Installed on', '導入日', '購入日', '取得日', 'Installed', 'Installation date'],
  OWNERSHIP: ['所有区分', 'Ownership', '所有形態', '調達区分'],
  OWNER: ['所有者', 'Owner', 'リース会社', '貸出元'],
  NETWORK_NAME: ['ホスト名', 'Network name', 'Hostname', 'Host name', 'コンピューター名'],
  NETWORK_ADDRESS: ['IPアドレス', 'Network address', 'IP address', 'IP', 'MACアドレス', 'MAC address'],
  ZONE: ['ネットワーク区画', 'Zone', 'VLAN', 'ネットワークゾーン', 'セグメント', 'Network zone', 'Segment'],
  EXPOSED_TO: ['到達可能な区画', 'Exposed to', '隣接', '隣接機器', 'Neighbours'],
  REMOTE_MAINTENANCE: [
    'リモート保守経路',
    'Remote maintenance',
    'リモート保守',
    'リモートメンテナンス',
    'Remote access',
  ],
  CONTROLS: ['補完的対策', 'Compensating controls', '補完的コントロール', '対策', 'Controls'],
};

const VALUES = {
  CONNECTIONS: {
    NETWORK: ['ネットワーク', 'Network', 'LAN', '有線', '無線', 'Wi-Fi', 'WiFi', '有', 'あり'],
    DEVICE: ['機器間', 'Device', '他の機器', 'シリアル接続', 'Serial'],
    REMOVABLE_MEDIA: ['可搬媒体', 'Removable media', 'USB', 'USBメモリ', 'USBメモリー', '外部媒体'],
    MAINTENANCE_ONLY: ['保守時のみ', 'Maintenance only', '保守時', 'メンテナンス時のみ'],
    NONE: ['なし', 'None', '無', '無し', '未接続', 'スタンドアロン', 'Stand-alone', 'Standalone'],
    UNKNOWN: ['不明', 'Unknown', '未確認', '?'],
  } satisfies Record<(typeof CONNECTIONS)[number], Writings>,
  STATUS: {
    EVALUATING: ['導入検討中', 'Under evaluation', '評価中', 'Evaluating', '評価', '試用'],
    IN_USE: ['使用中', 'In use', '稼働', '稼働中', '使用', '運用中'],
    STORED: ['保管', 'Stored', '保管中', '休止', '予備', 'In store'],
    LENT_OUT: ['貸出中', 'Lent out', '他院貸出中'],
    RETIRED: ['廃棄・返却', 'Retired', '廃棄', '返却', '廃棄済', '廃棄済み', '除却'],
  } satisfies Record<(typeof ASSET_STATUSES)[number], Writings>,
  OWNERSHIP: {
    OWNED: ['所有', 'Owned', '購入', '自己所有', '自院所有'],
    LEASED: ['リース', 'Leased', 'Lease', 'レンタル', 'Rental'],
    ON_LOAN: ['借用', 'On loan', '貸出', '貸与', 'Loan'],
    POOLED: ['共有', 'Pooled', '共用', 'Shared'],
  } satisfies Record<(typeof OWNERSHIPS)[number], Writings>,
  LINE_STATE: {
    LISTED: ['未確認', 'Not answered'],
    CONFIRMED: ['確認済み', 'Confirmed'],
    REJECTED: ['該当なし', 'Rejected'],
  } satisfies Record<(typeof LINE_STATES)[number], Writings>,
  CONTROLS: {
    PHYSICAL_ACCESS: ['物理的アクセス制限', 'Physical access'],
    REMOVABLE_MEDIA: ['可搬媒体の制限', 'Removable media'],
    NETWORK_ISOLATION: ['ネットワークからの隔離', 'Network isolation', '隔離'],
    SEGREGATION: ['セグメント分離', 'Segregation', '分離'],
    MONITORING: ['監視', 'Monitoring'],
    REMOTE_ACCESS: ['リモートアクセス制限', 'Remote access'],
    FIREWALL: ['ファイアウォール', 'Firewall'],
    ANTI_MALWARE: ['マルウェア対策', 'Anti-malware', 'アンチウイルス'],
    BACKUP_AND_RESTORE: ['バックアップと復元', 'Backup and restore', 'バックアップ'],
  } satisfies Record<(typeof COMPENSATING_CONTROLS)[number], Writings>,
};
type Choice = keyof typeof VALUE_OF;

/** Letters' case, full-width forms, blanks and what joins words make no difference. */
const folded = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_()/・.:*-]/gu, '');

function lookUp<Key extends string>(writings: Record<Key, readonly string[]>): Map<string, Key> {
  const pairs = (Object.keys(writings) as Key[]).flatMap((key) =>
    [key, ...writings[key]].map((word): [string, Key] => [folded(word), key]),
  );
  return new Map(pairs);
}

/** A hospital's own table names by `病院名` the site, a vendor's list the hospital: what stands first in a table counts. */
const columnsNamed = (about: TableAbout): Map<string, Column> => {
  const named = COLUMNS_OF[about].toReversed().map((column): [Column, Writings] => [column, HEADERS[column]]);
  return lookUp(Object.fromEntries(named) as Record<Column, Writings>);
};
const COLUMN_OF: Record<TableAbout, Map<string, Column>> = {
  ASSETS: columnsNamed('ASSETS'),
  INSTALLED_BASE: columnsNamed('INSTALLED_BASE'),
};
const VALUE_OF = {
  CONNECTIONS: lookUp(VALUES.CONNECTIONS),
  STATUS: lookUp(VALUES.STATUS),
  OWNERSHIP: lookUp(VALUES.OWNERSHIP),
  CONTROLS: lookUp(VALUES.CONTROLS),
};

/** What a column under such a header says; null where that is not known. */
export const columnOf = (about: TableAbout, header: string): Column | null =>
  COLUMN_OF[about].get(folded(header)) ?? null;

/** What a word in such a column means; the word itself where that is not known, for a check to refuse. */
export const valueOf = (column: Choice, word: string): string => VALUE_OF[column].get(folded(word)) ?? word;

/** In a list of several: `LAN、USB`. */
export const wordsIn = (cell: string): string[] =>
  cell
    .split(/[、,;；，\n]/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');

const place = (language: TableLanguage) => TABLE_LANGUAGES.indexOf(language);

export const headerIn = (column: Column, language: TableLanguage): string => HEADERS[column][place(language)] ?? column;

export function wordIn<C extends keyof typeof VALUES>(
  column: C,
  value: keyof (typeof VALUES)[C],
  language: TableLanguage,
): string {
  const writings = VALUES[column][value] as Writings;
  return writings[place(language)] ?? String(value);
}
