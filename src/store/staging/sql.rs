//! The SQL that is the same for every kind of row but for the names of columns.

use super::here::ACTS;
use super::kind::Kind;
use crate::domain::extract::File;

impl Kind {
    /// The columns of a waiting row, in the order in which they are bound; a salt comes last where there is a text.
    pub fn row_columns(&self) -> Vec<&'static str> {
        let mut columns = vec![self.subject];
        columns.extend(self.ranked.then_some("rank"));
        columns.extend(self.key);
        columns.extend(self.values);
        columns.extend(self.said);
        if let Some(text) = &self.text {
            columns.extend(text.values);
            columns.push("salt");
        }
        columns.extend(self.beside);
        columns
    }

    /// The fact's columns that are copied from a row as they are.
    fn copied(&self) -> Vec<&'static str> {
        let mut columns = vec![self.subject];
        columns.extend(self.ranked.then_some("rank"));
        columns.extend(self.key);
        columns.extend(self.values);
        columns
    }

    /// The fact's columns that a correction may take from what it corrects, and where each comes from.
    fn handed_on(&self, fresh: bool) -> Vec<(&'static str, String)> {
        let old = |column: &str| {
            format!("(select old.{column} from main.{0}_fact old where old.fact_id = c.supersedes)", self.name)
        };
        let said = self.said.iter().map(|column| match fresh {
            true => (*column, format!("s.{column}")),
            false => (*column, format!("coalesce(s.{column}, {})", old(column))),
        });
        let kept = self.kept.iter().filter(|_| !fresh).map(|column| (*column, old(column)));
        said.chain(kept).collect()
    }

    pub fn create(&self) -> String {
        format!(
            "create temp table {name}_row (row integer primary key, {subject} integer, {});
             create temp table {name}_change (n integer primary key, row, supersedes, visit_id, stays);
             create temp table {name}_conflict (row integer primary key, fact_id);
             create temp table {name}_here (fact_id integer primary key, origin);
             create temp table {name}_moved (fact_id integer primary key, row unique);
             create temp table {name}_ours (fact_id integer primary key);",
            self.row_columns()[1..].iter().map(|column| typed(column)).collect::<Vec<_>>().join(", "),
            name = self.name,
            subject = self.subject,
        )
    }

    pub fn insert_row(&self) -> String {
        let columns = self.row_columns();
        let marks: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        format!("insert into temp.{}_row ({}) values ({})", self.name, columns.join(", "), marks.join(", "))
    }

    /// Puts the rows in order of whose they are, with the rank each has among the rows of its key; visits in file order
    /// are kept beside.
    pub fn sort(&self) -> String {
        let name = self.name;
        let columns = self.row_columns();
        let key = [&[self.subject], self.key].concat().join(", ");
        let rank = format!("row_number() over (partition by {key} order by row)");
        let chosen = columns.iter().map(|column| if *column == "rank" { rank.as_str() } else { column });
        format!(
            "alter table temp.{name}_row rename to {name}_file;
             create temp table {name}_row (row integer primary key, {subject} integer, {typed});
             insert into temp.{name}_row ({columns}) select {chosen} from temp.{name}_file order by {key}, row;",
            chosen = chosen.collect::<Vec<_>>().join(", "),
            subject = self.subject,
            typed = columns[1..].iter().map(|column| typed(column)).collect::<Vec<_>>().join(", "),
            columns = columns.join(", "),
        )
    }

    /// How the last fact of a row's key is found, as `f`, for rows as `s`. A fact that was given another key here goes by
    /// the one that the extract knows.
    pub fn held(&self) -> String {
        let name = self.name;
        if self.file == File::Visits {
            return "left join main.visit v on v.ref = s.ref
                    left join temp.visit_head h on h.visit_id = v.visit_id
                    left join main.visit_fact f on f.fact_id = h.fact_id"
                .to_owned();
        }
        let mut held = format!(
            "left join main.{name}_fact f
             on f.{0} = s.{0} and {1} and f.fact_id not in (select fact_id from temp.{name}_moved)",
            self.subject,
            self.is_last("f")
        );
        held.push_str(&self.same_key("f", "s"));
        held
    }

    /// The condition, after others, that two of a subject's rows or facts have the same key.
    pub fn same_key(&self, one: &str, other: &str) -> String {
        let rank = self.ranked.then_some("rank");
        let columns = self.key.iter().copied().chain(rank);
        columns.map(|column| format!(" and {one}.{column} is {other}.{column}")).collect()
    }

    /// The condition that a fact is the last of its chain.
    pub fn is_last(&self, fact: &str) -> String {
        format!("not exists (select 1 from main.{}_fact n where n.supersedes = {fact}.fact_id)", self.name)
    }

    /// The texts of the fact `f`, as `t`.
    pub fn texts(&self) -> String {
        let text = self.text.as_ref();
        text.map_or(String::new(), |text| format!("left join main.{} t on t.text_id = f.{}", text.table, text.column))
    }

    /// Notes the rows, of those in `(?1, ?2]`, that are new or other than the last fact of their key, and of each whether
    /// that fact stays: it was recorded here by the act `?3` or a later one, or is a withdrawal. A withdrawn fact is
    /// other than any; a text that was removed by law is not brought back.
    pub fn find_changes(&self) -> String {
        let name = self.name;
        let mut differs = vec!["f.fact_id is null".to_owned(), "f.withdrawn = 1".to_owned()];
        differs.extend(self.values.iter().map(|column| match *column {
            // Of a visit that was recorded here, no source says when; our own extract says on which day that was.
            "recorded_on" => {
                format!("s.{column} is not f.{column} and (f.{column} is not null or f.act_id not in {ACTS})")
            }
            column => format!("s.{column} is not f.{column}"),
        }));
        differs
            .extend(self.said.iter().map(|column| format!("s.{column} is not null and s.{column} is not f.{column}")));
        if let Some(text) = &self.text {
            let other = text.values.iter().map(|column| format!("s.{column} is not t.{column}"));
            differs.push(format!("t.digest is null and ({})", other.collect::<Vec<_>>().join(" or ")));
        }
        let visit = if self.file == File::Visits { "v.visit_id" } else { "null" };
        if self.file == File::Visits {
            differs.push("s.offender_id is not f.offender_id or s.day is not f.day".to_owned());
            differs.push(ATTENDING_DIFFERS.to_owned());
        }
        format!(
            "insert into temp.{name}_change (row, supersedes, visit_id, stays)
             select s.row, f.fact_id, {visit},
                    f.fact_id is not null and {stays}
             from temp.{name}_row s
             {held}
             {text}
             where s.row > ?1 and s.row <= ?2
               and s.row not in (select row from temp.{name}_moved)
               and ({})
             order by s.row",
            differs.join(" or "),
            stays = stays("?3"),
            held = self.held(),
            text = self.texts(),
        )
    }

    /// The `from` clause of the rows to be recorded: as `s`, numbered by [`Kind::number`].
    pub fn changed(&self, fresh: bool) -> String {
        let name = self.name;
        if fresh {
            format!("temp.{name}_row s")
        } else {
            format!("temp.{name}_change c cross join temp.{name}_row s on s.row = c.row")
        }
    }

    /// The number of a row to be recorded; see [`Kind::changed`].
    pub fn number(&self, fresh: bool) -> &'static str {
        if fresh { "s.row" } else { "c.n" }
    }

    /// Records the texts of the rows numbered in `(?1, ?2]`; `?3` is the last text there is.
    pub fn insert_texts(&self, fresh: bool) -> Option<String> {
        let text = self.text.as_ref()?;
        let values = text.values.join(", ");
        let some = if text.optional { "and s.value is not null" } else { "" };
        Some(format!(
            "insert into main.{table} (text_id, salt, {values})
             select ?3 + {n}, s.salt, {chosen}
             from {changed}
             where {n} > ?1 and {n} <= ?2 {some}
             order by {n}",
            table = text.table,
            n = self.number(fresh),
            chosen = text.values.iter().map(|column| format!("s.{column}")).collect::<Vec<_>>().join(", "),
            changed = self.changed(fresh),
        ))
    }

    /// Records the facts of the rows numbered in `(?1, ?2]`; `?3` is the last text or the last visit there is, `?4` the
    /// last fact, `?5` the act.
    pub fn insert_facts(&self, fresh: bool) -> String {
        let n = self.number(fresh);
        let mut columns = self.copied();
        let mut chosen: Vec<String> = columns.iter().map(|column| format!("s.{column}")).collect();
        for (column, from) in self.handed_on(fresh) {
            columns.push(column);
            chosen.push(from);
        }
        match &self.text {
            Some(text) => {
                columns.push(text.column);
                let optional = format!("case when s.value is not null then ?3 + {n} end");
                chosen.push(if text.optional { optional } else { format!("?3 + {n}") });
            }
            None if self.file == File::Visits => {
                columns.push("visit_id");
                chosen.push(if fresh { "?3 + s.line" } else { "coalesce(c.visit_id, ?3 + s.line)" }.to_owned());
            }
            None => {
                columns.push("withdrawn");
                chosen.push("0 * ?3".to_owned());
            }
        }
        format!(
            "insert into main.{}_fact (fact_id, act_id, supersedes, {})
             select ?4 + {n}, ?5, {}, {}
             from {}
             where {n} > ?1 and {n} <= ?2
             order by {n}",
            self.name,
            columns.join(", "),
            if fresh { "null" } else { "c.supersedes" },
            chosen.join(", "),
            self.changed(fresh)
        )
    }
}

/// The condition that the fact `f` stays whatever an extract says: it was recorded here by the act of this parameter or a
/// later one, or is a withdrawal made here.
pub(super) fn stays(from: &str) -> String {
    format!(
        "((f.withdrawn = 1 or f.act_id >= {from})
          and (select a.kind not in ('import', 'adopt-policy') from main.act a where a.act_id = f.act_id))"
    )
}

/// The condition that the officers of the row `s` and of the fact `f` are not the same in the same order.
pub(super) const ATTENDING_DIFFERS: &str = "
    (s.officer1 || coalesce(';' || s.officer2, '') || coalesce(';' || s.more, '')) is not
    (select group_concat(officer_id, ';') from
        (select a.officer_id from main.attendance a where a.fact_id = f.fact_id order by a.place))";

/// A column of a waiting row. A day is declared a text, because only then an index on it serves beside a fact's.
fn typed(column: &str) -> String {
    if column == "from_day" { "from_day text".to_owned() } else { column.to_owned() }
}
