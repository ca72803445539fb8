/**
 * Words around stories, by language: what pages print that is not the story. Data, not rules: a
 * new language is a few more words in each list. All lower case.
 */

/** Sections, buttons and menu entries: a line made of these and nothing else is navigation. */
export const NAVIGATION: ReadonlySet<string> = new Set(
  words(`
    home, homepage, search, menu, left menu, main menu, close, open, skip to content, sign in, signin, sign up,
    log in, login, logout, register, subscribe, subscribe now, newsletter, newsletters, e-paper, epaper, slogan,
    news, latest, latest news, breaking, breaking news, top stories, top news, trending, live, live tv, live news,
    national, international, world, world news, asia, south asia, asia pacific, middle east,
    africa, europe, americas, us, uk, regional, region, global, global edition, politics, diplomacy, diplomatic news,
    business, economy, money, finance, markets, market, stock market, bse, nse, tech, technology, science, health,
    sport, sports, cricket, hockey, football, culture, lifestyle, entertainment, travel, food, education, opinion,
    editorial, editorials, analysis, columns, blogs, features, feature, special, specials, exclusive, investigation,
    articles, article, story, stories, video, videos, photo, photos, gallery, infographs, infographics, podcast,
    podcasts, multimedia, audio, weather, defence, defense, security, defence news, world defence news, crime, law,
    environment, climate, energy, premium, featured, uncategorized, uncategorised, general, misc, others, other,
    more, more news, read, read more, view all, see all, load more, show more, next, previous, prev, back, top,
    back to top, share, share this, share on, share article, share now, tweet, facebook, twitter, whatsapp,
    linkedin, telegram, pinterest, reddit, email, print, print page, print this page, copy link, copy, link,
    short url, follow, follow us, font, font size, fontlarger, fontsmaller, listen, listen to article,
    listen to this article, listen to this story, increase font size, decrease font size, a+, a-, aa,
    notification icon, notifications, bookmark, save, comment, comments, 0 comments, no comments, advertisement,
    advertisment, ad, sponsored, promoted, app, mobile, desktop, desktop site, youtube, instagram, x, image, images,
    main img, ugc banner, ugc_banner, banner, logo, icon, story highlights, narrative, full description,
    project narrative, description, translate, translate this news in, loading, ar, es, en, fr, ur, zh, hi,
    english, urdu, arabic, spanish, french, chinese, hindi, cookies, cookie policy, accept, privacy policy,
    terms of use, terms and conditions, contact, contact us, about, about us, careers, sitemap, download app,
    the front page, front page, back page, city, metro, local, karachi edition, lahore edition, must read,
    اردو, خبریں, دنیا, بین الاقوامی, قومی, تازہ ترین, صفحہ اول, کھیل, کاروبار, تجارت, ہوم, شیئر, تلاش,
    حوالہ جات, ترمیم, تبصرے, مزید, مزید پڑھیں, ویڈیو, ویڈیوز, اہم خبریں,
    الرئيسية, أخبار, العالم, سياسة, اقتصاد, رياضة, المزيد, مشاركة, بحث, عاجل, الأخبار, تابعنا, طباعة,
    होम, देश, विदेश, दुनिया, खेल, शेयर करें, मुख्य समाचार, ताजा खबर, राष्ट्रीय, अंतरराष्ट्रीय, और पढ़ें,
    首页, 首頁, 主页, 主頁, 新闻, 新聞, 国际, 國際, 国内, 國內, 要闻, 要聞, 快訊, 快讯, 即時, 即时, 兩岸, 两岸, 评论, 評論,
    分享, 打印, 列印, 字号, 字體, 大, 中, 小, 搜索, 搜尋, 返回, 政治, 军事, 軍事, 財經, 财经, 視頻, 视频, 更多,
    accueil, page d'accueil, monde, actualités, partager, imprimer, politique, économie, rechercher,
    beranda, berita, dunia, internasional, bagikan, mondo, politica, esteri, condividi, inicio, mundo, compartir,
    startseite, welt, politik, teilen, anasayfa, dünya, gündem`),
);

/** Lines after which a page offers other things than the story. */
export const TAILS: ReadonlySet<string> = new Set(
  words(`
    related, related articles, related news, related stories, related posts, related topics, latest articles,
    latest news, latest stories, more from this category, more from this section, more stories, more on this,
    more news, you may also like, you might also like, you may like, also read, recommended, recommended stories,
    recommended for you, explore, must read, read next, up next, trending, trending now, most read, most popular,
    popular, popular posts, popular news, editor's pick, editors' picks, editor's picks, leave a reply,
    leave a comment, leave a reply cancel reply, comments, comments (0), 0 comments, add comment, post a comment,
    be the first to comment, join the discussion, join the conversation, comments are closed,
    please enter your comment, your email address will not be published, follow us on facebook, follow us,
    follow us on google news, source link, tags, topics, filed under, about the author, previous article,
    next article, previous post, next post, previous, next, share this article, share this story, share this,
    sponsored content, from the web, promoted content, sign up for our newsletter, subscribe to our newsletter,
    staff comments, copyright, all rights reserved, read more, show full article, disclaimer, advertisement feature,
    متعلقہ خبریں, مزید خبریں, یہ بھی پڑھیں, مزید پڑھیں, تبصرہ کریں, تبصرے, حوالہ جات, متعلقہ,
    اقرأ أيضا, اقرأ أيضًا, مواضيع ذات صلة, أخبار ذات صلة, التعليقات, المزيد, اخبار مرتبط, مطالب مرتبط,
    यह भी पढ़ें, ये भी पढ़ें, संबंधित खबरें, और पढ़ें, टिप्पणियां,
    相关新闻, 相關新聞, 相关阅读, 相關閱讀, 延伸阅读, 延伸閱讀, 推荐阅读, 推薦閱讀, 热门新闻, 熱門新聞, 更多新聞, 更多新闻, 评论, 留言,
    articles liés, à lire aussi, lire aussi, sur le même sujet, commentaires, articoli correlati, leggi anche,
    baca juga, berita terkait, noticias relacionadas, lea también, mehr zum thema, lesen sie auch`),
);

