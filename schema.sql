-- The whole database of homevisit. Nothing else defines a table.
--
-- Only facts are stored. Status, due days and counts are derived each time they are asked for.
--   act      what was done, once for each command or import, in one order that never turns back, by whom and why
--   anchors  the bare keys: offender, officer, visit, tier. Everything else points at them
--   facts    one table a kind. A row is never changed or deleted: a correction is a new row that supersedes the old
--            one and takes its rank; a withdrawal is a row that only says the old one was not so. A row counts if
--            it is no withdrawal and no row supersedes it
--   texts    names, addresses and other free text, each value with a salt of its own. A fact's encoding holds a text's
--            salted digest, so that the text can be removed where the law requires it and the encoding still stands
--   trail    one entry for everything done with the record, reading too, each chained to the one before by a digest
--   cache    what makes reading fast. Deleting all of it changes no answer
--
-- A connection must set foreign_keys, and recursive_triggers, without which `insert or replace` fires no delete trigger.
--
-- Days are civil days, `2025-03-31`; moments are UTC, RFC 3339 with microseconds. `rank` orders the facts of one kind
-- that one offender has on one day, from 1. `until` is the first day a period no longer holds; null, still running.

pragma application_id = 1752132982; -- 'homv'
pragma user_version = 3;

-- ---------------------------------------------------------------------------------------------------- acts

create table act (
    act_id     integer primary key,
    id         text    not null unique check (length(id) between 1 and 64),
    kind       text    not null check (kind in (
                   'adopt-policy', 'import', 'add-offender', 'move-offender', 'start-management', 'end-management',
                   'set-tier', 'set-owner', 'start-status', 'end-status', 'confirm-status', 'start-plan', 'end-plan',
                   'add-officer', 'change-officer', 'end-service', 'record-visit', 'enter-visit', 'pair-visits',
                   'record-referral', 'decide', 'step-warrant', 'direct', 'book', 'cover', 'reassign', 'mark', 'unmark',
                   'authorise-alone', 'correct', 'withdraw', 'bind', 'forget')),
    actor      text    not null check (length(actor) between 1 and 64),
    moment     text    not null check (length(moment) = 27 and moment glob '????-??-??T??:??:??.??????Z'),
    -- the digest of what was asked, so that the same id sent twice is known to be the same act or another; salted with
    -- the act's row of `act_salt`, where it has one
    content    blob    not null check (length(content) = 32),
    -- why
    reason     integer references free_text
) strict;

-- Emptied where a text of the act is removed by law: with the salt, what was asked could be guessed from the digest.
create table act_salt (
    act_id integer primary key references act,
    salt   blob check (length(salt) = 16)
) strict;

-- one order, numbered without a gap, whose moments never turn back
create trigger act_in_order
before insert on act
when new.act_id is not (select coalesce(max(act_id), 0) + 1 from act)
  or new.moment < (select moment from act order by act_id desc limit 1)
begin
    select raise(abort, 'an act must follow the one before');
end;

-- ------------------------------------------------------------------------------------------------- anchors

create table offender (
    offender_id integer primary key,
    ref         text    not null unique check (length(ref) between 1 and 64)
) strict;

create table officer (
    officer_id integer primary key,
    id         text    not null unique check (length(id) between 1 and 64)
) strict;

create table visit (
    visit_id integer primary key,
    ref      text    not null unique check (length(ref) between 1 and 64)
) strict;

-- Every tier that an adopted policy names, numbered from 0 without a gap.
create table tier (
    tier_id integer primary key check (tier_id between 0 and 65535),
    id      text    not null unique check (length(id) between 1 and 64)
) strict;

create trigger tier_in_order
before insert on tier
when new.tier_id is not (select count(*) from tier)
begin
    select raise(abort, 'tiers are numbered from 0 without a gap');
end;

-- ------------------------------------------------------------------------------------- policy and register

-- An adopted policy. Order of adoption is `act_id`; a policy is never superseded, only followed.
create table policy_fact (
    fact_id        integer primary key,
    act_id         integer not null references act,
    id             text    not null,
    version        text    not null,
    effective_from text    not null check (date(effective_from) is effective_from),
    -- why it was let take effect before the day after its adoption; null where it was not
    retroactive    integer references free_text,
    toml           text    not null,
    unique (id, version)
) strict;

