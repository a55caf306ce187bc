//! The row of totals: every figure of it is a live formula of the rows that are shown.

use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::columns::{Placed, of_rows_shown};
use super::sheet::{HEADS, place, rate, value, width};
use super::style::Styles;
use crate::render::paper::{Cell, Kind, Summed, Total};

/// Where the rows are and where their totals go.
struct Under<'p> {
    columns: &'p [Placed],
    /// The last row that may hold a row of the table.
    last: u32,
    row: u32,
}

/// Writes it under the last row of the table, or under an empty row where there is none; answers its row.
pub(super) fn write(
    sheet: &mut Worksheet,
    total: &[Total<'_>],
    columns: &[Placed],
    last: u32,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let last = last.max(HEADS + 1);
    let row = last.checked_add(1).ok_or(XlsxError::RowColumnLimitError)?;
    let under = Under { columns, last, row };
    for (total, column) in total.iter().zip(columns) {
        let format = styles.total_of(column.kind);
        match total {
            Total::Nothing => (0..width(column))
                .try_for_each(|next| sheet.write_blank(row, column.at + next, &styles.total).map(|_| ()))?,
            Total::Label(label) => {
                sheet.write_string_with_format(row, column.at, of_rows_shown(label), &styles.total)?;
            }
            Total::Sum(cell) => sum(sheet, &under, column, (cell, &format), styles)?,
            // the greatest of what is the same throughout
            Total::Same(cell) => {
                over_rows(sheet, &under, (104, column.at), value(cell, column.kind), &format)?;
            }
            Total::Average { figure, of, over } => {
                average(sheet, &under, column, (figure, *of, *over), &format)?;
            }
        }
    }
    Ok(row)
}

fn sum(
    sheet: &mut Worksheet,
    under: &Under<'_>,
    column: &Placed,
    (cell, format): (&Cell<'_>, &Format),
    styles: &Styles,
) -> Result<(), XlsxError> {
    let Cell::Fraction { part, of } = cell else {
        return over_rows(sheet, under, (109, column.at), value(cell, column.kind), format);
    };
    over_rows(sheet, under, (109, column.at), *part as f64, format)?;
    over_rows(sheet, under, (109, column.at + 1), *of as f64, format)?;
    rate(sheet, (under.row, column.at), *part, *of, &styles.total_rate)
}

fn over_rows(
    sheet: &mut Worksheet,
    under: &Under<'_>,
    (function, at): (u8, u16),
    figure: f64,
    format: &Format,
) -> Result<(), XlsxError> {
    let (from, to) = (place((HEADS + 1, at)), place((under.last, at)));
    let formula = Formula::new(format!("SUBTOTAL({function},{from}:{to})")).set_result(figure.to_string());
    sheet.write_formula_with_format(under.row, at, formula, format).map(|_| ())
}

/// One total of the row over another, rounded to the last decimal of its column; `n/a` where that is nothing.
fn average(
    sheet: &mut Worksheet,
    under: &Under<'_>,
    column: &Placed,
    (figure, of, over): (&Cell<'_>, Summed, usize),
    format: &Format,
) -> Result<(), XlsxError> {
    let at = |column: usize| under.columns.get(column).map(|placed| placed.at).ok_or(XlsxError::RowColumnLimitError);
    let of = match of {
        Summed::Part(column) => at(column)?,
        Summed::Whole(column) => at(column)? + 1,
    };
    let (of, over) = (place((under.row, of)), place((under.row, at(over)?)));
    let decimals = if let Kind::Number { decimals } = column.kind { decimals } else { 0 };
    let result = if *figure == Cell::Empty { "n/a".to_owned() } else { value(figure, column.kind).to_string() };
    let formula = Formula::new(format!("IF({over}=0,\"n/a\",ROUND({of}/{over},{decimals}))")).set_result(result);
    sheet.write_formula_with_format(under.row, column.at, formula, format).map(|_| ())
}
