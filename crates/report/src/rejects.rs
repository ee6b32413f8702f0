//! `rejects.csv`: rows set aside under their own columns, then where they stand, why, and what to do.

use super::known_texts::KnownTexts;
use super::tables::put_hint;
use ground::lang::Lang;
use ground::table::{CsvDialect, CsvOut, REJECT_COLUMNS, Reject, quoted_cells, quoted_delimiter};
use ground::way::Way;
use std::collections::HashMap;
use std::io::{self, Write};

/// `rejects.csv`, written as rejects come: one flat table, the columns of every file read first.
pub struct RejectsOut<W: Write> {
    /// Until the first row comes: files are still announced.
    announced: Option<W>,
    out: Option<CsvOut<W>>,
    known: KnownTexts,
    dialect: CsvDialect,
    lang: Lang,
    way: Way,
    /// The headings of all files, each as often as one file has it.
    columns: Vec<String>,
    files: HashMap<String, RejectHeadings>,
}

/// The headings of a file.
struct RejectHeadings {
    line: String,
    delimiter: u8,
    /// The column of the table that each stands in.
    columns: Vec<usize>,
}

impl<W: Write> RejectsOut<W> {
    /// Starts the table.
    pub fn new(writer: W, dialect: CsvDialect, lang: Lang, way: Way) -> Self {
        Self {
            announced: Some(writer),
            out: None,
            known: KnownTexts::default(),
            dialect,
            lang,
            way,
            columns: Vec::new(),
            files: HashMap::new(),
        }
    }

    /// Announces a file whose rows may come, with its headings as its rows are quoted.
    pub fn announce(&mut self, file: &str, headings: &str) {
        if headings.is_empty() {
            return;
        }
        let delimiter = quoted_delimiter(headings);
        let mut taken = vec![false; self.columns.len()];
        let mut columns = Vec::new();
        for heading in quoted_cells(headings, delimiter) {
            let known = (0..self.columns.len()).find(|at| {
                self.columns[*at] == heading && !taken.get(*at).copied().unwrap_or(true)
            });
            let at = known.unwrap_or_else(|| {
                self.columns.push(heading);
                taken.push(false);
                self.columns.len() - 1
            });
            taken[at] = true;
            columns.push(at);
        }
        let headings = RejectHeadings { line: headings.to_owned(), delimiter, columns };
        self.files.insert(file.to_owned(), headings);
    }

    /// Adds a row set aside.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn put(&mut self, reject: &Reject) -> io::Result<()> {
        let mut own = vec![String::new(); self.columns.len()];
        // A sheet of a workbook has the columns of all that are read of it.
        let workbook = || reject.file.rsplit_once('#').and_then(|(name, _)| self.files.get(name));
        let headings = self.files.get(&*reject.file).or_else(workbook);
        if let Some(headings) = headings {
            for (at, cell) in
                headings.columns.iter().zip(quoted_cells(&reject.row, headings.delimiter))
            {
                if let Some(own) = own.get_mut(*at) {
                    *own = cell;
                }
            }
        }
        let line = headings.map_or_else(String::new, |headings| headings.line.clone());
        let (reason, hint) = (reject.why.reason(), reject.hint(self.way));
        let lang = self.lang;
        let (out, known) = self.rows()?;
        for cell in &own {
            out.text(cell);
        }
        known.put(out, &reject.file).number(reject.line as f64);
        for text in [reject.column.as_str(), &reject.value, reason.say(lang)] {
            known.put(out, text);
        }
        put_hint(out, known, &reject.why, hint.say(lang)).text(&reject.row);
        known.put(out, &line).end()
    }

    fn rows(&mut self) -> io::Result<(&mut CsvOut<W>, &mut KnownTexts)> {
        if let Some(writer) = self.announced.take() {
            let own = self.columns.iter().map(String::as_str);
            let headings: Vec<&str> = own.chain(REJECT_COLUMNS).collect();
            self.out = Some(CsvOut::new(writer, self.dialect, &headings)?);
        }
        // The table is begun with the first row, and ends with `finish`.
        let out = self.out.as_mut().ok_or_else(|| io::Error::other("rejects.csv"))?;
        Ok((out, &mut self.known))
    }

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn finish(mut self) -> io::Result<()> {
        self.rows()?;
        self.out.map_or(Ok(()), |out| out.finish()?.flush())
    }
}