-- What an extract says of itself. `history_from` may be moved earlier by a later one.
create table extract_fact (
    fact_id      integer primary key,
    act_id       integer not null unique references act,
    taken_on     text    check (date(taken_on) is taken_on),
    history_from text    check (date(history_from) is history_from),
    source       integer references free_text
) strict;

-- --------------------------------------------------------------------------------------------------- texts

-- One kind of text a table, so that what is a name is known to be one. A removal empties the row, its salt too (with
-- the salt, a name or a birthday could be guessed from the digest), and keeps the digest that encodings hold.
create table person_text (
    text_id       integer primary key,
    salt          blob check (length(salt) = 16),
    family_name   text,
    given_names   text,
    date_of_birth text,
    digest        blob check (length(digest) = 32),
    check ((salt is null) = (digest is not null)),
    check (digest is null or coalesce(family_name, given_names, date_of_birth) is null)
) strict;

create table address_text (
    text_id  integer primary key,
    salt     blob check (length(salt) = 16),
    address  text,
    postcode text,
    digest   blob check (length(digest) = 32),
    check ((salt is null) = (digest is not null)),
    check (digest is null or coalesce(address, postcode) is null)
) strict;

create table officer_text (
    text_id integer primary key,
    salt    blob check (length(salt) = 16),
    name    text,
    digest  blob check (length(digest) = 32),
    check ((salt is null) = (digest is not null)),
    check (digest is null or name is null)
) strict;

create table free_text (
    text_id integer primary key,
    salt    blob check (length(salt) = 16),
    value   text,
    digest  blob check (length(digest) = 32),
    check ((salt is null) = (digest is not null)),
    check (digest is null or value is null)
) strict;

-- --------------------------------------------------------------------------------------------------- facts

create table person_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references person_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    text_id     integer references person_text,
    check (withdrawn = 1 or text_id is not null)
) strict;

create table management_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references management_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    rank        integer not null check (rank >= 1),
    from_day    text    not null check (date(from_day) is from_day),
    until_day   text    check (date(until_day) is until_day and until_day > from_day)
) strict;

create table address_fact (
    fact_id        integer primary key,
    act_id         integer not null references act,
    supersedes     integer references address_fact check (supersedes < fact_id),
    withdrawn      integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id    integer not null references offender,
    rank           integer not null check (rank >= 1),
    from_day       text    not null check (date(from_day) is from_day),
    no_fixed_abode integer check (no_fixed_abode in (0, 1)),
    text_id        integer references address_text,
    check (withdrawn = 1 or (no_fixed_abode is not null and text_id is not null))
) strict;

create table tier_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references tier_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    rank        integer not null check (rank >= 1),
    from_day    text    not null check (date(from_day) is from_day),
    tier_id     integer references tier,
    set_by      integer references officer,
    reason      integer references free_text,
    check (withdrawn = 1 or (tier_id is not null and set_by is not null))
) strict;

create table owner_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references owner_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    rank        integer not null check (rank >= 1),
    from_day    text    not null check (date(from_day) is from_day),
    officer_id  integer references officer,
    check (withdrawn = 1 or officer_id is not null)
) strict;

create table status_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references status_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    rank        integer not null check (rank >= 1),
    status      text    not null check (status in ('custody', 'hospital', 'abroad', 'elsewhere', 'missing')),
    from_day    text    not null check (date(from_day) is from_day),
    until_day   text    check (date(until_day) is until_day and until_day > from_day)
) strict;

create table plan_fact (
    fact_id       integer primary key,
    act_id        integer not null references act,
    supersedes    integer references plan_fact check (supersedes < fact_id),
    withdrawn     integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id   integer not null references offender,
    rank          integer not null check (rank >= 1),
    kind          text    not null check (kind in ('interval', 'reactive')),
    from_day      text    not null check (date(from_day) is from_day),
    until_day     text    check (date(until_day) is until_day and until_day > from_day),
    every         text,
    authorised_by integer references officer,
    reason        integer references free_text,
    review_by     text    check (date(review_by) is review_by),
    check (withdrawn = 1 or authorised_by is not null),
    check (withdrawn = 1 or (kind = 'interval') = (every is not null))
) strict;

