import type { PublishedAnswerService, RequestService } from '#libs/engagement';
import type { Id } from '#libs/kernel';
import type { Ctx } from '#libs/platform';
import type { HospitalName } from './cast.ts';
import type { TurnedClock } from './story-clock.ts';

/** Who asks and answers, and what about. */
export interface Questioning {
  clock: TurnedClock;
  requests: RequestService;
  answers: PublishedAnswerService;
  asker: (hospital: HospitalName) => Ctx;
  support: () => Ctx;
  approver: () => Ctx;
  releaseId: Id<'Release'>;
}

/** What was asked in the last weeks, and how long the vendor took; it promises a day, or three. */
const QUESTIONS = [
  {
    by: 'city',
    hoursAgo: 960,
    tookHours: 20,
    urgency: 'URGENT',
    title: 'ログの保存期間',
    answer: '装置内に 90 日間保存されます。',
  },
  {
    by: 'clinic',
    hoursAgo: 800,
    tookHours: 90,
    urgency: 'NORMAL',
    title: '時刻同期の設定方法',
    answer: '保守画面の「ネットワーク」で NTP サーバーを指定できます。',
  },
  {
    by: 'general',
    hoursAgo: 640,
    tookHours: 40,
    urgency: 'NORMAL',
    title: '通信に使うポート番号',
    answer: 'サーバーへの送信に TCP 443 を使います。受信ポートはありません。',
  },
  {
    by: 'general',
    hoursAgo: 480,
    tookHours: 31,
    urgency: 'URGENT',
    title: 'TLS 1.0 の無効化',
    answer: 'バージョン 2.4 以降では既定で無効です。',
  },
] as const;

/** One of the answers is of use to all. */
const TO_ALL = {
  title: '時刻同期（NTP）の設定',
  question: '装置の時刻を院内の NTP サーバーに合わせるには、どこで設定しますか。',
  words: '保守画面の「ネットワーク」→「時刻同期」で NTP サーバーを指定してください。再起動は不要です。',
};

/** Lets hospitals ask and a vendor answer over the weeks before the demonstration is made. */
export async function tellQuestions(stage: Questioning): Promise<void> {
  const { clock, requests, answers, asker, support, approver, releaseId } = stage;
  const asked: Id<'InformationRequest'>[] = [];
  for (const { by, hoursAgo, tookHours, urgency, title, answer } of QUESTIONS) {
    clock.goBack(hoursAgo);
    const about = {
      releaseId,
      productId: null,
      publicationId: null,
      mds2QuestionId: null,
      component: null,
      vulnerability: null,
    };
    const words = `${title}を教えてください。`;
    const { id } = await requests.ask(asker(by), { ...about, urgency, title, words, attachmentIds: [] });
    clock.goBack(hoursAgo - tookHours);
    await requests.answer(support(), { requestId: id, words: answer, attachmentIds: [], checklist: [] });
    asked.push(id);
  }
  const [, second] = asked;
  if (!second) throw new Error('nothing was asked');
  const proposed = await answers.propose(support(), second, TO_ALL);
  await answers.release(approver(), proposed.id, 1);
}
