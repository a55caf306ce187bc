//! A chart as plain data: what is drawn, never how.

/// More lines in one picture cannot be told apart in black and white.
pub const APART: usize = 4;

/// How its values are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A bar for each category.
    Bars,
    /// A line over months, or over other steps of one length.
    Line,
}

/// One line of a chart, or one bar of each of its categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What it is of.
    pub name: String,
    /// One for each label; none where there is nothing to show. In units of the chart's last decimal.
    pub values: Vec<Option<i64>>,
}

/// A chart. Its table says all that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// How.
    pub kind: Kind,
    /// What it shows, in a sentence without its full stop; with its values it is the text alternative.
    pub title: String,
    /// What its values are, such as `people overdue`.
    pub unit: String,
    /// The categories, or the months, in order.
    pub labels: Vec<String>,
    /// At least one. Lines of more than four cannot be told apart in black and white: a page draws a small chart for each.
    pub series: Vec<Series>,
    /// How many decimals its values have.
    pub decimals: u8,
    /// The columns of its table, counted from 0, that a spreadsheet draws it from: the labels', then one for each series.
    /// Without them a spreadsheet has none.
    pub columns: Option<(usize, Vec<usize>)>,
}

impl Chart {
    /// Drawn in a spreadsheet too, from these columns of its table.
    pub fn from_columns(mut self, labels: usize, series: Vec<usize>) -> Chart {
        self.columns = Some((labels, series));
        self
    }

    /// Bars of one series, one for each category.
    pub fn bars(title: impl Into<String>, unit: impl Into<String>, bars: Vec<(String, u64)>) -> Chart {
        let unit = unit.into();
        let (labels, values) = bars.into_iter().map(|(label, value)| (label, i64::try_from(value).ok())).unzip();
        let series = vec![Series { name: unit.clone(), values }];
        Chart { kind: Kind::Bars, title: title.into(), unit, labels, series, decimals: 0, columns: None }
    }

    /// Bars of one series, one for each category, in tenths.
    pub fn bars_of_tenths(title: impl Into<String>, unit: impl Into<String>, bars: Vec<(String, i64)>) -> Chart {
        let bars = bars.into_iter().map(|(label, tenths)| (label, u64::try_from(tenths).unwrap_or_default())).collect();
        Chart { decimals: 1, ..Chart::bars(title, unit, bars) }
    }

    /// A line of each series over months.
    pub fn lines(
        title: impl Into<String>,
        unit: impl Into<String>,
        months: Vec<String>,
        series: Vec<Series>,
        decimals: u8,
    ) -> Chart {
        let (title, unit) = (title.into(), unit.into());
        let decimals = decimals.min(9);
        Chart { kind: Kind::Line, title, unit, labels: months, series, decimals, columns: None }
    }
}