-- From a day, what is known of an officer; `from_day` null: since ever.
create table officer_fact (
    fact_id        integer primary key,
    act_id         integer not null references act,
    supersedes     integer references officer_fact check (supersedes < fact_id),
    withdrawn      integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    officer_id     integer not null references officer,
    rank           integer not null check (rank >= 1),
    from_day       text    check (date(from_day) is from_day),
    team           text    check (length(team) between 1 and 64),
    role           text    check (role in ('officer', 'supervisor', 'manager')),
    accredited     integer check (accredited in (0, 1)),
    fte_hundredths integer check (fte_hundredths between 1 and 100),
    active_until   text    check (date(active_until) is active_until),
    text_id        integer references officer_text,
    check (withdrawn = 1 or (team is not null and role is not null and text_id is not null))
) strict;

-- A null is *not recorded*, never yes or no.
create table visit_fact (
    fact_id      integer primary key,
    act_id       integer not null references act,
    supersedes   integer references visit_fact check (supersedes < fact_id),
    withdrawn    integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    visit_id     integer not null references visit,
    offender_id  integer not null references offender,
    day          text    check (date(day) is day),
    time         text    check (time glob '[0-2][0-9]:[0-5][0-9]' and time < '24:00'),
    outcome      text    check (outcome in
                     ('seen', 'doorstep', 'no-reply', 'refused', 'out', 'not-resident', 'abandoned')),
    announced    integer check (announced in (0, 1)),
    premises     text    check (premises in ('notified', 'other')),
    entry_sought integer check (entry_sought in (0, 1)),
    -- the source's claim of when it was written down there; never taken for ours
    recorded_on  text    check (date(recorded_on) is recorded_on),
    announced_because   integer references free_text,
    -- how many were seen or identified there; no names
    children            integer check (children between 0 and 99),
    note                integer references free_text,
    -- who is said to have let the officer go alone; `alone_fact` is what was recorded of that
    alone_authorised_by integer references officer,
    check (withdrawn = 1 or (day is not null and outcome is not null))
) strict;

-- Who attended, by the visit fact that says so; no row at all: not recorded.
create table attendance (
    fact_id    integer not null references visit_fact,
    place      integer not null check (place >= 1),
    officer_id integer not null references officer,
    primary key (fact_id, place)
) strict, without rowid;

-- Who attended from another agency: its word and their number there.
create table agency_attendance (
    fact_id integer not null references visit_fact,
    place   integer not null check (place >= 1),
    agency  text    not null check (length(agency) between 1 and 64),
    number  text    not null check (length(number) between 1 and 64),
    primary key (fact_id, place)
) strict, without rowid;

-- That a status was looked into on a day, and still held.
create table confirmation_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references confirmation_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    status      text    not null check (status in ('custody', 'hospital', 'abroad', 'elsewhere', 'missing')),
    day         text    not null check (date(day) is day)
) strict;

-- What followed from children seen on a visit: a referral to an agency, or that none is needed (the act says why).
create table referral_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references referral_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    visit_id    integer not null references visit,
    agency      text    check (length(agency) between 1 and 64),
    day         text    not null check (date(day) is day),
    time        text    check (time glob '[0-2][0-9]:[0-5][0-9]' and time < '24:00')
) strict;

-- What a supervisor decided after failed attempts. `time`: of deciding, local.
create table decision_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references decision_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    day         text    not null check (date(day) is day),
    time        text    check (time glob '[0-2][0-9]:[0-5][0-9]' and time < '24:00'),
    course      text    not null check (course in ('warrant', 'arrest', 'circulate', 'revisit', 'none')),
    visit_by    text    not null check (date(visit_by) is visit_by)
) strict;

