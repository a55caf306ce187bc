//! The last sheet: what the file is, line by line.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{is_formula, plain};
use super::style::Styles;
use crate::render::paper::Paper;

/// Its name, which no table's sheet has.
pub(super) fn name(paper: &Paper<'_>) -> &'static str {
    if paper.tables.iter().any(|table| table.name == "About") { "About this file" } else { "About" }
}

pub(super) fn write(sheet: &mut Worksheet, paper: &Paper<'_>, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(name(paper))?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    let marking = plain(paper.marking).replace('&', "&&");
    sheet.set_header(format!("&C&\"-,Bold\"{marking}")).set_footer(format!("&C&\"-,Bold\"{marking}&RPage &P of &N"));
    sheet.set_column_width(0, 18.0)?;
    sheet.set_column_width(1, 100.0)?;
    sheet.write_string_with_format(0, 0, plain(paper.marking), &styles.marking)?;
    sheet.write_string_with_format(1, 0, plain(&paper.title), &styles.label)?;
    let mut row = 2;
    let mut say = |label: &str, words: &str| -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, 0, plain(label), &styles.label)?;
        let format = if is_formula(words) { &styles.says_quoted } else { &styles.says };
        sheet.write_string_with_format(row, 1, plain(words), format)?;
        row += 1;
        Ok(())
    };
    for line in paper.lines() {
        say(line.label, &line.words)?;
    }
    for table in &paper.tables {
        say(&format!("Sheet: {}", table.name), &table.caption)?;
    }
    Ok(())
}