/** Starts of lines that point to another story: `Also Read | …`, `READ: …`. */
export const POINTERS: readonly string[] = words(`
  also read, read also, read more, also see, also watch, see also, must read, read, watch, watch video, video,
  more to read, further reading, related, related news, related story, don't miss, recommended, also on rt.com,
  in case you missed it, editorial, you may also like, click here, suggested read, top stories, trending,
  یہ بھی پڑھیں, مزید پڑھیں, مزید پڑھئے, اقرأ أيضا, اقرأ أيضًا, यह भी पढ़ें, ये भी पढ़ें, और पढ़ें, 延伸阅读, 延伸閱讀,
  相关阅读, 相關閱讀, lire aussi, à lire aussi, leggi anche, baca juga, lea también, lesen sie auch, lees ook`);

/** Whole lines that say that the story goes on elsewhere or later. */
export const PENDING: ReadonlySet<string> = new Set(
  words(`
    more to follow, details to follow, developing story, this is a developing story, to be continued, continued,
    جاری ہے, تفصیلات جلد, تفصیلات کا انتظار, يتبع, 未完待续, 待續, à suivre`),
);

/** Headings over points that sum a story up. */
export const POINTS: ReadonlySet<string> = new Set(
  words(`
    key points, key takeaways, key highlights, highlights, story highlights, in short, in brief, at a glance,
    summary, what's the story, quick read, synopsis, essentials, the gist, main points, 要点, 要點, 摘要, اہم نکات,
    النقاط الرئيسية, मुख्य बिंदु, points clés, punti chiave`),
);

/** Desks and staff: they stand where a name stands and are no person. */
export const DESK =
  /\b(?:desk|staff|bureau|team|newsroom|news service|monitoring|correspondent|reporter|editorial board|agencies|agency|network|editors?|writer|web report|online|news)\b|ڈیسک|رپورٹر|نمائندہ|ایجنسیاں|مانیٹرنگ|डेस्क|编辑|編輯/iu;

/** `By`, in the languages that put a word before the name. */
export const BY =
  /^[-–\s]{0,3}(?:(?:story |report |reported |written |edited |compiled |words )?by|von|par|di|oleh|por|از|تحریر|بقلم|作者|记者|記者|文)(?:\s*[:：]\s*|\s+|／)\p{L}/iu;

/** What stands before the date of publication. */
export const PUBLISHED =
  /(?<![\p{L}])(?:story first published|first published|last updated|last modified|date published|published on|published at|published|posted on|posted at|posted|publication date|updated on|updated at|updated|update|modified|created|uploaded|date|dernière mise à jour|mis à jour|publié|pubblicato|aggiornato|publicado|actualizado|veröffentlicht|aktualisiert|diterbitkan|diperbarui|yayınlanma|güncelleme|更新日期|更新时间|更新時間|发布时间|發布時間|发表时间|時間|时间|日期|شائع|تاریخ اشاعت|اپ ڈیٹ|اپڈیٹ|اشاعت|نشر في|تاريخ النشر|آخر تحديث|प्रकाशित|अपडेटेड|अपडेट|last updated)(?![\p{L}])/iu;

