//! Sheets as Markdown, for wikis: a heading, a sentence and a table each.

use super::{Book, Cell, Sheet};
use ground::lang::Lang;
use std::fmt::Write;

/// A document of Markdown tables.
pub fn markdown(book: &Book, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, book, lang);
    out
}

fn write(out: &mut String, book: &Book, lang: Lang) -> std::fmt::Result {
    writeln!(out, "# {}", safe(&book.title))?;
    for sheet in &book.sheets {
        writeln!(out, "\n## {}\n", safe(&sheet.name))?;
        writeln!(out, "{}\n", safe(&sheet.note))?;
        if !sheet.rows.is_empty() {
            table(out, sheet, lang)?;
        }
    }
    Ok(())
}

fn table(out: &mut String, sheet: &Sheet, lang: Lang) -> std::fmt::Result {
    let headings: Vec<String> = sheet.headings.iter().map(|heading| safe(heading)).collect();
    writeln!(out, "| {} |", headings.join(" | "))?;
    let rule = |column: usize| {
        let is_number = sheet
            .rows
            .iter()
            .filter_map(|row| row.get(column))
            .any(|cell| matches!(cell, Cell::Number(_) | Cell::Whole(_) | Cell::Share(_)));
        if is_number { "---:" } else { "---" }
    };
    let rules: Vec<&str> = (0..headings.len()).map(rule).collect();
    writeln!(out, "| {} |", rules.join(" | "))?;
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(|cell| said(cell, lang)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn said(cell: &Cell, lang: Lang) -> String {
    match cell {
        Cell::Text(text) => safe(text),
        Cell::Number(number) => lang.short(*number),
        Cell::Whole(number) => lang.number(*number, 0),
        Cell::Share(share) => lang.percent(*share),
        Cell::Empty => String::new(),
    }
}

/// What an inventory says is no Markdown and no HTML.
fn safe(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '|' | '*' | '_' | '[' | ']' | '#' | '\\' => out.extend(['\\', letter]),
            letter => out.push(letter),
        }
    }
    out
}