-- How far the warrant of a decision has come.
create table stage_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references stage_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    decision    integer not null references decision_fact,
    stage       text    not null check (stage in ('authorised', 'applied', 'granted', 'court-refused', 'executed')),
    day         text    not null check (date(day) is day)
) strict;

-- A supervisor's order to visit by a day. It moves no due date. `cause` is a code of the policy; the act says why.
create table direction_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references direction_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    day         text    not null check (date(day) is day),
    time        text    check (time glob '[0-2][0-9]:[0-5][0-9]' and time < '24:00'),
    visit_by    text    not null check (date(visit_by) is visit_by),
    cause       text    not null check (length(cause) between 1 and 64)
) strict;

-- A visit that is meant to be made. It is no visit and moves no date; cancelled, it is withdrawn.
create table booking_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references booking_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    day         text    not null check (date(day) is day),
    time        text    not null check (time glob '[0-2][0-9]:[0-5][0-9]' and time < '24:00')
) strict;

create table booking_officer (
    fact_id    integer not null references booking_fact,
    place      integer not null check (place >= 1),
    officer_id integer not null references officer,
    primary key (fact_id, place)
) strict, without rowid;

-- A warning beside a name: a code of the policy. What it means in this case stays in the national register.
create table marker_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references marker_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    code        text    not null check (length(code) between 1 and 64),
    from_day    text    not null check (date(from_day) is from_day),
    until_day   text    check (date(until_day) is until_day and until_day > from_day)
) strict;

-- That a visit was entered in the national register.
create table entered_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references entered_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    visit_id    integer not null references visit,
    day         text    not null check (date(day) is day)
) strict;

-- That an officer was let go alone on a day.
create table alone_fact (
    fact_id       integer primary key,
    act_id        integer not null references act,
    supersedes    integer references alone_fact check (supersedes < fact_id),
    withdrawn     integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id   integer not null references offender,
    officer_id    integer not null references officer,
    day           text    not null check (date(day) is day),
    authorised_by integer not null references officer
) strict;

-- Whether a visit of an extract and one recorded here are one. While they are, `visit_id`, the extract's, is not counted.
create table pair_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references pair_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    visit_id    integer not null references visit,
    recorded    integer not null references visit check (recorded is not visit_id),
    one         integer not null check (one in (0, 1))
) strict;

-- That one officer's cases stand on another's list too; the officer is on leave.
create table cover_fact (
    fact_id    integer primary key,
    act_id     integer not null references act,
    supersedes integer references cover_fact check (supersedes < fact_id),
    withdrawn  integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    officer_id integer not null references officer,
    cover_id   integer not null references officer check (cover_id is not officer_id),
    from_day   text    not null check (date(from_day) is from_day),
    until_day  text    not null check (date(until_day) is until_day and until_day > from_day)
) strict;

-- Whether an account of the operating system acts as this officer. Of one account the last such row holds.
create table account_fact (
    fact_id    integer primary key,
    act_id     integer not null references act,
    supersedes integer references account_fact check (supersedes < fact_id),
    withdrawn  integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    officer_id integer not null references officer,
    account    integer not null check (account between 0 and 4294967295),
    bound      integer not null check (bound in (0, 1))
) strict;

-- ------------------------------------------------------------------------------------------------- indexes

create unique index person_superseded     on person_fact (supersedes)     where supersedes is not null;
create unique index management_superseded on management_fact (supersedes) where supersedes is not null;
create unique index address_superseded    on address_fact (supersedes)    where supersedes is not null;
create unique index tier_superseded       on tier_fact (supersedes)       where supersedes is not null;
create unique index owner_superseded      on owner_fact (supersedes)      where supersedes is not null;
create unique index status_superseded     on status_fact (supersedes)     where supersedes is not null;
create unique index plan_superseded       on plan_fact (supersedes)       where supersedes is not null;
create unique index officer_superseded    on officer_fact (supersedes)    where supersedes is not null;
create unique index visit_superseded      on visit_fact (supersedes)      where supersedes is not null;

