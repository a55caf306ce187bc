//! The nine kinds of row, and the SQL that is the same for all of them but for the names of columns.
//!
//! A kind's rows wait in `temp.NAME_row`, in file order until it is sealed and then by whose they are. What of them is
//! new or other than what is held is `temp.NAME_change`; while nothing of the kind is held, every row is new and no
//! such table is filled.

use crate::domain::extract::File;

/// A text a fact refers to, and keeps apart from itself.
pub(super) struct Text {
    pub table: &'static str,
    /// The fact's column that refers to it.
    pub column: &'static str,
    pub values: &'static [&'static str],
    /// Whether a fact with no text refers to none.
    pub optional: bool,
}

/// One kind of row.
pub(super) struct Kind {
    pub file: File,
    pub name: &'static str,
    pub subject: &'static str,
    /// With subject and rank, what makes it the same fact in a later extract.
    pub key: &'static [&'static str],
    pub ranked: bool,
    pub values: &'static [&'static str],
    pub text: Option<Text>,
    /// Columns of the row that are no column of the fact.
    pub beside: &'static [&'static str],
}

const REASON: Text = Text { table: "free_text", column: "reason", values: &["value"], optional: true };

pub(super) const KINDS: [Kind; 9] = [
    Kind {
        file: File::Officers,
        name: "officer",
        subject: "officer_id",
        key: &["from_day"],
        ranked: true,
        values: &["team", "role", "accredited", "fte_hundredths", "active_until"],
        text: Some(Text { table: "officer_text", column: "text_id", values: &["name"], optional: false }),
        beside: &["id"],
    },
    Kind {
        file: File::Offenders,
        name: "person",
        subject: "offender_id",
        key: &[],
        ranked: false,
        values: &[],
        text: Some(Text {
            table: "person_text",
            column: "text_id",
            values: &["family_name", "given_names", "date_of_birth"],
            optional: false,
        }),
        beside: &["ref", "likeness"],
    },
    Kind {
        file: File::Management,
        name: "management",
        subject: "offender_id",
        key: &["from_day"],
        ranked: true,
        values: &["until_day"],
        text: None,
        beside: &["line"],
    },
    Kind {
        file: File::Addresses,
        name: "address",
        subject: "offender_id",
        key: &["from_day"],
        ranked: true,
        values: &["no_fixed_abode"],
        text: Some(Text {
            table: "address_text",
            column: "text_id",
            values: &["address", "postcode"],
            optional: false,
        }),
        beside: &[],
    },
    Kind {
        file: File::Tiers,
        name: "tier",
        subject: "offender_id",
        key: &["from_day"],
        ranked: true,
        values: &["tier_id", "set_by"],
        text: Some(REASON),
        beside: &["line"],
    },
    Kind {
        file: File::Owners,
        name: "owner",
        subject: "offender_id",
        key: &["from_day"],
        ranked: true,
        values: &["officer_id"],
        text: None,
        beside: &[],
    },
    Kind {
        file: File::Statuses,
        name: "status",
        subject: "offender_id",
        key: &["from_day", "status"],
        ranked: true,
        values: &["until_day"],
        text: None,
        beside: &[],
    },
    Kind {
        file: File::Plans,
        name: "plan",
        subject: "offender_id",
        key: &["from_day", "kind"],
        ranked: true,
        values: &["until_day", "every", "authorised_by"],
        text: Some(REASON),
        beside: &[],
    },
    Kind {
        file: File::Visits,
        name: "visit",
        subject: "offender_id",
        key: &["day"],
        ranked: false,
        values: &["time", "outcome", "announced", "premises", "entry_sought", "recorded_on"],
        text: None,
        beside: &["line", "ref", "officer1", "officer2", "more"],
    },
];

/// Which kind a file's rows are.
pub(super) fn of(file: File) -> usize {
    KINDS.iter().position(|kind| kind.file == file).unwrap_or(0)
}

impl Kind {
    /// The columns of a waiting row, in the order in which they are bound; a salt comes last where there is a text.
    pub fn row_columns(&self) -> Vec<&'static str> {
        let mut columns = vec![self.subject];
        columns.extend(self.ranked.then_some("rank"));
        columns.extend(self.key);
        columns.extend(self.values);
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

    pub fn create(&self) -> String {
        format!(
            "create temp table {name}_row (row integer primary key, {});
             create temp table {name}_change (n integer primary key, row, supersedes, visit_id);",
            self.row_columns().join(", "),
            name = self.name
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
             create temp table {name}_row (row integer primary key, {columns});
             insert into temp.{name}_row ({columns}) select {chosen} from temp.{name}_file order by {key}, row;",
            chosen = chosen.collect::<Vec<_>>().join(", "),
            columns = columns.join(", "),
        )
    }

    /// Notes the rows, of those in `(?1, ?2]`, that are new or other than the last fact of their key. A withdrawn fact is other than any; a
    /// text that was removed by law is not brought back.
    pub fn find_changes(&self) -> String {
        let name = self.name;
        let mut differs = vec!["f.fact_id is null".to_owned(), "f.withdrawn = 1".to_owned()];
        differs.extend(self.values.iter().map(|column| format!("s.{column} is not f.{column}")));
        if let Some(text) = &self.text {
            let other = text.values.iter().map(|column| format!("s.{column} is not t.{column}"));
            differs.push(format!("t.digest is null and ({})", other.collect::<Vec<_>>().join(" or ")));
        }
        let head = "not exists (select 1 from NAME_fact n where n.supersedes = f.fact_id)".replace("NAME", name);
        let (mut held, mut visit) =
            (format!("left join main.{name}_fact f on f.{0} = s.{0} and {head}", self.subject), "null");
        held.extend(self.key.iter().map(|column| format!(" and f.{column} is s.{column}")));
        if self.ranked {
            held.push_str(" and f.rank = s.rank");
        }
        if self.file == File::Visits {
            visit = "v.visit_id";
            held = "left join main.visit v on v.ref = s.ref
                    left join temp.visit_head h on h.visit_id = v.visit_id
                    left join main.visit_fact f on f.fact_id = h.fact_id"
                .to_owned();
            differs.push("s.offender_id is not f.offender_id or s.day is not f.day".to_owned());
            differs.push(format!("{ATTENDING_ROW} is not {ATTENDING_FACT}"));
        }
        let text = self
            .text
            .as_ref()
            .map_or(String::new(), |text| format!("left join main.{} t on t.text_id = f.{}", text.table, text.column));
        format!(
            "insert into temp.{name}_change (row, supersedes, visit_id)
             select s.row, f.fact_id, {visit}
             from temp.{name}_row s
             {held}
             {text}
             where s.row > ?1 and s.row <= ?2 and ({})
             order by s.row",
            differs.join(" or ")
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

const ATTENDING_ROW: &str = "(s.officer1 || coalesce(';' || s.officer2, '') || coalesce(';' || s.more, ''))";
const ATTENDING_FACT: &str = "(select group_concat(officer_id, ';') from
    (select a.officer_id from main.attendance a where a.fact_id = f.fact_id order by a.place))";
