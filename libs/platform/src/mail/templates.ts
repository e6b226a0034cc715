/** The words of every mail Tasuki sends, in Japanese and English, as plain functions of what they say. */

export type MailLanguage = 'ja' | 'en';

export interface MailText {
  subject: string;
  text: string;
  html: string;
}

export interface InvitationValues {
  inviterName: string;
  organisationName: string;
  /** Where the invitation is accepted; holds its secret. */
  url: string;
  expiresAt: Date;
}

export interface PasswordResetValues {
  name: string;
  /** Where the new password is set; holds its secret. */
  url: string;
  validMinutes: number;
}

export interface UpdatesValues {
  name: string;
  /** How many. */
  updates: number;
  /** When the first of them begins, or was to begin. */
  startsAt: Date;
  url: string;
}

export interface DecisionsMissingValues {
  name: string;
  organisationName: string;
  /** How many have limited or ended support, those whose support has ended included. */
  devices: number;
  devicesAtEndOfSupport: number;
  url: string;
}

export interface RequestOverdueValues {
  name: string;
  hospitalName: string;
  dueAt: Date;
  url: string;
}

export interface DevicesOfferedValues {
  name: string;
  /** Which hospital offers them. */
  hospitalName: string;
  devices: number;
  url: string;
}

export interface ChasedValues {
  name: string;
  hospitalName: string;
  vendorName: string;
  siteName: string;
  /** Null where only the portal may show it. */
  title: string | null;
  isCritical: boolean;
  /** Calendar date in Japan; null where no day is set. */
  dueOn: string | null;
  url: string;
}

export interface DelegateCodeValues {
  name: string;
  code: string;
  url: string;
}

export interface CaseInvitationValues {
  name: string;
  url: string;
}

export interface CaseClockOverdueValues {
  name: string;
  dueAt: Date;
  url: string;
}

export interface WebhookPausedValues {
  name: string;
  organisationName: string;
  /** Where it went. */
  host: string;
  /** Its receiver answered that it is gone for good; otherwise it did not take a message for days. */
  isGone: boolean;
  url: string;
}

export function invitation(language: MailLanguage, values: InvitationValues): MailText {
  const { inviterName, organisationName, url } = values;
  const until = inJapan(language, values.expiresAt);
  return language === 'ja'
    ? letter(language, `【Tasuki】${organisationName} の担当者としてご招待します`, url, 'アカウントを作成する', [
        `${inviterName} 様が、あなたを ${organisationName} の担当者として Tasuki に招待しました。`,
        'Tasuki は、医療機器のセキュリティ文書を製造販売業者等から医療機関へ届けるポータルです。',
        `下のリンクを開いて参加してください。有効期限は ${until}（日本時間）です。`,
        'お心当たりがない場合は、このメールを破棄してください。何も登録されません。',
      ])
    : letter(language, `[Tasuki] You are invited to join ${organisationName}`, url, 'Accept the invitation', [
        `${inviterName} invites you to act for ${organisationName} in Tasuki.`,
        'Tasuki is the portal that hands security documents of medical devices from vendors to hospitals.',
        `Open the link below to join. It is valid until ${until} (Japan time).`,
        'If you did not expect this, ignore this mail: nothing will be registered.',
      ]);
}

export function passwordReset(language: MailLanguage, values: PasswordResetValues): MailText {
  const { name, url, validMinutes } = values;
  return language === 'ja'
    ? letter(language, '【Tasuki】パスワードの再設定', url, 'パスワードを再設定する', [
        `${name} 様`,
        `パスワードの再設定を受け付けました。下のリンクから ${validMinutes} 分以内に新しいパスワードを設定してください。`,
        '設定すると、すべての端末からサインアウトされます。',
        'お心当たりがない場合は、このメールを破棄してください。パスワードは変わりません。',
      ])
    : letter(language, '[Tasuki] Set a new password', url, 'Set a new password', [
        `Dear ${name},`,
        `Somebody asked for a new password for your account. Set it within ${validMinutes} minutes by the link below.`,
        'Setting it signs you out on every device.',
        'If it was not you, ignore this mail: your password stays as it is.',
      ]);
}

