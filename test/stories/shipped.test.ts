import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { isDocument, readDocument } from '../../src/collect/document/document.ts';
import { clusterArticles } from '../../src/stories/cluster.ts';
import { fingerprint } from '../../src/stories/fingerprint.ts';
import { compileStoryRules, storyRulesSchema } from '../../src/stories/rules.ts';
import { readArticle } from '../../src/topic/read.ts';
import { article, gazetteer } from '../topic/topic.ts';

const { stories } = parse(
  readFileSync(new URL('../../sources/topic.yaml', import.meta.url), 'utf8'),
) as { readonly stories: unknown };
const words = compileStoryRules(storyRulesSchema.parse(stories));

/** How many stories the topic that ships makes of texts as people keep them. */
function storiesOf(...texts: readonly string[]): number {
  const prints = texts.map((text, at) => {
    const document = readDocument(text, { gazetteer, now: '2026-12-31T08:00:00Z' });
    if (!isDocument(document)) throw new Error(document.problem);
    const { cut: _, titleEvidence: __, ...rest } = document;
    const read = { ...article(rest.title), ...rest, id: `${at}` };
    return fingerprint(read, readArticle(read, gazetteer), gazetteer, 'Asia/Karachi', words);
  });
  return clusterArticles(prints).length;
}

