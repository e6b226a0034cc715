import type { PublicationKind, RequiredActionKind, Severity, Tlp } from '#libs/publishing';
import type { HospitalName, VendorName } from './cast.ts';
import type { ProductName } from './offer.ts';

/**
 * What happened before the day on which the demonstration is made, so that something is overdue, something due soon and
 * something answered, whenever that day is. None of these weaknesses exists, nor the devices that have them.
 */
export interface Told {
  vendor: VendorName;
  about: readonly (readonly [product: ProductName, version: string])[];
  kind: PublicationKind;
  severity: Severity;
  tlp: Tlp;
  title: { ja: string; en: string };
  summary: { ja: string; en: string };
  /** Kind of action, and within how many days. */
  asks: readonly (readonly [kind: RequiredActionKind, days: number])[];
  named?: readonly HospitalName[];
  /** What hospitals did; who is left out did nothing. */
  heard?: Partial<Record<HospitalName, Heard>>;
  end?: 'WITHDRAWN' | 'REVISED';
  /** Published on one approver's word: the second check is pending. */
  isEmergency?: boolean;
}

/** Opened; answered at the first site; answered at every site. */
export type Heard = 'VIEWED' | 'PARTLY' | 'ANSWERED';

export interface Chapter {
  daysAgo: number;
  told: readonly Told[];
}

const MADE_UP = {
  ja: 'デモ用の文書です。実在の製品、企業、脆弱性とは関係ありません。',
  en: 'A document of the demonstration: neither the device nor the weakness exists.',
};
const say = (ja: string, en: string) => ({ ja, en });
const summary = (ja: string, en: string) => say(`${ja}${MADE_UP.ja}`, `${en} ${MADE_UP.en}`);

