//! What stands alone in its line of a table: the titles above its headings, and those between its rows.

use super::Row;
use super::head::Heading;
use ground::table::Dialect;

/// The most lines of title that are kept, and the longest.
const MOST: usize = 40;
const LONGEST: usize = 400;

impl Heading {
    /// Keeps what the lines of title above the headings say; `head` is the text that they stand in, `width`
    /// its own columns where rows say their place after them.
    pub(super) fn keep_titles(&mut self, head: &[u8], width: Option<usize>) {
        let above = head.get(..self.bytes).unwrap_or(head);
        self.layout.above = titles(above, self.dialect, (self.titles, width)).into();
    }
}

/// The first lines of a text with something in them, so many, as cells.
fn titles(
    text: &[u8],
    dialect: Dialect,
    (count, width): (usize, Option<usize>),
) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .from_reader(text);
    let own = |record: csv::ByteRecord| -> Vec<String> {
        let cells = record.iter().take(width.unwrap_or(usize::MAX)).map(<[u8]>::trim_ascii);
        let said = cells.filter(|cell| !cell.is_empty() && cell.len() <= LONGEST);
        said.map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
    };
    let lines = reader.byte_records().map_while(Result::ok).map(own);
    lines.filter(|cells| !cells.is_empty()).take(count.min(MOST)).collect()
}

impl Row<'_> {
    /// Its cell, where it has one alone: what may be a title.
    pub fn lone(&self) -> Option<&[u8]> {
        let own = self.file.layout.own_columns();
        let cells = self.record.iter().take(own).map(<[u8]>::trim_ascii);
        let mut filled = cells.filter(|cell| !cell.is_empty());
        filled.next().filter(|_| filled.next().is_none())
    }

    /// The title of a state that it stands below, in a table that was written anew.
    pub fn section(&self) -> Option<&[u8]> {
        let origin = self.file.layout.origin()?;
        let said = self.record.get(origin.line? + 1)?.trim_ascii();
        let is_title = !said.is_empty() && Some(said) != self.record.get(origin.file);
        is_title.then_some(said)
    }
}

#[cfg(test)]
mod tests {
    use super::titles;
    use ground::table::Dialect;

    #[test]
    fn lines_above_the_headings_are_kept_as_cells() {
        let text = "Devis n° 12;;\n;;\nDevise :;CHF;\nDésignation;Qté;PU HT\n";
        let said = titles(text.as_bytes(), Dialect { delimiter: b';' }, (2, None));
        assert_eq!(said, [vec!["Devis n° 12"], vec!["Devise :", "CHF"]]);
    }
}
