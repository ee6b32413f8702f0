//! A table on a terminal: columns as wide as what stands in them, and never wider than the screen.

use ground::lang::{COLUMNS, wrap};
use std::fmt::Write;

/// What parts two columns.
const GAP: usize = 2;
/// How far a row stands within its table.
const INDENT: usize = 2;
/// The least that names keep beside the figures.
const NAMES: usize = 16;

/// Rows of a name and its figures, each under its heading.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    heads: Vec<String>,
    lines: Vec<GridLine>,
}

#[derive(Debug, Clone)]
enum GridLine {
    /// What the rows below have in common.
    Group(String),
    /// A name and its figures.
    Row(String, Vec<String>),
    /// What is said of the row above.
    Below(String),
}

impl Grid {
    /// A table without rows; the first heading is that of the names.
    pub(crate) fn new<S: Into<String>>(heads: impl IntoIterator<Item = S>) -> Self {
        Self { heads: heads.into_iter().map(Into::into).collect(), lines: Vec::new() }
    }

    /// Adds what the rows below have in common.
    pub(crate) fn group(&mut self, name: impl Into<String>) {
        self.lines.push(GridLine::Group(name.into()));
    }

    /// Adds a row: as many figures as there are headings behind the first, or fewer.
    pub(crate) fn row(&mut self, name: impl Into<String>, cells: Vec<String>) {
        self.lines.push(GridLine::Row(name.into(), cells));
    }

    /// Adds what is said of the row above.
    pub(crate) fn below(&mut self, said: impl Into<String>) {
        self.lines.push(GridLine::Below(said.into()));
    }

    /// The table, a line end behind each line; nothing where it has no row.
    ///
    /// A name is never cut: one that does not fit stands on lines of its own, above its figures.
    pub(crate) fn said(&self) -> String {
        let mut out = String::new();
        if !self.lines.iter().any(|line| matches!(line, GridLine::Row(..))) {
            return out;
        }
        let widths = self.widths();
        let figures: usize = widths.iter().map(|width| width + GAP).sum();
        let names = COLUMNS.saturating_sub(figures + INDENT).max(NAMES).min(self.longest_name());
        let head = self.heads.first().map_or("", String::as_str);
        let heads: Vec<&str> = self.heads.iter().skip(1).map(String::as_str).collect();
        put(&mut out, (head, 0, names + INDENT), &heads, &widths);
        for line in &self.lines {
            match line {
                GridLine::Group(name) => {
                    for part in wrap(name, COLUMNS) {
                        push(&mut out, 0, &part);
                    }
                }
                GridLine::Below(said) => {
                    for part in wrap(said, COLUMNS - 2 * INDENT) {
                        push(&mut out, 2 * INDENT, &part);
                    }
                }
                GridLine::Row(name, cells) => {
                    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                    put(&mut out, (name, INDENT, names), &cells, &widths);
                }
            }
        }
        out
    }

    /// How wide each column of figures is.
    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.heads.iter().skip(1).map(|head| long(head)).collect();
        for line in &self.lines {
            let GridLine::Row(_, cells) = line else { continue };
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(long(cell));
            }
        }
        widths
    }

    fn longest_name(&self) -> usize {
        let rows = self.lines.iter().filter_map(|line| match line {
            GridLine::Row(name, _) => Some(long(name)),
            GridLine::Group(_) | GridLine::Below(_) => None,
        });
        let head = self.heads.first().map_or(0, |head| long(head).saturating_sub(INDENT));
        rows.fold(head, usize::max)
    }
}

/// A name with its indent and the room it has, and what stands beside or below it.
fn put(
    out: &mut String,
    (name, indent, room): (&str, usize, usize),
    cells: &[&str],
    widths: &[usize],
) {
    let mut line = if long(name) <= room {
        format!("{:indent$}{name:<room$}", "")
    } else {
        for part in wrap(name, COLUMNS - indent) {
            push(out, indent, &part);
        }
        format!("{:1$}", "", indent + room)
    };
    for (cell, width) in cells.iter().zip(widths) {
        // What the screen has no room for goes on below.
        if long(&line) + GAP + width > COLUMNS {
            push(out, 0, &line);
            line = format!("{:1$}", "", 2 * INDENT);
        }
        // Writing to a string cannot fail.
        let _ = write!(line, "{:GAP$}{cell:>width$}", "");
    }
    push(out, 0, &line);
}

/// A line, without the blanks at its end.
fn push(out: &mut String, indent: usize, line: &str) {
    out.push_str(format!("{:indent$}{line}", "").trim_end());
    out.push('\n');
}

fn long(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(grid: &Grid) -> Vec<String> {
        grid.said().lines().map(str::to_owned).collect()
    }

    #[test]
    fn columns_are_as_wide_as_what_stands_in_them() {
        let mut grid = Grid::new(["Effet", "écart", "t"]);
        grid.row("périmètre", vec!["+6 328,0".into(), "1".into()]);
        grid.below("dit en dessous");
        grid.group("2025");
        grid.row("PUE", vec!["-44,1".into()]);
        let right = [
            "Effet           écart  t",
            "  périmètre  +6 328,0  1",
            "    dit en dessous",
            "2025",
            "  PUE           -44,1",
        ];
        assert_eq!(lines(&grid), right);
    }

    #[test]
    fn no_line_is_wider_than_the_screen_and_no_name_is_cut() {
        let name =
            "un nom de levier bien plus long que ce que les colonnes laissent de place ici = 20 %";
        let mut grid = Grid::new(["Levier", "écart", "fabrication", "utilisation", "kWh", "euros"]);
        let cells: Vec<String> = (0..5).map(|_| "-123 456 789".to_owned()).collect();
        grid.row(name, cells.clone());
        grid.row("court", cells);
        grid.group(name);
        let lines = lines(&grid);
        assert!(lines.iter().all(|line| long(line) <= COLUMNS), "{lines:#?}");
        assert_eq!(lines.concat().matches("-123 456 789").count(), 10);
        for word in name.split(' ') {
            assert!(lines.concat().contains(word), "{word}");
        }
    }

    #[test]
    fn a_table_without_rows_says_nothing() {
        assert_eq!(Grid::new(["Levier", "écart"]).said(), "");
    }
}
