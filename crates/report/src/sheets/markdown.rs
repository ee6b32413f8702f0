//! Sheets as Markdown, for wikis: a heading, a sentence and a table each.

use super::{BookSheet, ReportBook, SheetCell};
use ground::lang::Lang;
use std::fmt::Write;

/// A document of Markdown tables.
pub fn markdown(book: &ReportBook, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, book, lang);
    out
}

fn write(out: &mut String, book: &ReportBook, lang: Lang) -> std::fmt::Result {
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

fn table(out: &mut String, sheet: &BookSheet, lang: Lang) -> std::fmt::Result {
    let headings: Vec<String> = sheet.headings.iter().map(|heading| safe(heading)).collect();
    writeln!(out, "| {} |", headings.join(" | "))?;
    let rule = |column: usize| {
        let is_number = sheet.rows.iter().filter_map(|row| row.get(column)).any(|cell| {
            matches!(cell, SheetCell::Number(_) | SheetCell::Whole(_) | SheetCell::Share(_))
        });
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

fn said(cell: &SheetCell, lang: Lang) -> String {
    match cell {
        SheetCell::Text(text) => safe(text),
        SheetCell::Number(number) => lang.short(*number),
        SheetCell::Whole(number) => lang.number(*number, 0),
        SheetCell::Share(share) => lang.percent(*share),
        SheetCell::Empty => String::new(),
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