export function updatesToCome(language: MailLanguage, values: UpdatesValues): MailText {
  const { name, updates, url } = values;
  const at = inJapan(language, values.startsAt);
  return language === 'ja'
    ? letter(language, `【Tasuki】まもなく実施する更新が ${updates} 件あります`, url, '更新の予定を開く', [
        `${name} 様`,
        `担当されている機器の更新 ${updates} 件の作業時間が近づいています。最初の開始は ${at}（日本時間）です。`,
        '前提条件を確認し、作業の結果を Tasuki に記録してください。',
      ])
    : letter(language, `[Tasuki] Updates that begin soon: ${updates}`, url, 'Open the updates', [
        `Dear ${name},`,
        `Updates that you see to and that begin soon: ${updates}. The first begins on ${at} (Japan time).`,
        'Check the prerequisites, and record in Tasuki what was done.',
      ]);
}

export function updatesMissed(language: MailLanguage, values: UpdatesValues): MailText {
  const { name, updates, url } = values;
  const at = inJapan(language, values.startsAt);
  return language === 'ja'
    ? letter(language, `【Tasuki】作業時間が過ぎた更新が ${updates} 件あります`, url, '更新の記録を開く', [
        `${name} 様`,
        `担当されている機器の更新 ${updates} 件は、作業時間（最初の開始は ${at}、日本時間）が過ぎましたが、結果が記録されていません。`,
        '実施した場合は結果を記録し、実施しなかった場合は日時を決め直すか、延期してください。',
      ])
    : letter(language, `[Tasuki] Updates whose time is over: ${updates}`, url, 'Open the updates', [
        `Dear ${name},`,
        `Updates that you see to, whose time is over and of which nothing was recorded: ${updates}. The first was to begin on ${at} (Japan time).`,
        'Record what was done; otherwise schedule them again, or put them off.',
      ]);
}

export function decisionsMissing(language: MailLanguage, values: DecisionsMissingValues): MailText {
  const { name, organisationName, devices, devicesAtEndOfSupport: ended, url } = values;
  return language === 'ja'
    ? letter(language, `【Tasuki】EOS 後の対応が決まっていない機器が ${devices} 台あります`, url, '機器を確認する', [
        `${name} 様`,
        `${organisationName} では、サポートが限定または終了している機器 ${devices} 台（うちサポート終了 ${ended} 台）の対応が決まっていません。`,
        '更新（買い替え）・隔離・リスクの受容・延長サポート契約のいずれかを機器ごとに決め、Tasuki に記録してください。',
        'このお知らせは、すべての対応が決まるまで週に 1 回お送りします。',
      ])
    : letter(language, `[Tasuki] Devices that await a decision: ${devices}`, url, 'Look at the devices', [
        `Dear ${name},`,
        `Devices of limited or ended support at ${organisationName} about which nothing is decided: ${devices}. Of these, support has ended for ${ended}.`,
        'Decide for each whether to replace it, to isolate it, to accept the risk, or to extend its support, and record it in Tasuki.',
        'You are told once a week until all is decided.',
      ]);
}

export function devicesOffered(language: MailLanguage, values: DevicesOfferedValues): MailText {
  const { name, hospitalName, devices, url } = values;
  return language === 'ja'
    ? letter(
        language,
        `【Tasuki】${hospitalName} から機器 ${devices} 台の引渡しの申し出があります`,
        url,
        '引渡しを確認する',
        [
          `${name} 様`,
          `${hospitalName} から、機器 ${devices} 台の引渡しの申し出が届いています。`,
          '内容と履歴を確認のうえ、受け入れるか、理由を添えて断ってください。受け入れるまで、機器は貴院の保有機器になりません。',
        ],
      )
    : letter(language, `[Tasuki] Devices offered by ${hospitalName}: ${devices}`, url, 'Look at the handovers', [
        `Dear ${name},`,
        `Devices that ${hospitalName} offers to hand over to your hospital: ${devices}.`,
        'Look at them and at their history, and take them over, or decline with a reason. Until then they are not among your devices.',
      ]);
}

export function requestOverdue(language: MailLanguage, values: RequestOverdueValues): MailText {
  const { name, hospitalName, url } = values;
  const due = inJapan(language, values.dueAt);
  return language === 'ja'
    ? letter(
        language,
        `【Tasuki】${hospitalName} からの情報提供依頼の回答期限が過ぎています`,
        url,
        '情報提供依頼を開く',
        [
          `${name} 様`,
          `${hospitalName} からの情報提供依頼が、回答期限（${due}、日本時間）を過ぎても回答されていません。`,
          '回答するか、理由を添えて辞退してください。医療機関からの情報が必要なときは、返信でお尋ねください。その間、期限の計算は止まります。',
        ],
      )
    : letter(language, `[Tasuki] A request of ${hospitalName} is overdue`, url, 'Open the request', [
        `Dear ${name},`,
        `A request of ${hospitalName} was due on ${due} (Japan time) and is not answered.`,
        'Answer it, or decline with a reason. If you need something from the hospital, ask in a reply: meanwhile the clock stands still.',
      ]);
}

