//! How cells of a spreadsheet look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::render::paper::Kind;

/// The formats of all cells, made once.
pub(super) struct Styles {
    pub marking: Format,
    pub says: Format,
    /// The same where they look like a formula.
    pub says_quoted: Format,
    /// A line that runs on over the cells beside it.
    pub line: Format,
    pub label: Format,
    pub head: Format,
    pub head_right: Format,
    pub words: Format,
    /// Words that begin as a formula does: they stay words when somebody edits the cell.
    pub quoted: Format,
    pub rate: Format,
    pub total: Format,
    pub total_rate: Format,
}

const DAY: &str = "d mmm yyyy";
const COUNT: &str = "#,##0";
const RATE: &str = "0.0%";

impl Styles {
    pub(super) fn new() -> Styles {
        let plain = || Format::new().set_align(FormatAlign::Top);
        let bold = || plain().set_bold();
        let words = plain().set_num_format("@").set_text_wrap();
        let head =
            bold().set_text_wrap().set_border_bottom(FormatBorder::Thin).set_background_color(Color::RGB(0xE7_E7_E7));
        Styles {
            marking: bold(),
            says: plain().set_text_wrap(),
            says_quoted: plain().set_text_wrap().set_quote_prefix(),
            line: plain(),
            label: bold(),
            head_right: head.clone().set_align(FormatAlign::Right),
            head,
            quoted: words.clone().set_quote_prefix(),
            words,
            rate: plain().set_num_format(RATE).set_align(FormatAlign::Right),
            total: bold().set_border_top(FormatBorder::Thin),
            total_rate: bold().set_border_top(FormatBorder::Thin).set_num_format(RATE).set_align(FormatAlign::Right),
        }
    }

    /// A cell of a kind.
    pub(super) fn of(&self, kind: Kind) -> Format {
        number(kind).map_or_else(
            || self.words.clone(),
            |format| Format::new().set_align(FormatAlign::Top).set_num_format(format),
        )
    }

    /// A total of a kind.
    pub(super) fn total_of(&self, kind: Kind) -> Format {
        number(kind).map_or_else(|| self.total.clone(), |format| self.total.clone().set_num_format(format))
    }
}

/// How the numbers of a kind are shown.
fn number(kind: Kind) -> Option<String> {
    match kind {
        Kind::Text => None,
        Kind::Day => Some(DAY.to_owned()),
        Kind::Time => Some("hh:mm".to_owned()),
        Kind::Count | Kind::Fraction | Kind::Number { decimals: 0 } => Some(COUNT.to_owned()),
        Kind::Number { decimals } => Some(format!("{COUNT}.{}", "0".repeat(usize::from(decimals)))),
    }
}