create unique index confirmation_superseded on confirmation_fact (supersedes) where supersedes is not null;
create unique index referral_superseded     on referral_fact     (supersedes) where supersedes is not null;
create unique index decision_superseded     on decision_fact     (supersedes) where supersedes is not null;
create unique index stage_superseded        on stage_fact        (supersedes) where supersedes is not null;
create unique index direction_superseded    on direction_fact    (supersedes) where supersedes is not null;
create unique index booking_superseded      on booking_fact      (supersedes) where supersedes is not null;
create unique index marker_superseded       on marker_fact       (supersedes) where supersedes is not null;
create unique index entered_superseded      on entered_fact      (supersedes) where supersedes is not null;
create unique index alone_superseded        on alone_fact        (supersedes) where supersedes is not null;
create unique index pair_superseded         on pair_fact         (supersedes) where supersedes is not null;
create unique index cover_superseded        on cover_fact        (supersedes) where supersedes is not null;
create unique index account_superseded      on account_fact      (supersedes) where supersedes is not null;

-- one person a reference, one chain of corrections a visit
create unique index person_first on person_fact (offender_id) where supersedes is null;
create unique index visit_first  on visit_fact (visit_id)     where supersedes is null;

create index act_by        on act (kind, actor);
create index person_of     on person_fact (offender_id);
create index management_of on management_fact (offender_id);
create index address_of    on address_fact (offender_id);
create index tier_of       on tier_fact (offender_id);
create index owner_of      on owner_fact (offender_id);
create index status_of     on status_fact (offender_id);
create index plan_of       on plan_fact (offender_id);
create index visit_of      on visit_fact (offender_id);
create index officer_of    on officer_fact (officer_id);
create index owner_by      on owner_fact (officer_id);

create index confirmation_of on confirmation_fact (offender_id);
create index referral_of on referral_fact (offender_id);
create index decision_of on decision_fact (offender_id);
create index stage_of on stage_fact (offender_id);
create index direction_of on direction_fact (offender_id);
create index booking_of on booking_fact (offender_id);
create index marker_of on marker_fact (offender_id);
create index entered_of on entered_fact (offender_id);
create index alone_of on alone_fact (offender_id);
create index pair_of on pair_fact (offender_id);
create index cover_of     on cover_fact (officer_id);
create index cover_by     on cover_fact (cover_id);
create index account_of   on account_fact (officer_id);
create index stage_by     on stage_fact (decision);
create index referral_by  on referral_fact (visit_id);
create index entered_by   on entered_fact (visit_id);
create index pair_by      on pair_fact (visit_id);
create index pair_with    on pair_fact (recorded);
create index booking_on   on booking_fact (day);
create index booking_by   on booking_officer (officer_id);

-- ---------------------------------------------------------------------------------------- a second person

-- What somebody proposes that another must authorise. It plays no part in any answer until then.
create table proposal (
    proposal_id integer primary key,
    -- the id of the act that may come of it
    id          text    not null unique check (length(id) between 1 and 64),
    kind        text    not null,
    actor       text    not null check (length(actor) between 1 and 64),
    moment      text    not null check (length(moment) = 27 and moment glob '????-??-??T??:??:??.??????Z'),
    -- the right that wants a second person
    right       text    not null,
    offender_id integer references offender,
    -- what is asked for, as it was sent
    deed        integer not null references free_text,
    salt        blob    check (length(salt) = 16),
    content     blob    not null check (length(content) = 32)
) strict;

-- What became of a proposal: at most one row each.
create table resolution (
    proposal_id integer primary key references proposal,
    outcome     text    not null check (outcome in ('authorised', 'declined')),
    actor       text    not null check (length(actor) between 1 and 64),
    moment      text    not null check (length(moment) = 27 and moment glob '????-??-??T??:??:??.??????Z'),
    act_id      integer unique references act,
    reason      integer references free_text,
    check ((outcome = 'authorised') = (act_id is not null))
) strict;

-- ----------------------------------------------------------------------------------------- removal by law

-- Each text that an act of forgetting removed: a row of `person_text`, `address_text` or `free_text`, or the salts of an
-- act or a proposal by their numbers.
create table removal (
    removal_id    integer primary key,
    act_id        integer not null references act,
    offender_id   integer not null references offender,
    authorised_by integer not null references officer,
    kind          text    not null check (kind in ('person', 'address', 'free', 'act', 'proposal')),
    number        integer not null,
    unique (kind, number)
) strict;

