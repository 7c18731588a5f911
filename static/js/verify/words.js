/** The words of the page by language, as they stand in English. The Arabic was drafted for testing. */
const ARABIC = {
  'Check a record': 'تحقّق من سجلّ',
  'Choose the file that you downloaded from the negotiation. It is checked on this device: nothing is sent anywhere, and this page works without a network.':
    'اختر الملف الذي نزّلته من المفاوضة. يُفحص على هذا الجهاز: لا يُرسَل شيء إلى أي مكان، وتعمل هذه الصفحة بلا شبكة.',
  Language: 'اللغة',
  'Choose the bundle, or drop it here': 'اختر الحزمة أو أسقطها هنا',
  'I kept a checkpoint from earlier': 'احتفظتُ بنقطة تحقّق سابقة',
  'A code that you wrote down': 'رمز دوّنته',
  'Or a signed checkpoint that you kept as a file': 'أو نقطة تحقّق موقّعة احتفظت بها في ملف',
  'Every file is the one that was signed': 'كل ملف هو الذي وُقّع عليه',
  'The record is whole: no entry changed, dropped, inserted or moved':
    'السجلّ كامل: لم يُغيَّر قيد ولم يُحذف ولم يُدرج ولم يُنقل',
  'The typing is whole, letter by letter': 'الكتابة كاملة حرفًا حرفًا',
  'The checkpoints are of this record, and signed': 'نقاط التحقّق من هذا السجلّ وموقّعة',
  'The record and the typing speak of the same': 'السجلّ والكتابة متطابقان',
  'What was tabled is what was typed': 'ما قُدِّم هو ما كُتب',
  'Every version has the words of its fingerprint': 'لكل نسخة كلمات بصمتها',
  'The locked text, and every signature on it': 'النص المقفل وكل توقيع عليه',
  Sound: 'سليم',
  'Not sound': 'غير سليم',
  'Checking …': 'جارٍ الفحص…',
  'Compare this code with the other parties, and with what you wrote down. For the same record everybody has the same one.':
    'قارن هذا الرمز مع الأطراف الأخرى ومع ما دوّنته. للسجلّ نفسه رمز واحد عند الجميع.',
  'Last entry of the record': 'آخر قيد في السجلّ',
  'for the side': 'للطرف',
  Entries: 'قيود',
  'Parts not for this side': 'أجزاء ليست لهذا الطرف',
  Edits: 'تعديلات',
  Drafts: 'مسودّات',
  'Wordings typed again': 'صيغ أُعيدت كتابتها',
  Versions: 'نسخ',
  Signatures: 'تواقيع',
  'Scans of signatures in ink': 'صور التواقيع بالحبر',
  'Time stamps from outside': 'أختام زمنية من الخارج',
  "The last of them, and the beginning of its certificate's SHA-256: compare it with the authority's own":
    'آخرها وبداية بصمة SHA-256 لشهادته: قارنها بما تنشره الجهة نفسها',
  'Signed by the key that begins with': 'موقّع بالمفتاح الذي يبدأ بـ',
  'What “sound” proves, and what not': 'ما يثبته «سليم» وما لا يثبته',
  'It proves': 'يثبت',
  'Nothing in the file was changed since it was made, and the holder of that key made it.':
    'لم يتغيّر شيء في الملف منذ صُنع، وصاحب ذلك المفتاح هو من صنعه.',
  'No entry of the record was changed, dropped, inserted or moved; what is not for your side is there as a sealed commitment.':
    'لم يُغيَّر قيد في السجلّ ولم يُحذف ولم يُدرج ولم يُنقل؛ وما ليس لطرفك موجود كالتزام مختوم.',
  'What was tabled is what was typed; text, manifest and versions have the fingerprints that were agreed and locked.':
    'ما قُدِّم هو ما كُتب؛ وللنص والبيان والنسخ البصمات التي اتُّفق عليها وأُقفلت.',
  'Each signature by passkey is on exactly that text, by that party and person, with those statements.':
    'كل توقيع بمفتاح مرور هو على ذلك النص بعينه، من ذلك الطرف والشخص، مع تلك البيانات.',
  'It does not prove': 'لا يثبت',
  'That others were shown the same record: compare the code for that.': 'أن الآخرين رأوا السجلّ نفسه: قارن الرمز لذلك.',
  'Who held a device, or a paper card. A signature by card and code is vouched for by the server.':
    'من كان يحمل الجهاز أو البطاقة الورقية. التوقيع بالبطاقة والرمز يضمنه الخادم.',
  'What was typed in a draft after the record last spoke of it, and how a caucus or a private draft ended: no other side can vouch for what it never saw.':
    'ما كُتب في مسودّة بعد آخر ذكر لها في السجلّ، وكيف انتهت مشاورة خاصة أو مسودّة خاصة: لا يضمن طرف آخر ما لم يره.',
  'That this page is honest. Take it from another server or another party, or use the Python in the bundle: they share no code.':
    'أن هذه الصفحة أمينة. خذها من خادم آخر أو طرف آخر، أو استعمل برنامج بايثون في الحزمة: لا يشتركان في أي شيفرة.',
  'This is the code of an entry of this record:': 'هذا رمز قيد في هذا السجلّ:',
  'No entry of this record has this code: it is another record, or one that was rewritten.':
    'لا قيد في هذا السجلّ له هذا الرمز: إنه سجلّ آخر، أو أُعيدت كتابته.',
  'Choose the bundle first.': 'اختر الحزمة أولًا.',
}

export const LANGUAGES = { en: {}, ar: ARABIC }

/** Which way a language runs. */
export const directionOf = (language) => (language === 'ar' ? 'rtl' : 'ltr')

/** The first of the languages a reader asks for that the page has; English where it has none. */
export const wished = (asked) =>
  asked.map((one) => one.toLowerCase().split('-')[0]).find((one) => Object.hasOwn(LANGUAGES, one)) ?? 'en'
