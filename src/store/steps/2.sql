-- From the first version of the database to the second: what a day's work records.
--
-- It is run whole or not at all, with foreign keys off, and `schema.sql` says what comes of it.

pragma user_version = 2;

-- `act` is made anew, because what kinds there are is a check of its own; the acts themselves stay as they are.
create temp table act_before as select * from main.act;
drop table main.act;

create table act (
    act_id     integer primary key,
    id         text    not null unique check (length(id) between 1 and 64),
    kind       text    not null check (kind in (
                   'adopt-policy', 'import', 'add-offender', 'move-offender', 'start-management', 'end-management',
                   'set-tier', 'set-owner', 'start-status', 'end-status', 'confirm-status', 'start-plan', 'end-plan',
                   'add-officer', 'change-officer', 'end-service', 'record-visit', 'enter-visit', 'pair-visits',
                   'record-referral', 'decide', 'step-warrant', 'direct', 'book', 'cover', 'reassign', 'mark', 'unmark',
                   'authorise-alone', 'correct', 'withdraw')),
    actor      text    not null check (length(actor) between 1 and 64),
    moment     text    not null check (length(moment) = 27 and moment glob '????-??-??T??:??:??.??????Z'),
    -- the digest of what was asked, so that the same id sent twice is known to be the same act or another; salted with
    -- the act's row of `act_salt`, where it has one
    content    blob    not null check (length(content) = 32),
    -- why
    reason     integer references free_text
) strict;

insert into act (act_id, id, kind, actor, moment, content)
select act_id, id, kind, actor, moment, content
from temp.act_before
order by act_id;
drop table temp.act_before;

create trigger act_in_order
before insert on act
when new.act_id is not (select coalesce(max(act_id), 0) + 1 from act)
  or new.moment < (select max(moment) from act)
begin
    select raise(abort, 'an act must follow the one before');
end;

create trigger act_kept before update on act
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger act_present before delete on act
begin select raise(abort, 'nothing recorded is deleted'); end;

alter table plan_fact add column review_by text check (date(review_by) is review_by);

alter table visit_fact add column announced_because integer references free_text;
alter table visit_fact add column children integer check (children between 0 and 99);
alter table visit_fact add column note integer references free_text;
alter table visit_fact add column alone_authorised_by integer references officer;

create table act_salt (
    act_id integer primary key references act,
    salt   blob check (length(salt) = 16)
) strict;

create table agency_attendance (
    fact_id integer not null references visit_fact,
    place   integer not null check (place >= 1),
    agency  text    not null check (length(agency) between 1 and 64),
    number  text    not null check (length(number) between 1 and 64),
    primary key (fact_id, place)
) strict, without rowid;

create table confirmation_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references confirmation_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    status      text    not null check (status in ('custody', 'hospital', 'abroad', 'elsewhere', 'missing')),
    day         text    not null check (date(day) is day)
) strict;

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

create table entered_fact (
    fact_id     integer primary key,
    act_id      integer not null references act,
    supersedes  integer references entered_fact check (supersedes < fact_id),
    withdrawn   integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    offender_id integer not null references offender,
    visit_id    integer not null references visit,
    day         text    not null check (date(day) is day)
) strict;

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

create index act_by        on act (kind, actor);
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
create index stage_by     on stage_fact (decision);
create index referral_by  on referral_fact (visit_id);
create index entered_by   on entered_fact (visit_id);
create index pair_by      on pair_fact (visit_id);
create index pair_with    on pair_fact (recorded);
create index booking_on   on booking_fact (day);
create index booking_by   on booking_officer (officer_id);

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
create trigger act_salt_present before delete on act_salt
begin select raise(abort, 'nothing recorded is deleted'); end;

create trigger act_salt_kept before update on act_salt
when new.act_id is not old.act_id or new.salt is not null
begin
    select raise(abort, 'nothing recorded is changed');
end;

-- how it is encoded has changed
delete from cache_state;
delete from cache_facts;
delete from cache_caseload;