-- -------------------------------------------------------------------------------------------------- trail

-- One entry for everything done with the record: acts, what was seen or taken out, what was refused. No name, address or
-- other text stands in one; `src/store/encoding.rs` says how an entry is written down and hashed.
create table entry (
    entry_id integer primary key,
    moment   text    not null check (length(moment) = 27 and moment glob '????-??-??T??:??:??.??????Z'),
    actor    text    not null check (length(actor) between 1 and 64),
    command  text    not null check (length(command) between 1 and 64),
    -- what was asked, in the words of the command line that name nobody
    asked    text    not null,
    outcome  text    not null check (outcome in (
                 'done', 'repeated', 'tried', 'seen', 'taken', 'refused', 'proposed', 'declined', 'begun', 'restored')),
    -- how many facts were written, or how many rows were shown
    rows     integer check (rows >= 0),
    -- the offender it concerns, where it concerns one
    about    text    check (length(about) between 1 and 64),
    reason   integer references free_text,
    act_id   integer unique references act,
    -- for each kind of row written its word, how many, and the digest of their digests
    written  text,
    -- SHA-256 of this entry with the hash of the one before
    hash     blob    not null check (length(hash) = 32),
    check ((outcome = 'done') = (act_id is not null))
) strict;

-- one order, numbered without a gap, whose moments never turn back
create trigger entry_in_order
before insert on entry
when new.entry_id is not (select coalesce(max(entry_id), 0) + 1 from entry)
  or new.moment < (select moment from entry order by entry_id desc limit 1)
begin
    select raise(abort, 'an entry must follow the one before');
end;

-- --------------------------------------------------------------------------------------------------- cache

-- Up to which act the cache is whole, and how it is encoded; no row: there is none.
create table cache_state (
    only   integer primary key check (only = 1),
    act_id integer not null,
    format integer not null
) strict;

-- One offender's facts that count, encoded; without any text.
create table cache_facts (
    offender_id integer primary key,
    ref         text not null,
    facts       blob not null
) strict;

-- The same for everyone an officer ever owned by the facts that count, side by side, so that one officer's list takes as
-- long in a great register as in a small one.
create table cache_caseload (
    officer_id  integer not null,
    offender_id integer not null,
    ref         text    not null,
    facts       blob    not null,
    primary key (officer_id, offender_id)
) strict, without rowid;

-- what is taken out of the cache, or was made from a text since removed, makes it no longer whole
create trigger cache_facts_gone     after delete on cache_facts    begin delete from cache_state; end;
create trigger cache_facts_changed  after update on cache_facts    begin delete from cache_state; end;
create trigger cache_caseload_gone  after delete on cache_caseload begin delete from cache_state; end;
create trigger cache_caseload_other after update on cache_caseload begin delete from cache_state; end;
create trigger address_text_gone    after update on address_text   begin delete from cache_state; end;

-- ---------------------------------------- a fact belongs to the act that is being done, and corrects only its like

create trigger person_fact_in_order
after insert on person_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from person_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger management_fact_in_order
after insert on management_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from management_fact old where old.fact_id = new.supersedes
                 and old.offender_id = new.offender_id and old.rank = new.rank)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger address_fact_in_order
after insert on address_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from address_fact old where old.fact_id = new.supersedes
                 and old.offender_id = new.offender_id and old.rank = new.rank)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger tier_fact_in_order
after insert on tier_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from tier_fact old where old.fact_id = new.supersedes
                 and old.offender_id = new.offender_id and old.rank = new.rank)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger owner_fact_in_order
after insert on owner_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from owner_fact old where old.fact_id = new.supersedes
                 and old.offender_id = new.offender_id and old.rank = new.rank)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger status_fact_in_order
after insert on status_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from status_fact old where old.fact_id = new.supersedes
                 and old.offender_id = new.offender_id and old.rank = new.rank)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger plan_fact_in_order
