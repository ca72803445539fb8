/** What makes two addresses of one page differ. Data for `canonicalAddress`. */

/** First labels under which a site shows the same page for another device. */
export const hostTwins: ReadonlySet<string> = new Set([
  'www',
  'www2',
  'm',
  'mobile',
  'mobi',
  'wap',
  'amp',
]);

/** Two names of one site. */
export const sameHosts: ReadonlyMap<string, string> = new Map([
  ['bbc.co.uk', 'bbc.com'],
  ['xinhuanet.com', 'news.cn'],
]);

/** Last segments of a path that name what the folder shows anyway. */
export const indexPages: ReadonlySet<string> = new Set([
  'index.html',
  'index.htm',
  'index.shtml',
  'index.php',
  'index.jsp',
  'index.asp',
  'index.aspx',
  'default.htm',
  'default.html',
  'default.asp',
  'default.aspx',
]);

/** Parameters that tell who came from where and never which page it is; in lower case. */
export const trackers: {
  readonly names: ReadonlySet<string>;
  readonly prefixes: readonly string[];
} = {
  names: new Set(
    (
      'fbclid gclid dclid gbraid wbraid gclsrc msclkid yclid ysclid twclid ttclid igshid igsh ' +
      'li_fat_id mc_cid mc_eid mkt_tok _ga _gl _hsenc _hsmi hsctatracking vero_id oly_anon_id ' +
      'oly_enc_id rb_clickid s_cid s_kwcid cmpid cmp cmp_id ocid ncid smid smtyp sr_share icid ito ' +
      'xtor wt_mc wt.mc_id at_medium at_campaign at_source ns_mchannel ns_source ns_campaign ' +
      'ns_linkname ns_fee spm spm_id_from scm share_token share_from sharer shareuid __twitter_impression ' +
      'traffic_source traffictype taid tpcc trk guccounter guce_referrer guce_referrer_sig ' +
      'isappinstalled from_source nsukey amp amp_js_v usqp outputtype fb_action_ids fb_action_types ' +
      'fb_source fb_ref action_object_map action_type_map dlvr_it soc_src soc_trk _branch_match_id ' +
      '_branch_referrer mibextid rdid elqtrack elqtrackid zanpid'
    ).split(' '),
  ),
  prefixes: ['utm_', 'pk_', 'mtm_', 'piwik_', 'matomo_', 'hsa_', 'stm_'],
};

/** Parameters that may mean something, but not with these values. */
export const trackerValues: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ['ref', 'source', 'src', 'from', 'via', 'feed', 'cid', 'output', 'referrer', 'partner'].map(
    (name) => [
      name,
      new Set(
        (
          'rss feed atom amp twitter facebook fb whatsapp telegram linkedin email mail home ' +
          'homepage share social googlenews google newsletter timeline singlemessage groupmessage'
        ).split(' '),
      ),
    ],
  ),
);

type Redirector = {
  readonly at: string;
  readonly path: string;
  /** Holds the address; without it the rest of the path does. */
  readonly parameter?: string;
};

/** Services that carry the real address in their own, host and all hosts below it. */
export const redirectors: readonly Redirector[] = [
  { at: 'google.com', path: '/url', parameter: 'url' },
  { at: 'google.com', path: '/url', parameter: 'q' },
  { at: 'google.com', path: '/amp/' },
  { at: 'cdn.ampproject.org', path: '/c/' },
  { at: 'cdn.ampproject.org', path: '/v/' },
  { at: 'facebook.com', path: '/l.php', parameter: 'u' },
  { at: 'l.instagram.com', path: '/', parameter: 'u' },
  { at: 'bing.com', path: '/news/apiclick.aspx', parameter: 'url' },
  { at: 'news.yahoo.com', path: '/rss', parameter: 'url' },
  { at: 't.umblr.com', path: '/redirect', parameter: 'z' },
  { at: 'link.zhihu.com', path: '/', parameter: 'target' },
  { at: 'out.reddit.com', path: '/', parameter: 'url' },
  { at: 'vk.com', path: '/away.php', parameter: 'to' },
  { at: 'steamcommunity.com', path: '/linkfilter', parameter: 'u' },
  { at: 'duckduckgo.com', path: '/l/', parameter: 'uddg' },
];
