/** The words of the pages that mails lead to. Both languages have the same keys. */
export interface Words {
  otherLanguage: string;
  noScript: string;
  name: string;
  email: string;
  password: string;
  newPassword: string;
  passwordRule: string;
  code: string;
  signIn: string;
  continue: string;
  invitation: { title: string; intro: string; begin: string; join: string; signIn: string; done: string };
  reset: { title: string; intro: string; set: string; done: string; ask: string; askIntro: string; asked: string };
  /** By the `reason` of a refusal; `{requestId}` and `{endsAt}` are filled in. `other` is for every further one. */
  refusals: Record<string, string> & { other: string };
}

const ja: Words = {
  otherLanguage: 'English',
  noScript: 'このページには JavaScript が必要です。有効にしてから、もう一度開いてください。',
  name: 'お名前',
  email: 'メールアドレス',
  password: 'パスワード',
  newPassword: '新しいパスワード',
  passwordRule: '12 文字以上 128 文字以内。メールアドレスと同じものは使えません。',
  code: '認証アプリの 6 桁のコード、またはバックアップコード',
  signIn: 'サインインして参加する',
  continue: '続ける',
  invitation: {
    title: 'Tasuki への招待',
    intro: 'メールでお届けした招待を受け、組織の担当者として参加します。',
    begin: '招待を受ける',
    join: 'アカウントを作成して参加する',
    signIn: 'このメールアドレスのアカウントはすでにあります。サインインして参加してください。',
    done: '参加しました。これからは、招待を受けたメールアドレスとご自分のパスワードで Tasuki にサインインできます。このページは閉じてかまいません。',
  },
  reset: {
    title: 'パスワードの再設定',
    intro: '新しいパスワードを設定します。設定すると、すべての端末からサインアウトされます。',
    set: 'パスワードを設定する',
    done: '新しいパスワードを設定しました。次回から、メールアドレスとこのパスワードでサインインしてください。このページは閉じてかまいません。',
    ask: '再設定のメールを送る',
    askIntro: '再設定のリンクをメールでお送りします。',
    asked:
      'このメールアドレスのアカウントがあれば、数分以内にメールが届きます。60 分以内に、メールのリンクを開いてください。',
  },
  refusals: {
    'directory.invitation_expired':
      'この招待は期限が切れたか、取り消されました。組織の管理者に、もう一度招待するよう依頼してください。',
    'directory.invitation_used': 'この招待はすでに使われています。参加済みの場合は、サインインしてください。',
    'directory.invitation_of_another':
      'この招待は別の方に宛てたものです。招待を受けたメールアドレスのアカウントでサインインしてください。',
    not_found: 'このリンクの招待は見つかりません。メールのリンク全体を開いたか確認してください。',
    'sign_in.password_too_short': 'パスワードは 12 文字以上にしてください。',
    'sign_in.password_too_long': 'パスワードは 128 文字以内にしてください。',
    'sign_in.password_is_email': 'メールアドレスと同じパスワードは使えません。',
    'sign_in.bad_account': 'お名前を 200 文字以内で入力してください。',
    'sign_in.account_exists':
      'このメールアドレスのアカウントはすでにあります。もう一度「招待を受ける」から始めてください。',
    'sign_in.wrong_credentials': 'メールアドレスまたはパスワードが違います。',
    'sign_in.wrong_code': 'コードが違うか、期限が切れています。',
    'sign_in.start_again': '時間が経ちすぎました。もう一度パスワードでサインインしてください。',
    'sign_in.locked_out':
      '失敗が続いたため、{endsAt} までサインインできません。それまで待つか、パスワードを再設定してください。',
    'sign_in.bad_token': 'このリンクは無効か、使用済みか、期限が切れています。新しいリンクを送ってください。',
    'sign_in.rate_limited': '操作が多すぎます。しばらく待ってから、もう一度お試しください。',
    'request.rate_limited': '操作が多すぎます。しばらく待ってから、もう一度お試しください。',
    'input.invalid': '入力内容を確認してください。',
    'service.unavailable': '現在ご利用いただけません。しばらく待ってから、もう一度お試しください。',
    'sign_in.unavailable': '現在ご利用いただけません。しばらく待ってから、もう一度お試しください。',
    unreachable: 'Tasuki に接続できません。通信を確認して、もう一度お試しください。',
    other: '処理できませんでした。問い合わせの際は、次の番号をお知らせください: {requestId}',
  },
};

const en: Words = {
  otherLanguage: '日本語',
  noScript: 'This page needs JavaScript. Switch it on, then open the page again.',
  name: 'Name',
  email: 'E-mail address',
  password: 'Password',
  newPassword: 'New password',
  passwordRule: '12 to 128 characters, and not your e-mail address.',
  code: 'Six-digit code of your authenticator, or a backup code',
  signIn: 'Sign in and join',
  continue: 'Continue',
  invitation: {
    title: 'Invitation to Tasuki',
    intro: 'Accept the invitation that came by mail, and act for the organisation that sent it.',
    begin: 'Accept the invitation',
    join: 'Make an account and join',
    signIn: 'There is an account with this address already. Sign in to join.',
    done: 'You have joined. From now on, sign in to Tasuki with the address that was invited and your password. You may close this page.',
  },
  reset: {
    title: 'Set a new password',
    intro: 'Setting a new password signs you out on every device.',
    set: 'Set the password',
    done: 'Your new password is set. Sign in with your e-mail address and this password from now on. You may close this page.',
    ask: 'Send me a link',
    askIntro: 'A link to set a new password is sent to you by mail.',
    asked:
      'If there is an account with this address, a mail arrives within a few minutes. Open its link within 60 minutes.',
  },
  refusals: {
    'directory.invitation_expired':
      'This invitation has run out or was revoked. Ask an administrator of the organisation to invite you again.',
    'directory.invitation_used': 'This invitation was used already. If you have joined, sign in.',
    'directory.invitation_of_another':
      'This invitation is for somebody else. Sign in with the account of the address that was invited.',
    not_found: 'There is no invitation at this link. Check that you opened the whole link of the mail.',
    'sign_in.password_too_short': 'Use at least 12 characters for the password.',
    'sign_in.password_too_long': 'Use at most 128 characters for the password.',
    'sign_in.password_is_email': 'Use a password that is not your e-mail address.',
    'sign_in.bad_account': 'Give a name of at most 200 characters.',
    'sign_in.account_exists': 'There is an account with this address already. Start again with the link in the mail.',
    'sign_in.wrong_credentials': 'The e-mail address or the password is not right.',
    'sign_in.wrong_code': 'This code is not right, or no longer.',
    'sign_in.start_again': 'This took too long. Sign in with your password again.',
    'sign_in.locked_out':
      'After repeated failures, sign-in is locked until {endsAt}. Wait until then, or set a new password.',
    'sign_in.bad_token': 'This link is not valid, was used already or has run out. Have a new one sent.',
    'sign_in.rate_limited': 'Too many attempts. Wait a little, then try again.',
    'request.rate_limited': 'Too many attempts. Wait a little, then try again.',
    'input.invalid': 'Check what you have entered.',
    'service.unavailable': 'This is not possible at the moment. Wait a little, then try again.',
    'sign_in.unavailable': 'This is not possible at the moment. Wait a little, then try again.',
    unreachable: 'Tasuki cannot be reached. Check your connection, then try again.',
    other: 'This was refused. When you ask for help, quote this number: {requestId}',
  },
};

export const WORDS = { ja, en };