it.each([
  [
    'an attack, whoever is quoted beside the dead',
    `Gunmen kill three Chinese miners in Chagai; Beijing demands arrests

QUETTA, March 3, 2026: Three Chinese miners were killed and two guards wounded on Tuesday when gunmen fired at their van near Saindak in Chagai district, officials said.`,
    `بلوچستان میں فائرنگ، تین چینی کان کن ہلاک

3 مارچ 2026

کوئٹہ: چاغی میں سیندک کے قریب منگل کو مسلح افراد کی فائرنگ سے تین چینی کان کن ہلاک اور دو محافظ زخمی ہو گئے۔ چین کی وزارت خارجہ نے ملزمان کی گرفتاری کا مطالبہ کیا ہے۔`,
    `巴基斯坦三名中国矿工遇袭身亡

2026年3月4日

外交部发言人4日说，3日在俾路支省查盖地区，三名中国公民遭枪手袭击遇难，另有两名警卫受伤，中方要求巴方缉拿凶手。`,
  ],
  [
    'a loan told in two currencies of numbers',
    `China's central bank adds 10 billion yuan to swap line

ISLAMABAD, Feb 9, 2026: The People's Bank of China raised its currency swap with Pakistan by 10 billion yuan on Monday, the State Bank said. The line now stands at 40 billion yuan.`,
    `中国人民银行与巴基斯坦扩大本币互换

2026年2月10日

巴基斯坦国家银行9日宣布，中国人民银行把双边本币互换规模增加100亿元人民币，总额达400亿元。`,
  ],
  [
    'a hospital that opens',
    `Chinese-built hospital opens in Gwadar

GWADAR, Jan 15, 2026: The Pak-China Friendship Hospital with 150 beds was inaugurated in Gwadar on Thursday by Planning Minister Ahsan Iqbal and Ambassador Jiang Zaidong.`,
    `گوادر میں پاک چین دوستی ہسپتال کا افتتاح

15 جنوری 2026

گوادر: وفاقی وزیر احسن اقبال اور چینی سفیر جیانگ زیڈونگ نے جمعرات کو 150 بستروں کے ہسپتال کا افتتاح کیا۔`,
    `中巴友谊医院在瓜达尔启用

1月15日，拥有150张床位的中巴友谊医院在瓜达尔举行揭牌仪式，中国驻巴大使姜再冬和计划部长伊克巴尔出席。`,
  ],
  [
    'a call of the foreign ministers',
    `Dar, Wang discuss Kabul on phone

ISLAMABAD, March 17, 2026: Deputy Prime Minister Ishaq Dar and Chinese Foreign Minister Wang Yi spoke by telephone on Tuesday about the truce with Kabul.`,
    `王毅同巴基斯坦副总理兼外长达尔通电话

2026年3月17日，外交部长王毅应约同达尔通电话，就巴阿局势交换意见。`,
    `وزیر خارجہ اسحاق ڈار کا وانگ ای سے ٹیلی فونک رابطہ

منگل کو اسحاق ڈار اور چینی وزیر خارجہ وانگ ای کے درمیان ٹیلی فون پر گفتگو ہوئی جس میں افغانستان کی صورتحال پر بات ہوئی۔ 17 مارچ 2026`,
  ],
  [
    'a satellite',
    `Pakistan's fourth remote sensing satellite lifts off from Taiyuan

ISLAMABAD, April 12, 2026: A Long March-6 carried Pakistan's PRSC-EO4 satellite into orbit from the Taiyuan centre on Sunday, Suparco said.`,
    `巴基斯坦PRSC-EO4卫星发射成功

我国12日在太原卫星发射中心用长征六号运载火箭，将巴基斯坦PRSC-EO4卫星送入预定轨道。`,
  ],
  [
    'relief for a flood',
    `China flies in tents for flood victims

RAWALPINDI, Sept 2, 2025: Two Chinese cargo planes with 300 tents and 9,000 blankets for flood survivors landed at Nur Khan base on Tuesday, the NDMA said.`,
    `چین سے امدادی سامان کے دو طیارے پہنچ گئے

2 ستمبر 2025

راولپنڈی: سیلاب متاثرین کے لیے 300 خیمے اور نو ہزار کمبل لے کر چین کے دو طیارے منگل کو نور خان ایئربیس پہنچے۔ این ڈی ایم اے نے سامان وصول کیا۔`,
    `中国援巴救灾物资运抵伊斯兰堡

2025年9月3日

当地时间2日，载有300顶帐篷和9000条毛毯的两架飞机抵达努尔汗空军基地，援助巴基斯坦洪灾灾民。`,
  ],
  [
    'buffaloes that may be sold',
    `China clears import of buffalo embryos from Pakistan

BEIJING, May 6, 2026: China's customs authority has allowed imports of buffalo embryos from Pakistan, the commerce ministry said on Wednesday.`,
    `چین نے پاکستان سے بھینسوں کے ایمبریو درآمد کرنے کی اجازت دے دی

6 مئی 2026

اسلام آباد: وزارت تجارت کے مطابق چین کی کسٹمز اتھارٹی نے پاکستانی بھینسوں کے ایمبریو کی درآمد کی منظوری دے دی۔`,
  ],
  [
    'a round of talks that names no day',
    `Kabul hosts seventh trilateral round

KABUL, May 13, 2026: The foreign ministers of China, Pakistan and Afghanistan held the seventh round of their trilateral dialogue in Kabul on Wednesday.`,
    `کابل میں بدھ کو پاکستان، چین اور افغانستان کے وزرائے خارجہ کے ساتویں سہ فریقی مذاکرات ہوئے جن میں دہشت گردی کے خلاف تعاون پر اتفاق کیا گیا۔ مزید پڑھیں`,
  ],
  [
    'a visit that is announced, though the same guest came before',
    `Premier Li to visit Islamabad next week

BEIJING, June 4, 2026: Premier Li Qiang will pay an official visit to Pakistan from June 9 to 11, the foreign ministry announced on Thursday.`,
    `外交部：李强将访问巴基斯坦

外交部发言人4日宣布，应巴基斯坦总理夏巴兹邀请，国务院总理李强将于6月9日至11日对巴基斯坦进行正式访问。`,
    `الصين: لي تشيانغ يزور باكستان الأسبوع المقبل

بكين، 4 يونيو 2026 - أعلنت وزارة الخارجية الصينية الخميس أن رئيس مجلس الدولة لي تشيانغ سيزور باكستان من 9 إلى 11 يونيو.`,
  ],
  [
    'a sum in two units and in four languages',
    `China gives Pakistan a year more on $3.4bn

ISLAMABAD: Beijing has rolled over $3.4 billion of loans, of which $2.1 billion sat with the central bank, officials said on Sunday. June 29, 2026`,
    `چین نے 3.4 ارب ڈالر کے قرضے رول اوور کر دیے

اسلام آباد: حکام کے مطابق چین نے پاکستان کے 3 ارب 40 کروڑ ڈالر کے قرضوں کی مدت بڑھا دی ہے۔ 29 جون 2026`,
    `चीन ने पाकिस्तान का 3.4 अरब डॉलर का कर्ज आगे बढ़ाया

29 जून 2026

इस्लामाबाद: चीन ने पाकिस्तान के 3.4 अरब डॉलर के कर्ज की अवधि एक साल बढ़ा दी है।`,
  ],
  [
    'a meeting of which one report names the weekday alone',
    `Bilawal meets Wang Yi in Beijing

BEIJING, July 7, 2026: PPP Chairman Bilawal Bhutto Zardari met Foreign Minister Wang Yi in Beijing on Tuesday.`,
    `بلاول بھٹو کی چینی وزیر خارجہ وانگ ای سے ملاقات

بیجنگ: پیپلز پارٹی کے چیئرمین بلاول بھٹو زرداری نے منگل کو وانگ ای سے ملاقات کی۔`,
  ],
  [
    'a strike over a company in Karachi',
    `Chinese technician shot dead in Karachi

KARACHI, Feb 20, 2026: A Chinese technician of a power plant at Port Qasim was shot dead by two men on a motorcycle on Friday, police said. His driver was hurt.`,
    `कराची में चीनी तकनीशियन की गोली मारकर हत्या

20 फरवरी 2026

कराची: पोर्ट कासिम बिजलीघर के एक चीनी तकनीशियन की शुक्रवार को मोटरसाइकिल सवार दो लोगों ने गोली मारकर हत्या कर दी। दूतावास ने जांच की मांग की।`,
  ],
])('makes one story of %s', (_, ...texts) => {
  expect(storiesOf(...texts)).toBe(1);
});

