//! Plain tables that fit a width.

use comfy_table::{ContentArrangement, Table};

use super::words::screen_text;

/// A heading and rows, at most `width` columns wide; a long cell is folded.
pub(super) fn plain(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>, width: usize) -> String {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.set_header(head.iter().copied());
    for row in rows {
        table.add_row(row.iter().map(|cell| screen_text(cell)));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let lines = table.to_string();
    lines.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
