-- A state as the first released schema wrote it: two feeds' articles, a stored file, a story of two
-- reports and one that was withdrawn. Do not change: it stands for states that are out there.
create table article (
  id text primary key,
  source_id text not null,
  file text,
  canonical_url text,
  first_seen text not null,
  withdrawn_at text,
  hash text not null,
  body text not null
);
create index article_file on article (file) where file is not null;
create table "check" (source_id text primary key, body text not null);
create table file (
  path text primary key,
  size integer not null,
  mtime_ms real not null,
  hash text not null,
  problem text
);
create table note (name text primary key, body text not null);
create table ledger (story_id text primary key, sequence integer not null, body text not null);

insert into article values (
  '00000000000000000001', 'lahore', null, 'https://lahore.example/bridge',
  '2026-05-20T06:00:00.000Z', null, 'h1',
  '{"id":"00000000000000000001","sourceId":"lahore","url":"https://lahore.example/bridge?utm_source=rss","canonicalUrl":"https://lahore.example/bridge","outlet":"Lahore Post","country":"PK","kind":"private-media","language":"en","title":"Pakistan and China open a bridge","titleFrom":"given","published":{"at":"2026-05-20T05:00:00Z","precision":"instant","from":"given"},"authors":["A. Writer"],"paragraphs":["Pakistan and China opened a bridge on Wednesday."],"excerpt":"Pakistan and China opened a bridge on Wednesday.","categories":["World"],"republish":"excerpt","hash":"h1"}'
);
insert into article values (
  '00000000000000000002', 'stored', 'bridge.md', null,
  '2026-05-20T06:00:00.000Z', null, 'h2',
  '{"id":"00000000000000000002","sourceId":"stored","file":"bridge.md","outlet":"Digest","language":"en","title":"Bridge opened by Pakistan and China","titleFrom":"given","published":{"at":"2026-05-20","precision":"day","from":"given"},"authors":[],"paragraphs":["The bridge was opened by both."],"excerpt":"The bridge was opened by both.","categories":[],"republish":"excerpt","hash":"h2"}'
);
insert into article values (
  '00000000000000000003', 'stored', 'moon.md', null,
  '2026-05-19T06:00:00.000Z', '2026-05-20T06:00:00.000Z', 'h3',
  '{"id":"00000000000000000003","sourceId":"stored","file":"moon.md","outlet":"Digest","language":"en","title":"A moon is sold","titleFrom":"given","authors":[],"paragraphs":[],"excerpt":"","categories":[],"republish":"excerpt","hash":"h3"}'
);
insert into "check" values (
  'lahore',
  '{"sourceId":"lahore","checkedAt":"2026-05-20T06:00:00.000Z","nextAt":"2026-05-20T07:00:00.000Z","etag":"\"a\"","bodyHash":"ff","failures":0,"fullAt":"2026-05-20T06:00:00.000Z"}'
);
insert into file values ('bridge.md', 120, 1779256800000.5, 'ee', null);
insert into file values ('note.bin', 1, 1779256800000.5, 'dd', 'note.bin is no text.');
insert into note values ('reader', 'r1');
insert into ledger values (
  'urn:uuid:00000000-0000-5000-8000-000000000001', 2,
  '{"storyId":"urn:uuid:00000000-0000-5000-8000-000000000001","sequence":2,"members":["00000000000000000001","00000000000000000002"],"leadId":"00000000000000000001","headline":"Pakistan and China open a bridge","link":"https://lahore.example/bridge?utm_source=rss","contentHash":"c1","firstPublished":"2026-05-20T06:00:00Z","published":"2026-05-20T05:00:00Z","updated":"2026-05-20T05:00:00Z"}'
);
insert into ledger values (
  'urn:uuid:00000000-0000-5000-8000-000000000002', 1,
  '{"storyId":"urn:uuid:00000000-0000-5000-8000-000000000002","sequence":1,"members":["00000000000000000003"],"leadId":"00000000000000000003","headline":"A moon is sold","contentHash":"c2","firstPublished":"2026-05-19T06:00:00Z","updated":"2026-05-19T06:00:00Z","deletedAt":"2026-05-20T06:00:00Z"}'
);
pragma user_version = 1;