it.each([
  [
    'two shootings of one week in one city, one of them without a day',
    `Two Chinese hurt as gunmen fire on van in Karachi

KARACHI: Gunmen on a motorcycle fired on a van near Korangi on Monday, wounding two Chinese staff of a textile mill, police said. 12 January 2026`,
    `کراچی: کلفٹن میں ڈکیتی، دو چینی زخمی

کراچی (اسٹاف رپورٹر) کلفٹن میں جمعرات کو ڈاکوؤں کی فائرنگ سے دو چینی دکاندار زخمی ہو گئے۔`,
  ],
  [
    'two visits of one envoy on one day',
    `Chinese envoy meets finance minister

ISLAMABAD, Feb 3, 2026: Ambassador Jiang Zaidong called on Finance Minister Muhammad Aurangzeb on Tuesday to discuss the panda bond.`,
    `چینی سفیر کی محسن نقوی سے ملاقات

3 فروری 2026

وزیر داخلہ محسن نقوی سے چینی سفیر جیانگ زیڈونگ نے ملاقات کی، چینی شہریوں کی سیکیورٹی پر تبادلہ خیال۔`,
  ],
  [
    'help and condolences after one earthquake',
    `China offers aid after Swat quake

BEIJING, Nov 5, 2026: China is ready to help Pakistan after an earthquake killed 40 people in Swat, foreign ministry spokesperson Mao Ning said on Thursday.`,
    `习近平就巴基斯坦地震向扎尔达里致慰问电

2026年11月5日，国家主席习近平就斯瓦特地震向巴基斯坦总统扎尔达里致慰问电。`,
  ],
  [
    'an attack and a list of all of them',
    `Gunmen kill three Chinese miners in Chagai

QUETTA, March 3, 2026: Three Chinese miners were killed on Tuesday when gunmen fired at their van in Chagai district, officials said.`,
    `Timeline: attacks on Chinese in Balochistan

QUETTA, March 4, 2026: Tuesday's killing of three Chinese miners in Chagai is the latest of many. In 2024 two died outside the airport of Karachi.`,
  ],
  [
    'an attack and the words about it',
    `Gunmen kill three Chinese miners in Chagai

QUETTA, March 3, 2026: Three Chinese miners were killed on Tuesday when gunmen fired at their van in Chagai district, officials said.`,
    `China condemns attack on miners

BEIJING, March 4, 2026: China on Wednesday strongly condemned the attack in which three of its nationals were killed in Chagai, a foreign ministry spokesperson said.`,
  ],
  [
    'two attacks of one month in one city',
    `Two Chinese hurt in Karachi shooting

KARACHI, Feb 5, 2026: A guard shot and wounded two Chinese in a mill in Karachi on Thursday, police said.`,
    `卡拉奇爆炸 两名中国公民受伤

2026年2月17日

当地时间16日晚，卡拉奇机场附近发生爆炸，两名中国公民受伤。`,
  ],
  [
    'two loans of one week',
    `China rolls over $2 billion loan

ISLAMABAD, March 24, 2026: China has rolled over a $2 billion loan to Pakistan for a year, Finance Minister Muhammad Aurangzeb said on Tuesday.`,
    `Chinese bank refinances $700 million

ISLAMABAD, March 26, 2026: A Chinese commercial bank has refinanced a $700 million loan to Pakistan, Finance Minister Muhammad Aurangzeb said on Thursday.`,
  ],
  [
    'two gifts of ambulances',
    `Chinese consulate gives Sindh four ambulances

KARACHI, April 7, 2026: The Chinese consul general handed four ambulances to the Sindh health department on Tuesday.`,
    `Chinese consulate gives Punjab nine ambulances

LAHORE, April 7, 2026: The Chinese consul general handed nine ambulances to the Punjab health department on Tuesday.`,
  ],
  [
    'a call and the talks of the week after',
    `Dar, Wang discuss Kabul on phone

ISLAMABAD, March 17, 2026: Deputy Prime Minister Ishaq Dar and Chinese Foreign Minister Wang Yi spoke by telephone on Tuesday.`,
    `达尔会见王毅

2026年3月24日，外交部长王毅在北京同巴基斯坦副总理兼外长达尔会谈。`,
  ],
])('keeps apart %s', (_, ...texts) => {
  expect(storiesOf(...texts)).toBe(texts.length);
});
