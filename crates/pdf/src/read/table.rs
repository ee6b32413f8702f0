//! Tables: every row filled, every header saying what it heads, every column as wide as it needs.

use super::{PageReader, is_unread};
use crate::content::{Inline, PdfCell, PdfTable, words};
use crate::letters::MAY_BREAK;
use scraper::ElementRef;

/// Sizes of letters tried, in points: the first that fits.
const SIZES: [f64; 5] = [9.0, 8.5, 8.0, 7.5, 7.0];
/// Points between the margins of a page that stands, and of one that lies.
const STANDS: f64 = 504.0;
const LIES: f64 = 748.0;
/// Width of a letter, in sizes of letter.
const LETTER: f64 = 0.5;
/// Letters that the space around a cell is worth.
const AROUND: f64 = 2.2;
/// A cell spans no more columns, a word counts for no more letters, a line for no more.
const SPAN: usize = 60;
const WORD: usize = 11;
const LINE: usize = 56;
/// Lines that the head of a column may take.
const HEAD_LINES: f64 = 3.0;

impl PageReader<'_> {
    /// A table; none where it has no cell.
    pub(super) fn table(&mut self, element: ElementRef<'_>) -> Option<PdfTable> {
        let mut table = PdfTable::default();
        let mut parts: [Vec<Vec<PdfCell>>; 3] = Default::default();
        for part in element.child_elements().filter(|part| !is_unread(*part)) {
            let at = match part.value().name() {
                "caption" => {
                    let mut line = self.line(part);
                    line.capital();
                    table.caption = line.whole();
                    continue;
                }
                "thead" => 0,
                "tfoot" => 2,
                "tbody" | "tr" => 1,
                _ => continue,
            };
            if part.value().name() == "tr" {
                let row = self.row(part, false);
                parts[at].push(row);
                continue;
            }
            for row in part.child_elements().filter(|row| row.value().name() == "tr") {
                let row = self.row(row, at == 0);
                parts[at].push(row);
            }
        }
        let columns = parts.iter().map(|rows| columns(rows)).max().unwrap_or(0);
        if columns == 0 {
            return None;
        }
        let [head, body, foot] = parts.map(|rows| filled(rows, columns));
        (table.head, table.body, table.foot) = (head, body, foot);
        table.measure(columns);
        Some(table)
    }

    fn row(&mut self, row: ElementRef<'_>, in_head: bool) -> Vec<PdfCell> {
        let cells: Vec<ElementRef<'_>> = row
            .child_elements()
            .filter(|cell| matches!(cell.value().name(), "th" | "td") && !is_unread(*cell))
            .collect();
        cells.into_iter().map(|cell| self.cell(cell, in_head)).collect()
    }

    fn cell(&mut self, cell: ElementRef<'_>, in_head: bool) -> PdfCell {
        let is_header = cell.value().name() == "th";
        let has = |name: &str| cell.value().classes().any(|class| class == name);
        let mut line = self.line(cell);
        if is_header && !has("as-is") {
            line.capital();
        }
        let heads = match (is_header, cell.attr("scope")) {
            (false, _) => None,
            (true, Some("row" | "rowgroup")) => Some("row"),
            (true, Some("col" | "colgroup")) => Some("column"),
            (true, _) => Some(if in_head { "column" } else { "row" }),
        };
        let span = |name: &str| {
            cell.attr(name).and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, SPAN)
        };
        PdfCell {
            heads,
            right: has("n") || has("number"),
            colspan: span("colspan"),
            rowspan: span("rowspan"),
            text: line.whole(),
        }
    }
}

