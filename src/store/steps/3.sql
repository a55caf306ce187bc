-- From the second version of the database to the third: the trail, second persons, accounts, removal by law.
--
-- It is run whole or not at all, with foreign keys off, and `schema.sql` says what comes of it.

pragma user_version = 3;

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
                   'authorise-alone', 'correct', 'withdraw', 'bind', 'forget')),
    actor      text    not null check (length(actor) between 1 and 64),
    moment     text    not null check (length(moment) = 27 and moment glob '????-??-??T??:??:??.??????Z'),
    -- the digest of what was asked, so that the same id sent twice is known to be the same act or another; salted with
    -- the act's row of `act_salt`, where it has one
    content    blob    not null check (length(content) = 32),
    -- why
    reason     integer references free_text
) strict;

insert into act (act_id, id, kind, actor, moment, content, reason)
select act_id, id, kind, actor, moment, content, reason
from temp.act_before
order by act_id;
drop table temp.act_before;
create index act_by on act (kind, actor);

create trigger act_in_order
before insert on act
when new.act_id is not (select coalesce(max(act_id), 0) + 1 from act)
  or new.moment < (select moment from act order by act_id desc limit 1)
begin
    select raise(abort, 'an act must follow the one before');
end;

create trigger act_kept before update on act
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger act_present before delete on act
begin select raise(abort, 'nothing recorded is deleted'); end;

create table account_fact (
    fact_id    integer primary key,
    act_id     integer not null references act,
    supersedes integer references account_fact check (supersedes < fact_id),
    withdrawn  integer not null default 0 check (withdrawn in (0, 1) and (withdrawn = 0 or supersedes is not null)),
    officer_id integer not null references officer,
    account    integer not null check (account between 0 and 4294967295),
    bound      integer not null check (bound in (0, 1))
) strict;
create unique index account_superseded on account_fact (supersedes) where supersedes is not null;
create index account_of on account_fact (officer_id);

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

create table resolution (
    proposal_id integer primary key references proposal,
    outcome     text    not null check (outcome in ('authorised', 'declined')),
    actor       text    not null check (length(actor) between 1 and 64),
    moment      text    not null check (length(moment) = 27 and moment glob '????-??-??T??:??:??.??????Z'),
    act_id      integer unique references act,
    reason      integer references free_text,
    check ((outcome = 'authorised') = (act_id is not null))
) strict;

create table removal (
    removal_id    integer primary key,
    act_id        integer not null references act,
    offender_id   integer not null references offender,
    authorised_by integer not null references officer,
    kind          text    not null check (kind in ('person', 'address', 'free', 'act', 'proposal')),
    number        integer not null,
    unique (kind, number)
) strict;

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

create trigger entry_in_order
before insert on entry
when new.entry_id is not (select coalesce(max(entry_id), 0) + 1 from entry)
  or new.moment < (select moment from entry order by entry_id desc limit 1)
begin
    select raise(abort, 'an entry must follow the one before');
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

create trigger account_fact_kept before update on account_fact
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger resolution_kept before update on resolution
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger removal_kept before update on removal
begin select raise(abort, 'nothing recorded is changed'); end;
create trigger entry_kept before update on entry
begin select raise(abort, 'nothing recorded is changed'); end;
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

-- of a proposal only the salt is ever removed, with its text
create trigger proposal_kept before update on proposal
when new.proposal_id is not old.proposal_id or new.id is not old.id or new.kind is not old.kind
  or new.actor is not old.actor or new.moment is not old.moment or new.right is not old.right
  or new.offender_id is not old.offender_id or new.deed is not old.deed or new.content is not old.content
  or new.salt is not null
begin
    select raise(abort, 'nothing recorded is changed');
end;