export function chaseReminder(language: MailLanguage, values: ChasedValues): MailText {
  const { name, hospitalName, vendorName, siteName, url } = values;
  return language === 'ja'
    ? letter(
        language,
        `【Tasuki】${gravityIn(values)}${vendorName} の文書に未回答です（${siteName}）`,
        url,
        '文書を開く',
        [
          `${name} 様`,
          `${vendorName} が配信した文書${titleIn(values, '「', '」')}に、${hospitalName} の${siteName}がまだ回答していません。`,
          ...(values.dueOn ? [`回答期限は ${values.dueOn} です。`] : []),
          '内容を確認し、Tasuki で回答してください。担当でない場合は、担当の方へお伝えください。',
        ],
      )
    : letter(language, `[Tasuki] ${gravityIn(values)}${siteName} has not answered ${vendorName}`, url, 'Open it', [
        `Dear ${name},`,
        `${vendorName} published ${titleIn(values, '“', '”') || 'a document'}. ${siteName} of ${hospitalName} has not answered it.`,
        ...(values.dueOn ? [`The answer is due on ${values.dueOn}.`] : []),
        'Read it, and answer in Tasuki. If it is not for you, tell whoever it is for.',
      ]);
}

/** To the vendor's own people. */
export function chaseUnanswered(language: MailLanguage, values: ChasedValues): MailText {
  const { name, hospitalName, siteName, url } = values;
  return language === 'ja'
    ? letter(
        language,
        `【Tasuki】${gravityIn(values)}${hospitalName}（${siteName}）が未回答です`,
        url,
        '督促の状況を開く',
        [
          `${name} 様`,
          `${hospitalName} の${siteName}が、配信した文書${titleIn(values, '「', '」')}にまだ回答していません。`,
          '電話などの方法で連絡した場合は、その結果を Tasuki に記録してください。',
        ],
      )
    : letter(
        language,
        `[Tasuki] ${gravityIn(values)}${hospitalName} (${siteName}) has not answered`,
        url,
        'Open the chase',
        [
          `Dear ${name},`,
          `${siteName} of ${hospitalName} has not answered ${titleIn(values, '“', '”') || 'a document of yours'}.`,
          'If you reach them by telephone or otherwise, record in Tasuki what came of it.',
        ],
      );
}

/** To somebody without an account, whom the hospital named. */
export function delegateAsked(language: MailLanguage, values: ChasedValues): MailText {
  const { name, hospitalName, vendorName, siteName, url } = values;
  return language === 'ja'
    ? letter(
        language,
        `【Tasuki】${gravityIn(values)}${vendorName} の文書の受領確認のお願い（${siteName}）`,
        url,
        '文書を確認する',
        [
          `${name} 様`,
          `${hospitalName} は、${siteName}の受領確認をあなたに委任しています。${vendorName} が配信した文書${titleIn(values, '「', '」')}が未回答です。`,
          'アカウントは不要です。下のリンクを開き、内容を読んで、お名前を入力して受領を確認してください。',
          'リンクは 7 日間有効で、1 回だけ使えます。転送しないでください。別のブラウザーで開くには、このアドレスに届く確認コードが必要です。',
        ],
      )
    : letter(
        language,
        `[Tasuki] ${gravityIn(values)}Please acknowledge a document of ${vendorName} for ${siteName}`,
        url,
        'Read it',
        [
          `Dear ${name},`,
          `${hospitalName} named you to acknowledge for ${siteName}. ${vendorName} published ${titleIn(values, '“', '”') || 'a document'}, and nobody has answered it.`,
          'You need no account. Open the link below, read, type your name and acknowledge.',
          'The link is good for seven days, and once. Do not forward it: another browser is asked for a code that is mailed to this address.',
        ],
      );
}