export const STORY: readonly Chapter[] = [
  {
    daysAgo: 75,
    told: [
      {
        vendor: 'devices',
        about: [['pump', '2.3.0']],
        kind: 'ADVISORY',
        severity: 'HIGH',
        tlp: 'AMBER',
        title: say(
          'デモ輸液ポンプ DP-100 初期パスワードの変更のお願い',
          'Demo Infusion Pump DP-100: change the initial password',
        ),
        summary: summary(
          '保守画面の初期パスワードを変更してください。',
          'Change the initial password of the service menu.',
        ),
        asks: [['ACKNOWLEDGE', 14]],
        heard: { general: 'ANSWERED', city: 'ANSWERED' },
      },
      {
        vendor: 'imaging',
        about: [['scanner', '11.2']],
        kind: 'ADVISORY',
        severity: 'MEDIUM',
        tlp: 'GREEN',
        title: say(
          '見本 CT 装置 SC-1 画像転送ポートの公開範囲',
          'Sample CT Scanner SC-1: who can reach the image transfer port',
        ),
        summary: summary(
          '転送ポートを院内の画像サーバだけに開けてください。',
          'Open the transfer port to the image server only.',
        ),
        asks: [['ACKNOWLEDGE', 21]],
        heard: { general: 'ANSWERED' },
      },
      {
        vendor: 'respiratory',
        about: [
          ['ventilator', '1.0'],
          ['ventilator', '1.2'],
        ],
        kind: 'SECURITY_GUIDE',
        severity: 'INFO',
        tlp: 'CLEAR',
        title: say('体験人工呼吸器 TR-5 セキュリティガイド', 'Trial Ventilator TR-5: security guide'),
        summary: summary('構成、通信先、記録、更新の選び方です。', 'Structure, addresses, records, how to update.'),
        asks: [['ACKNOWLEDGE', 30]],
        named: ['general'],
        heard: { general: 'ANSWERED', city: 'VIEWED' },
      },
      {
        vendor: 'devices',
        about: [['monitor', '5.0.2']],
        kind: 'ADVISORY',
        severity: 'LOW',
        tlp: 'GREEN',
        title: say('デモ生体情報モニタ DM-200 時刻合わせの注意', 'Demo Patient Monitor DM-200: setting the clock'),
        summary: summary('時刻サーバは院内のものを指定してください。', 'Name a time server of your own network.'),
        asks: [['ACKNOWLEDGE', 30]],
        heard: { city: 'ANSWERED' },
      },
    ],
  },
  {
    daysAgo: 45,
    told: [
      {
        vendor: 'devices',
        about: [
          ['pump', '2.3.0'],
          ['pump', '2.4.1'],
        ],
        kind: 'QUESTIONNAIRE',
        severity: 'INFO',
        tlp: 'AMBER',
        title: say(
          'デモ輸液ポンプ DP-100 院内ネットワーク構成の確認',
          'Demo Infusion Pump DP-100: how your network is built',
        ),
        summary: summary('接続構成をお知らせください。', 'Tell us how the pumps are connected.'),
        asks: [['ACKNOWLEDGE', 30]],
        heard: { general: 'PARTLY' },
      },
      {
        vendor: 'imaging',
        about: [['viewer', '3.1.4']],
        kind: 'ADVISORY',
        severity: 'CRITICAL',
        tlp: 'AMBER',
        title: say('見本画像ビューア SV-2 ログイン画面の不備', 'Sample Image Viewer SV-2: sign-in can be passed by'),
        summary: summary(
          '院内網からログインせずに画像を開けます。',
          'Images can be opened from your network without signing in.',
        ),
        asks: [
          ['ACKNOWLEDGE', 3],
          ['REPORT_AFFECTED', 10],
        ],
        named: ['general'],
        heard: { clinic: 'ANSWERED', general: 'ANSWERED' },
      },
      {
        vendor: 'imaging',
        about: [['scanner', '11.2']],
        kind: 'ADVISORY',
        severity: 'HIGH',
        tlp: 'AMBER_STRICT',
        title: say(
          '見本 CT 装置 SC-1 遠隔保守の接続先変更',
          'Sample CT Scanner SC-1: another address for remote service',
        ),
        summary: summary(
          '保守回線の許可先を変更し、完了日をお知らせください。',
          'Change the allowed address and tell us when it is done.',
        ),
        asks: [
          ['ACKNOWLEDGE', 7],
          ['REPLY', 20],
        ],
        heard: { general: 'ANSWERED' },
      },
      {
        vendor: 'respiratory',
        about: [['ventilator', '1.0']],
        kind: 'LIFECYCLE_NOTICE',
        severity: 'MEDIUM',
        tlp: 'CLEAR',
        title: say(
          '体験人工呼吸器 TR-5 1.0 限定サポートへの移行',
          'Trial Ventilator TR-5 1.0: support becomes limited',
        ),
        summary: summary('1.2 への更新をお勧めします。', 'We recommend an update to 1.2.'),
        asks: [
          ['ACKNOWLEDGE', 14],
          ['DECIDE_END_OF_SUPPORT', 50],
        ],
        heard: { city: 'VIEWED' },
      },
      {
        vendor: 'devices',
        about: [['pump', '2.3.0']],
        kind: 'ADVISORY',
        severity: 'MEDIUM',
        tlp: 'AMBER',
        title: say('デモ輸液ポンプ DP-100 電池残量表示の不具合', 'Demo Infusion Pump DP-100: wrong battery level'),
        summary: summary('通信負荷が高いと残量表示が遅れます。', 'Under load the battery level is shown late.'),
        asks: [['ACKNOWLEDGE', 14]],
        heard: { general: 'VIEWED' },
        end: 'WITHDRAWN',
      },
    ],
  },
  {
    daysAgo: 20,
    told: [
      {
        vendor: 'devices',
        about: [['pump', '2.3.0']],
        kind: 'ADVISORY',
        severity: 'CRITICAL',
        tlp: 'AMBER',
        title: say(
          'デモ輸液ポンプ DP-100 無線モジュールの認証回避',
          'Demo Infusion Pump DP-100: wireless authentication can be passed by',
        ),
        summary: summary(
          '専用の無線網へ切り替え、影響の有無をお知らせください。',
          'Move the pumps to a network of their own and report whether you are affected.',
        ),
        asks: [
          ['ACKNOWLEDGE', 3],
          ['REPORT_AFFECTED', 14],
        ],
        heard: { general: 'VIEWED', city: 'ANSWERED' },
      },
      {
        vendor: 'imaging',
        about: [['scanner', '11.2']],
        kind: 'ADVISORY',
        severity: 'HIGH',
        tlp: 'AMBER',
        title: say('見本 CT 装置 SC-1 操作卓の USB 設定', 'Sample CT Scanner SC-1: USB settings of the console'),
        summary: summary('自動実行を止めてください。', 'Switch automatic starting off.'),
        asks: [['ACKNOWLEDGE', 10]],
      },
      {
        vendor: 'respiratory',
        about: [['ventilator', '1.2']],
        kind: 'ADVISORY',
        severity: 'LOW',
        tlp: 'CLEAR',
        title: say('体験人工呼吸器 TR-5 記録の保存期間', 'Trial Ventilator TR-5: how long records are kept'),
        summary: summary('記録は 14 日で上書きされます。', 'Records are overwritten after 14 days.'),
        asks: [['ACKNOWLEDGE', 25]],
        named: ['general'],
      },
      {
        vendor: 'devices',
        about: [['monitor', '5.0.2']],
        kind: 'ADVISORY',
        severity: 'HIGH',
        tlp: 'AMBER',
        title: say(
          'デモ生体情報モニタ DM-200 中央監視との通信',
          'Demo Patient Monitor DM-200: link to the central station',
        ),
        summary: summary('暗号化を有効にしてください。', 'Switch encryption on.'),
        asks: [['ACKNOWLEDGE', 14]],
      },
      {
        vendor: 'imaging',
        about: [['router', '1.8']],
        kind: 'ADVISORY',
        severity: 'HIGH',
        tlp: 'AMBER',
        title: say(
          '見本リモート保守ルータ SR-9 管理画面の公開停止',
          'Sample Remote Service Router SR-9: close the management page',
        ),
        summary: summary(
          '管理画面を外部に公開しないでください。',
          'Do not let the management page be reached from outside.',
        ),
        asks: [['ACKNOWLEDGE', 22]],
        heard: { general: 'VIEWED' },
      },
      {
        vendor: 'imaging',
        about: [['viewer', '3.1.4']],
        kind: 'ADVISORY',
        severity: 'LOW',
        tlp: 'CLEAR',
        title: say('見本画像ビューア SV-2 共有設定の見直し', 'Sample Image Viewer SV-2: look at your sharing settings'),
        summary: summary('共有フォルダの権限を確認してください。', 'Check who may read the shared folder.'),
        asks: [['ACKNOWLEDGE', 60]],
        heard: { clinic: 'ANSWERED' },
      },
    ],
  },
  {
    daysAgo: 6,
    told: [
      {
        vendor: 'devices',
        about: [['pump', '2.4.1']],
        kind: 'ADVISORY',
        severity: 'LOW',
        tlp: 'GREEN',
        title: say(
          'デモ輸液ポンプ DP-100 2.4.1 更新後の確認事項',
          'Demo Infusion Pump DP-100 2.4.1: what to check after the update',
        ),
        summary: summary('警報音量が初期値に戻ることがあります。', 'The alarm may be back at its initial volume.'),
        asks: [['ACKNOWLEDGE', 9]],
      },
      {
        vendor: 'imaging',
        about: [
          ['scanner', '11.2'],
          ['scanner', '12.0'],
        ],
        kind: 'ADVISORY',
        severity: 'MEDIUM',
        tlp: 'AMBER',
        title: say('見本 CT 装置 SC-1 ウイルス定義の更新', 'Sample CT Scanner SC-1: new virus definitions'),
        summary: summary('次回の点検で更新します。', 'They are updated at the next visit.'),
        asks: [['ACKNOWLEDGE', 10]],
        heard: { general: 'VIEWED' },
      },
      {
        vendor: 'respiratory',
        about: [['ventilator', '1.2']],
        kind: 'ADVISORY',
        severity: 'HIGH',
        tlp: 'RED',
        title: say('体験人工呼吸器 TR-5 公表前のお知らせ', 'Trial Ventilator TR-5: before it is made public'),
        summary: summary('名前を挙げた方だけにお知らせします。', 'For the people named only.'),
        asks: [['ACKNOWLEDGE', 8]],
        named: ['general'],
      },
      {
        vendor: 'devices',
        about: [['pump', '2.3.0']],
        kind: 'ADVISORY',
        severity: 'MEDIUM',
        tlp: 'AMBER',
        title: say('デモ輸液ポンプ DP-100 回避策の手順', 'Demo Infusion Pump DP-100: the workaround, step by step'),
        summary: summary('専用の無線網を作る手順です。', 'How to build a network of their own.'),
        asks: [['ACKNOWLEDGE', 12]],
        heard: { general: 'ANSWERED', city: 'VIEWED' },
        end: 'REVISED',
      },
    ],
  },
  {
    daysAgo: 1,
    told: [
      {
        vendor: 'imaging',
        about: [['scanner', '11.2']],
        kind: 'ADVISORY',
        severity: 'CRITICAL',
        tlp: 'AMBER',
        title: say(
          '見本 CT 装置 SC-1 緊急: 遠隔保守の一時停止',
          'Sample CT Scanner SC-1, urgent: pause remote service',
        ),
        summary: summary(
          '保守回線を切り離してください。撮影は続けられます。',
          'Disconnect remote service. Scanning goes on.',
        ),
        asks: [['ACKNOWLEDGE', 3]],
        isEmergency: true,
      },
      {
        vendor: 'respiratory',
        about: [['ventilator', '1.2']],
        kind: 'ADVISORY',
        severity: 'MEDIUM',
        tlp: 'GREEN',
        title: say('体験人工呼吸器 TR-5 更新 1.3 の予告', 'Trial Ventilator TR-5: update 1.3 is coming'),
        summary: summary('来月の公開を予定しています。', 'It is planned for next month.'),
        asks: [],
        named: ['general'],
      },
    ],
  },
];

