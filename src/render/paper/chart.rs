//! A chart as plain data: what is drawn, never how.

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
    /// At least one; more than four cannot be told apart in black and white.
    pub series: Vec<Series>,
    /// How many decimals its values have.
    pub decimals: u8,
}

impl Chart {
    /// Bars of one series, one for each category.
    pub fn bars(title: impl Into<String>, unit: impl Into<String>, bars: Vec<(String, u64)>) -> Chart {
        let unit = unit.into();
        let (labels, values) = bars.into_iter().map(|(label, value)| (label, i64::try_from(value).ok())).unzip();
        let series = vec![Series { name: unit.clone(), values }];
        Chart { kind: Kind::Bars, title: title.into(), unit, labels, series, decimals: 0 }
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
        Chart { kind: Kind::Line, title, unit, labels: months, series, decimals: decimals.min(9) }
    }
}