/** News agencies: how a text may credit them, and the name that we give. */
export const AGENCIES: ReadonlyMap<string, string> = new Map(
  [
    ['PTI', 'pti', 'press trust of india', 'पीटीआई', 'پی ٹی آئی'],
    ['ANI', 'ani', 'asian news international', 'एएनआई'],
    ['IANS', 'ians', 'indo-asian news service'],
    ['UNI', 'uni', 'united news of india', 'یو این آئی', 'یواین آئی'],
    ['AFP', 'afp', 'agence france-presse', 'agence france presse', 'اے ایف پی', '法新社'],
    ['Reuters', 'reuters', 'thomson reuters', 'رائٹرز', 'रॉयटर्स', '路透社', '路透'],
    ['AP', 'ap', 'associated press', 'the associated press', '美联社', '美聯社'],
    ['APP', 'app', 'associated press of pakistan', 'اے پی پی'],
    ['PPI', 'ppi', 'pakistan press international', 'پی پی آئی'],
    ['INP', 'inp', 'independent news pakistan', 'آئی این پی'],
    ['NNI', 'nni', 'این این آئی'],
    ['Online', 'online news agency', 'آن لائن'],
    ['TDI', 'tdi', 'the diplomatic insight'],
    ['DNA', 'dna', 'ڈی این اے'],
    ['TNS', 'tns', 'ٹی این ایس'],
    [
      'Xinhua',
      'xinhua',
      'xinhua news agency',
      'xinhuanet',
      'kantor berita xinhua',
      '新华社',
      '新華社',
      '新华网',
      'شنہوا',
      'शिन्हुआ',
    ],
    ['China News Service', 'china news service', 'cns', '中新社', '中新网', '中新網', '中国新闻网'],
    ['China Review News', '中評社', '中评社', 'crntt'],
    ['CNA', '中央社'],
    ['Sputnik', 'sputnik', 'ria novosti', '俄羅斯衛星通訊社', '俄罗斯卫星通讯社'],
    ['TASS', 'tass', '塔斯社'],
    ['Anadolu', 'aa', 'anadolu', 'anadolu agency', 'anadolu ajansı'],
    ['IRNA', 'irna'],
    ['Tasnim', 'tasnim'],
    ['Kyodo', 'kyodo', 'kyodo news', '共同社'],
    ['Yonhap', 'yonhap', '韩联社', '韓聯社'],
    ['Bernama', 'bernama'],
    ['Antara', 'antara'],
    ['dpa', 'dpa', 'deutsche presse-agentur'],
    ['EFE', 'efe', 'agencia efe'],
    ['ANSA', 'ansa', 'adnkronos'],
    ['MENAFN', 'menafn'],
    ['Bloomberg', 'bloomberg'],
    ['UPI', 'upi'],
    ['BSS', 'bss'],
    ['Khaama', 'khaama press'],
  ].flatMap(([name = '', ...spellings]) =>
    spellings.map((spelling): [string, string] => [spelling, name]),
  ),
);

/**
 * Places that stand in front of ledes. Only needed for datelines that show themselves by nothing
 * else (`Beijing: …`); those in capitals, with a date or with an agency are known by their form.
 */
export const DATELINE_PLACES: ReadonlySet<string> = new Set(
  words(`
    islamabad, beijing, karachi, lahore, peshawar, quetta, rawalpindi, gwadar, gilgit, muzaffarabad, multan,
    faisalabad, sialkot, hyderabad, skardu, khyber pakhtunkhwa, balochistan, sindh, punjab, dasu, besham, taxila,
    wah, hunza, sost, khunjerab, china, pakistan, shanghai, guangzhou, shenzhen, chengdu, chongqing, urumqi,
    kashgar, kunming, xi'an, tianjin, wuhan, hangzhou, hong kong, macau, xinjiang, tibet, lhasa, boao, sanya, hainan,
    new delhi, delhi, mumbai, kolkata, chennai, bengaluru, bangalore, srinagar, jammu, leh, lucknow, chandigarh,
    amritsar, dhaka, kathmandu, colombo, male, thimphu, kabul, kandahar, tehran, teheran, zahedan, doha, dubai, abu dhabi,
    riyadh, jeddah, muscat, kuwait city, baghdad, ankara, istanbul, cairo, jerusalem, tel aviv, gaza, beirut,
    damascus, moscow, kyiv, kiev, minsk, astana, almaty, tashkent, samarkand, bishkek, dushanbe, ashgabat, baku,
    washington, new york, united nations, los angeles, san francisco, ottawa, toronto, london, paris, berlin,
    geneva, vienna, brussels, rome, madrid, lisbon, athens, munich, davos, oslo, stockholm, copenhagen, warsaw,
    tokyo, seoul, pyongyang, taipei, singapore, kuala lumpur, jakarta, bangkok, hanoi, manila, canberra, sydney,
    nairobi, addis ababa, johannesburg, pretoria, lagos, algiers, tunis, rabat, brasilia, mexico city, havana,
    اسلام آباد, کراچی, لاہور, پشاور, کوئٹہ, راولپنڈی, گوادر, گلگت, مظفر آباد, ملتان, بیجنگ, بيجنگ, شنگھائی, نئی دہلی, دہلی,
    کابل, تہران, لندن, نیویارک, واشنگٹن, ماسکو, ریاض, دبئی, دوحہ, جنیوا, ہانگ کانگ, ارومچی, سری نگر, ڪراچي, اسلام آباد,
    بكين, إسلام آباد, إسلام أباد, نيودلهي, طهران, موسكو, واشنطن, پکن, اسلام‌آباد, تهران,
    बीजिंग, इस्लामाबाद, नई दिल्ली, कराची, लाहौर, काबुल, वाशिंगटन, मॉस्को`),
);

/** Words at the start of an address or a line that stand for no place though a colon follows. */
export const LABELS: readonly string[] = words(
  `headline, title, 标题, 標題, عنوان, शीर्षक, titre, titolo`,
);

function words(list: string): string[] {
  return list
    .split(/[,\n،]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