export function delegateCode(language: MailLanguage, { name, code, url }: DelegateCodeValues): MailText {
  return language === 'ja'
    ? letter(language, '【Tasuki】確認コード', url, 'Tasuki について', [
        `${name} 様`,
        `受領確認のリンクを別のブラウザーで開くための確認コードは ${code} です。15 分間有効です。`,
        'お心当たりがない場合は、誰かがあなた宛てのリンクを開こうとしています。コードを教えないでください。',
      ])
    : letter(language, '[Tasuki] Your code', url, 'About Tasuki', [
        `Dear ${name},`,
        `The code with which another browser may open your link is ${code}. It is good for 15 minutes.`,
        'If you did not ask for it, somebody else holds your link: tell nobody the code.',
      ]);
}

const gravityIn = ({ isCritical }: ChasedValues) => (isCritical ? 'CRITICAL: ' : '');
const titleIn = ({ title }: ChasedValues, open: string, close: string) => (title ? `${open}${title}${close}` : '');
/** Says nothing of the case: only who accepts learns of it. */
export function caseInvitation(language: MailLanguage, { name, url }: CaseInvitationValues): MailText {
  return language === 'ja'
    ? letter(language, '【Tasuki】脆弱性の協調的な開示への参加のご案内', url, '招待を確認する', [
        `${name} 様`,
        '製造販売業者等が、脆弱性の協調的な開示にあなたを名指しで招待しています。参加を承諾すると、内容を閲覧できます。',
        '所属組織の他の方には、内容は表示されません。公表までは内容を外部に伝えないでください。',
      ])
    : letter(language, '[Tasuki] You are invited to a coordinated disclosure', url, 'See the invitation', [
        `Dear ${name},`,
        'A vendor invites you by name to the coordinated disclosure of a vulnerability. You see the case once you accept.',
        'Nobody else of your organisation sees it. Say nothing of it outside until it is published.',
      ]);
}

export function caseClockOverdue(language: MailLanguage, { name, dueAt, url }: CaseClockOverdueValues): MailText {
  const due = inJapan(language, dueAt);
  return language === 'ja'
    ? letter(language, '【Tasuki】事案の期限が過ぎています', url, '事案を開く', [
        `${name} 様`,
        `あなたの組織の事案で、期限（${due}、日本時間）を過ぎても対応済みになっていないものがあります。`,
        '対応を終えていれば、その内容を記入して対応済みにしてください。',
      ])
    : letter(language, '[Tasuki] A clock of a case is overdue', url, 'Open the case', [
        `Dear ${name},`,
        `Something in a case of your organisation was due on ${due} (Japan time) and is not marked as met.`,
        'If it is done, say by what, and mark it as met.',
      ]);
}

export function webhookPaused(language: MailLanguage, values: WebhookPausedValues): MailText {
  const { name, organisationName, host, isGone, url } = values;
  const [why, reason] = isGone
    ? ['受信側が「410 Gone」（廃止済み）と応答したため', 'its receiver answered that it is gone for good (410)']
    : ['受信側が 3 日間にわたり通知を受け取らなかったため', 'its receiver did not take a message for three days'];
  return language === 'ja'
    ? letter(language, `【Tasuki】${host} への Webhook を停止しました`, url, 'Webhook を確認する', [
        `${name} 様`,
        `${organisationName} の Webhook（送信先 ${host}）は、${why}停止しました。`,
        '受信側を確認のうえ、Tasuki で再開してください。停止中の通知は 30 日間保持され、再開すると送信されます。',
      ])
    : letter(language, `[Tasuki] The webhook to ${host} is paused`, url, 'Look at the webhooks', [
        `Dear ${name},`,
        `The webhook of ${organisationName} to ${host} is paused: ${reason}.`,
        'Look after the receiver and resume the webhook in Tasuki. What happens meanwhile is kept for 30 days, and sent then.',
      ]);
}

function letter(
  language: MailLanguage,
  subject: string,
  url: string,
  linkText: string,
  paragraphs: string[],
): MailText {
  const html = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`);
  html.push(`<p><a href="${escapeHtml(url)}">${escapeHtml(linkText)}</a></p>`, `<p>${escapeHtml(url)}</p>`);
  return {
    subject: onOneLine(subject),
    text: `${[...paragraphs, url].join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="${language}"><meta charset="utf-8"><body>\n${html.join('\n')}\n</body></html>\n`,
  };
}

/** Names are typed by people: a line break in one must not become a header of the mail. */
const onOneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ');

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

const inJapan = (language: MailLanguage, instant: Date) =>
  new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Tokyo',
  }).format(instant);