impl PdfTable {
    /// Chooses the size of letters and the widths of columns, so that nothing is cut.
    fn measure(&mut self, columns: usize) {
        let mut least = vec![3.0_f64; columns];
        let mut wanted = vec![3.0_f64; columns];
        let heads = self.head.iter().map(|row| (row, HEAD_LINES));
        let others = self.body.iter().chain(&self.foot).map(|row| (row, 1.0));
        for (row, lines) in heads.chain(others) {
            let mut at = 0;
            for cell in row {
                if cell.colspan == 1 && at < columns {
                    let (word, line) = lengths(&cell.text, cell.right);
                    let line = word.max(line / lines);
                    least[at] = least[at].max(word);
                    wanted[at] = wanted[at].max(line);
                }
                at += cell.colspan;
            }
        }
        let need: f64 = least.iter().map(|word| word + AROUND).sum();
        let fits = |paper: f64, size: f64| need * LETTER * size <= paper;
        let standing = SIZES.into_iter().find(|size| fits(STANDS, *size));
        let lying = SIZES.into_iter().find(|size| fits(LIES, *size));
        (self.size, self.lies) = match (standing, lying) {
            (Some(size), _) => (size, false),
            (None, Some(size)) => (size, true),
            // Its words are hyphenated and broken further.
            (None, None) => (SIZES[SIZES.len() - 1], true),
        };
        let paper = if self.lies { LIES } else { STANDS } / (LETTER * self.size);
        let want: f64 = wanted.iter().map(|line| line + AROUND).sum();
        let share = ((paper - need) / (want - need).max(1.0)).clamp(0.0, 1.0);
        self.widths = least
            .iter()
            .zip(&wanted)
            .map(|(word, line)| word + AROUND + (line - word).max(0.0) * share)
            .collect();
    }
}

/// The longest word and the longest line of a cell, in letters.
fn lengths(text: &[Inline], is_figure: bool) -> (f64, f64) {
    let said = words(text);
    // A word of letters is hyphenated where it is long; a figure or a reference is not.
    let least = |word: &str| {
        let plain = !is_figure && word.chars().all(char::is_alphabetic);
        word.chars().count().min(if plain { WORD } else { LINE })
    };
    let word = said.split([' ', '\n', MAY_BREAK]).map(least).max().unwrap_or(0);
    let signs = text.iter().any(|part| matches!(part, Inline::Sign { .. }));
    let line = said.split('\n').map(|line| line.chars().count()).max().unwrap_or(0);
    let line = line.min(LINE).max(word) + if signs { 6 } else { 0 };
    (word as f64, line as f64)
}

/// Rows with the columns that cells of rows above reach into.
fn columns(rows: &[Vec<PdfCell>]) -> usize {
    let mut reach: Vec<usize> = Vec::new();
    let mut most = 0;
    for row in rows {
        let here = reach.iter().filter(|rows| 0 < **rows).count();
        most = most.max(here + row.iter().map(|cell| cell.colspan).sum::<usize>());
        for rows in &mut reach {
            *rows = rows.saturating_sub(1);
        }
        for cell in row.iter().filter(|cell| 1 < cell.rowspan) {
            reach.extend(std::iter::repeat_n(cell.rowspan - 1, cell.colspan));
        }
    }
    most
}

/// The rows of a part of a table with every column filled, no cell reaching out of it.
fn filled(rows: Vec<Vec<PdfCell>>, columns: usize) -> Vec<Vec<PdfCell>> {
    let count = rows.len();
    let mut reach = vec![0_usize; columns];
    let mut out = Vec::with_capacity(count);
    for (at, row) in rows.into_iter().enumerate() {
        let mut room = reach.iter().filter(|rows| **rows == 0).count();
        let mut kept: Vec<PdfCell> = Vec::with_capacity(row.len());
        let mut next: Vec<usize> = reach.iter().map(|rows| rows.saturating_sub(1)).collect();
        for mut cell in row {
            if room == 0 {
                break;
            }
            cell.colspan = cell.colspan.min(room);
            cell.rowspan = cell.rowspan.min(count - at);
            room -= cell.colspan;
            let mut left = cell.colspan;
            for (now, after) in reach.iter_mut().zip(&mut next) {
                if left != 0 && *now == 0 {
                    (*now, *after) = (1, cell.rowspan - 1);
                    left -= 1;
                }
            }
            kept.push(cell);
        }
        kept.extend(std::iter::repeat_n(
            PdfCell { colspan: 1, rowspan: 1, ..PdfCell::default() },
            room,
        ));
        reach = next;
        out.push(kept);
    }
    out
}