/** What is still being written. */
export const DRAFTS: readonly Told[] = [
  {
    vendor: 'devices',
    about: [['monitor', '5.0.2']],
    kind: 'ADVISORY',
    severity: 'MEDIUM',
    tlp: 'AMBER',
    title: say(
      '（作成中）デモ生体情報モニタ DM-200 無線設定',
      '(draft) Demo Patient Monitor DM-200: wireless settings',
    ),
    summary: summary('確認中です。', 'Being looked into.'),
    asks: [['ACKNOWLEDGE', 30]],
  },
  {
    vendor: 'imaging',
    about: [['scanner', '12.0']],
    kind: 'SECURITY_GUIDE',
    severity: 'INFO',
    tlp: 'GREEN',
    title: say(
      '（作成中）見本 CT 装置 SC-1 12.0 セキュリティガイド',
      '(draft) Sample CT Scanner SC-1 12.0: security guide',
    ),
    summary: summary('執筆中です。', 'Being written.'),
    asks: [['ACKNOWLEDGE', 60]],
  },
  {
    vendor: 'respiratory',
    about: [['ventilator', '1.2']],
    kind: 'ADVISORY',
    severity: 'LOW',
    tlp: 'CLEAR',
    title: say('（作成中）体験人工呼吸器 TR-5 よくある質問', '(draft) Trial Ventilator TR-5: questions and answers'),
    summary: summary('執筆中です。', 'Being written.'),
    asks: [['ACKNOWLEDGE', 60]],
  },
];
