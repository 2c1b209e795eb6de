/** The words of the page in one language; all of them are ours, and go into it as they are. */
export interface FrontPageWords {
  readonly direction: 'ltr' | 'rtl';
  readonly running: string;
  readonly title: string;
  readonly what: string;
  readonly started: string;
  readonly whereStarted: string;
  readonly elsewhere: string;
  readonly howElsewhere: string;
  /** Stands for the address of the page in what is to be typed. */
  readonly address: string;
  readonly api: string;
}

const NPM_START = '<code>npm start</code>';
const API = '<a href="/api/docs">/api/docs</a>';

/** The languages of the app; English first, for whoever asks for none of them. */
export const FRONT_PAGE_WORDS = {
  en: {
    direction: 'ltr',
    running: 'Running',
    title: 'This is a Keepsake server',
    what: 'It keeps the photos and videos that its people back up to it. You see them in the app, which runs on the computer that you back up from.',
    started: `Started with ${NPM_START}`,
    whereStarted:
      'The app is in the browser of that computer. Its address stands in the window in which it was started.',
    elsewhere: 'On any other computer, or with a server on its own',
    howElsewhere:
      'In the folder of Keepsake, sign in once, with the address of this page in place of ADDRESS. Then open the app.',
    address: 'ADDRESS',
    api: `For programs, the API is described at ${API}.`,
  },
  de: {
    direction: 'ltr',
    running: 'In Betrieb',
    title: 'Das ist ein Keepsake-Server',
    what: 'Er bewahrt die Fotos und Videos auf, die seine Leute auf ihm sichern. Zu sehen sind sie in der App; sie läuft auf dem Computer, von dem aus Sie sichern.',
    started: `Gestartet mit ${NPM_START}`,
    whereStarted:
      'Die App ist im Browser dieses Computers. Ihre Adresse steht in dem Fenster, in dem sie gestartet wurde.',
    elsewhere: 'Auf einem anderen Computer oder mit einem eigenständigen Server',
    howElsewhere:
      'Melden Sie sich einmal an, im Ordner von Keepsake und mit der Adresse dieser Seite anstelle von ADRESSE. Öffnen Sie dann die App.',
    address: 'ADRESSE',
    api: `Für Programme ist die API unter ${API} beschrieben.`,
  },
  es: {
    direction: 'ltr',
    running: 'En marcha',
    title: 'Este es un servidor de Keepsake',
    what: 'Guarda las fotos y los vídeos que su gente copia en él. Se ven en la aplicación, que funciona en el ordenador desde el que haces la copia.',
    started: `Iniciado con ${NPM_START}`,
    whereStarted:
      'La aplicación está en el navegador de ese ordenador. Su dirección aparece en la ventana en la que se inició.',
    elsewhere: 'En otro ordenador, o con un servidor aparte',
    howElsewhere:
      'En la carpeta de Keepsake, inicia sesión una vez, con la dirección de esta página en lugar de DIRECCIÓN. Después abre la aplicación.',
    address: 'DIRECCIÓN',
    api: `Para programas, la API se describe en ${API}.`,
  },
  fr: {
    direction: 'ltr',
    running: 'En service',
    title: 'Ceci est un serveur Keepsake',
    what: 'Il conserve les photos et les vidéos que ses utilisateurs y sauvegardent. On les voit dans l’application, qui tourne sur l’ordinateur d’où vous sauvegardez.',
    started: `Démarré avec ${NPM_START}`,
    whereStarted:
      'L’application est dans le navigateur de cet ordinateur. Son adresse se trouve dans la fenêtre où elle a été démarrée.',
    elsewhere: 'Sur un autre ordinateur, ou avec un serveur à part',
    howElsewhere:
      'Dans le dossier de Keepsake, connectez-vous une fois, avec l’adresse de cette page à la place de ADRESSE. Ouvrez ensuite l’application.',
    address: 'ADRESSE',
    api: `Pour les programmes, l’API est décrite à ${API}.`,
  },
  ja: {
    direction: 'ltr',
    running: '稼働中',
    title: 'これは Keepsake のサーバーです',
    what: 'ここにバックアップされた写真と動画を保管しています。見るにはアプリを使います。アプリは、バックアップ元のコンピューターで動きます。',
    started: `${NPM_START} で起動した場合`,
    whereStarted:
      'アプリはそのコンピューターのブラウザーにあります。アドレスは、起動したウィンドウに表示されています。',
    elsewhere: 'ほかのコンピューターや、サーバーだけを動かしている場合',
    howElsewhere:
      'Keepsake のフォルダーで一度サインインしてください。ADDRESS はこのページのアドレスに置き換えます。そのあとアプリを開きます。',
    address: 'ADDRESS',
    api: `プログラム向けの API の説明は ${API} にあります。`,
  },
  ar: {
    direction: 'rtl',
    running: 'يعمل',
    title: 'هذا خادم Keepsake',
    what: 'يحفظ الصور والفيديوهات التي ينسخها أصحابه إليه. تراها في التطبيق الذي يعمل على الحاسوب الذي تنسخ منه.',
    started: `بُدئ بالأمر ${NPM_START}`,
    whereStarted: 'التطبيق في متصفح ذلك الحاسوب، وعنوانه في النافذة التي بُدئ فيها.',
    elsewhere: 'على أي حاسوب آخر، أو مع خادم مستقل',
    howElsewhere:
      'في مجلد Keepsake سجّل الدخول مرة واحدة، واكتب عنوان هذه الصفحة مكان ADDRESS. ثم افتح التطبيق.',
    address: 'ADDRESS',
    api: `للبرامج: وصف واجهة API في ${API}.`,
  },
} as const satisfies Readonly<Record<string, FrontPageWords>>;

export type FrontPageLanguage = keyof typeof FRONT_PAGE_WORDS;