after insert on plan_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from plan_fact old where old.fact_id = new.supersedes
                 and old.offender_id = new.offender_id and old.rank = new.rank)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger officer_fact_in_order
after insert on officer_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from officer_fact old where old.fact_id = new.supersedes
                 and old.officer_id = new.officer_id and old.rank = new.rank)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger visit_fact_in_order
after insert on visit_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from visit_fact old where old.fact_id = new.supersedes and old.visit_id = new.visit_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger policy_fact_in_order
after insert on policy_fact
when new.act_id is not (select max(act_id) from act)
begin
    select raise(abort, 'a fact belongs to the act being done');
end;

create trigger extract_fact_in_order
after insert on extract_fact
when new.act_id is not (select max(act_id) from act)
begin
    select raise(abort, 'a fact belongs to the act being done');
end;

create trigger attendance_in_order
after insert on attendance
when (select act_id from visit_fact where fact_id = new.fact_id) is not (select max(act_id) from act)
begin
    select raise(abort, 'a fact belongs to the act being done');
end;

create trigger confirmation_fact_in_order
after insert on confirmation_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from confirmation_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger referral_fact_in_order
after insert on referral_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from referral_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger decision_fact_in_order
after insert on decision_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from decision_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger stage_fact_in_order
after insert on stage_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from stage_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger direction_fact_in_order
after insert on direction_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from direction_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger booking_fact_in_order
after insert on booking_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from booking_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger marker_fact_in_order
after insert on marker_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from marker_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger entered_fact_in_order
after insert on entered_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from entered_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger alone_fact_in_order
after insert on alone_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from alone_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger pair_fact_in_order
after insert on pair_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from pair_fact old where old.fact_id = new.supersedes and old.offender_id = new.offender_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger cover_fact_in_order
after insert on cover_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (select 1 from cover_fact old where old.fact_id = new.supersedes and old.officer_id = new.officer_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger account_fact_in_order
after insert on account_fact
when new.act_id is not (select max(act_id) from act)
  or new.supersedes is not null
 and not exists (
         select 1 from account_fact old where old.fact_id = new.supersedes and old.officer_id = new.officer_id)
begin
    select raise(abort, 'a fact belongs to the act being done and corrects only its like');
end;

create trigger resolution_in_order
after insert on resolution
when new.act_id is not null and new.act_id is not (select max(act_id) from act)
begin
    select raise(abort, 'what is authorised is the act being done');
end;

create trigger removal_in_order
after insert on removal
when new.act_id is not (select max(act_id) from act)
begin
    select raise(abort, 'a removal belongs to the act being done');
end;

create trigger act_salt_in_order
after insert on act_salt
when new.act_id is not (select max(act_id) from act)
begin
    select raise(abort, 'a salt belongs to the act being done');
end;

create trigger agency_attendance_in_order
after insert on agency_attendance
when (select act_id from visit_fact where fact_id = new.fact_id) is not (select max(act_id) from act)
begin
    select raise(abort, 'a fact belongs to the act being done');
end;

create trigger booking_officer_in_order
after insert on booking_officer
when (select act_id from booking_fact where fact_id = new.fact_id) is not (select max(act_id) from act)
begin
    select raise(abort, 'a fact belongs to the act being done');
end;

-- ------------------------------------------------------------------- nothing recorded is changed or deleted

create trigger act_kept before update on act
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger offender_kept before update on offender
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger officer_kept before update on officer
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger visit_kept before update on visit
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger tier_kept before update on tier
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger policy_fact_kept before update on policy_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger extract_fact_kept before update on extract_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger person_fact_kept before update on person_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger management_fact_kept before update on management_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger address_fact_kept before update on address_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger tier_fact_kept before update on tier_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger owner_fact_kept before update on owner_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger status_fact_kept before update on status_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger plan_fact_kept before update on plan_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger officer_fact_kept before update on officer_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger visit_fact_kept before update on visit_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger attendance_kept before update on attendance
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger confirmation_fact_kept before update on confirmation_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger referral_fact_kept before update on referral_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger decision_fact_kept before update on decision_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger stage_fact_kept before update on stage_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger direction_fact_kept before update on direction_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger booking_fact_kept before update on booking_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger marker_fact_kept before update on marker_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger entered_fact_kept before update on entered_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger alone_fact_kept before update on alone_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger pair_fact_kept before update on pair_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger cover_fact_kept before update on cover_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger agency_attendance_kept before update on agency_attendance
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger booking_officer_kept before update on booking_officer
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger account_fact_kept before update on account_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger resolution_kept before update on resolution
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger removal_kept before update on removal
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger entry_kept before update on entry
begin select raise(abort, 'nothing recorded is changed'); end;

create trigger act_present before delete on act
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger offender_present before delete on offender
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger officer_present before delete on officer
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger visit_present before delete on visit
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger tier_present before delete on tier
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger policy_fact_present before delete on policy_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger extract_fact_present before delete on extract_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger person_fact_present before delete on person_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger management_fact_present before delete on management_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger address_fact_present before delete on address_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger tier_fact_present before delete on tier_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger owner_fact_present before delete on owner_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger status_fact_present before delete on status_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger plan_fact_present before delete on plan_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger officer_fact_present before delete on officer_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger visit_fact_present before delete on visit_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger attendance_present before delete on attendance
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger confirmation_fact_present before delete on confirmation_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger referral_fact_present before delete on referral_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger decision_fact_present before delete on decision_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger stage_fact_present before delete on stage_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger direction_fact_present before delete on direction_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger booking_fact_present before delete on booking_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger marker_fact_present before delete on marker_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger entered_fact_present before delete on entered_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger alone_fact_present before delete on alone_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger pair_fact_present before delete on pair_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger cover_fact_present before delete on cover_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger agency_attendance_present before delete on agency_attendance
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger booking_officer_present before delete on booking_officer
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger account_fact_present before delete on account_fact
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger proposal_present before delete on proposal
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger resolution_present before delete on resolution
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger removal_present before delete on removal
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger entry_present before delete on entry
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger act_salt_present before delete on act_salt
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger person_text_present before delete on person_text
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger address_text_present before delete on address_text
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger officer_text_present before delete on officer_text
begin select raise(abort, 'nothing recorded is deleted'); end;
create trigger free_text_present before delete on free_text
begin select raise(abort, 'nothing recorded is deleted'); end;

-- a text is only ever removed, whole and once
create trigger person_text_kept before update on person_text
when new.text_id is not old.text_id or old.digest is not null or new.digest is null
  or new.family_name is not null or new.given_names is not null or new.date_of_birth is not null
begin
    select raise(abort, 'nothing recorded is changed');
end;
create trigger address_text_kept before update on address_text
when new.text_id is not old.text_id or old.digest is not null or new.digest is null
  or new.address is not null or new.postcode is not null
begin
    select raise(abort, 'nothing recorded is changed');
end;
create trigger officer_text_kept before update on officer_text
when new.text_id is not old.text_id or old.digest is not null or new.digest is null
  or new.name is not null
begin
    select raise(abort, 'nothing recorded is changed');
end;
create trigger free_text_kept before update on free_text
when new.text_id is not old.text_id or old.digest is not null or new.digest is null
  or new.value is not null
begin
    select raise(abort, 'nothing recorded is changed');
end;
create trigger act_salt_kept before update on act_salt
when new.act_id is not old.act_id or new.salt is not null
begin
    select raise(abort, 'nothing recorded is changed');
end;
-- of a proposal only the salt is ever removed, with its text
create trigger proposal_kept before update on proposal
when new.proposal_id is not old.proposal_id or new.id is not old.id or new.kind is not old.kind
  or new.actor is not old.actor or new.moment is not old.moment or new.right is not old.right
  or new.offender_id is not old.offender_id or new.deed is not old.deed or new.content is not old.content
  or new.salt is not null
begin
    select raise(abort, 'nothing recorded is changed');
end;
