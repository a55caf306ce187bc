//! The one sentence that says which facts count, as SQL.

/// A `select` of the facts of one table, called `fact`, that count up to the act `?1`; more conditions and the order
/// follow. A fact counts if an act up to then recorded it, it is no withdrawal, and none recorded by then supersedes it.
/// (A join, since SQLite opens a subquery's cursor anew for every row, and at most one fact supersedes another.)
macro_rules! counting {
    ($columns:expr, $table:literal, $joins:literal, $rest:literal) => {
        concat!(
            "select ",
            $columns,
            " from ",
            $table,
            " fact ",
            $joins,
            " left join ",
            $table,
            " later on later.supersedes = fact.fact_id and later.act_id <= ?1",
            " where fact.act_id <= ?1 and fact.withdrawn = 0 and later.fact_id is null ",
            $rest
        )
    };
}
pub(super) use counting;

/// The number of the first fact of the chain that a fact belongs to.
macro_rules! first_of_chain {
    ($table:literal, $fact:literal) => {
        concat!(
            "(with recursive chain (fact_id, supersedes) as (
                  select one.fact_id, one.supersedes from ",
            $table,
            " one where one.fact_id = ",
            $fact,
            "
                  union all
                  select old.fact_id, old.supersedes
                  from chain join ",
            $table,
            " old on old.fact_id = chain.supersedes)
              select min(fact_id) from chain)"
        )
    };
}
pub(super) use first_of_chain;

/// The place among others of the chain that `fact` belongs to, where there is no rank: a correction keeps that of what it
/// corrects.
macro_rules! place_of_chain {
    ($table:literal) => {
        concat!(
            "case when fact.supersedes is null then fact.fact_id else ",
            $crate::store::counting::first_of_chain!($table, "fact.fact_id"),
            " end"
        )
    };
}
pub(super) use place_of_chain;
