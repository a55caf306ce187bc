//! A chart of a sheet, drawn by the program that opens it from the cells above it.

use rust_xlsxwriter::{Chart, ChartFormat, ChartLine, ChartLineDashType, ChartType, Color, ObjectMovement};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::columns::Placed;
use super::sheet::{HEADS, plain};
use crate::render::paper::{self, ChartKind, Kind, Table};

/// Its width and height in pixels.
const SIZE: (u32, u32) = (760, 320);

/// So many rows and a chart can still be read on one page.
const ON_ONE_PAGE: u32 = 45;

/// One for each line, so that they differ in black and white too.
const DASHES: [ChartLineDashType; 4] =
    [ChartLineDashType::Solid, ChartLineDashType::Dash, ChartLineDashType::RoundDot, ChartLineDashType::LongDashDot];
const SHADES: [u32; 4] = [0x1B_3A_5C, 0x8A_8A_8A, 0xC7_74_00, 0x4F_7F_4F];

/// Draws it under the table, where it is to be drawn; `last` is the last row of the table, `end` that of its totals.
pub(super) fn draw(
    sheet: &mut Worksheet,
    table: &Table<'_>,
    columns: &[Placed],
    last: u32,
    end: u32,
) -> Result<(), XlsxError> {
    let Some(chart) = table.chart.as_ref().filter(|_| last > HEADS) else { return Ok(()) };
    let Some((labels, series)) = &chart.columns else { return Ok(()) };
    let mut drawn = Chart::new(match chart.kind {
        ChartKind::Line => ChartType::Line,
        ChartKind::Bars => ChartType::Bar,
    });
    let range = |column: usize| {
        let at = columns.get(column).map(|placed| placed.at).ok_or(XlsxError::RowColumnLimitError)?;
        Ok::<_, XlsxError>((table.name.as_str(), HEADS + 1, at, last, at))
    };
    for (number, (column, one)) in series.iter().zip(&chart.series).enumerate() {
        let mut line = ChartLine::new();
        line.set_color(Color::RGB(SHADES[number % SHADES.len()])).set_width(2.25);
        line.set_dash_type(DASHES[number % DASHES.len()]);
        let mut format = ChartFormat::new();
        if chart.kind == ChartKind::Line {
            format.set_line(&line);
        }
        let series = drawn.add_series();
        series.set_name(plain(&one.name).as_str()).set_categories(range(*labels)?).set_values(range(*column)?);
        series.set_format(&mut format);
    }
    drawn.title().set_name(plain(&chart.title).as_str());
    if columns.get(*labels).is_some_and(|placed| placed.kind == Kind::Day) {
        drawn.x_axis().set_num_format("mmm yyyy");
    }
    drawn.y_axis().set_name(plain(&chart.unit).as_str()).set_min(0);
    if chart.series.len() == 1 {
        drawn.legend().set_hidden();
    }
    drawn.set_width(SIZE.0).set_height(SIZE.1).set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    drawn.set_alt_text(said(chart));
    sheet.insert_chart(end + 2, 0, &drawn)?;
    if end < ON_ONE_PAGE {
        // so that no page ends within it
        sheet.set_print_fit_to_pages(1, 1);
    }
    Ok(())
}

fn said(chart: &paper::Chart) -> String {
    plain(&format!("{}, in {}. The table above has every value.", chart.title, chart.unit))
}
