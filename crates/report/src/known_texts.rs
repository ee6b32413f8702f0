//! Texts written again and again in one table: each is looked at once for what is to be masked.

use ground::table::{CsvOut, text_cell};
use std::collections::HashMap;
use std::io::Write;

/// How many are remembered: what only one row says is not worth it.
const KEPT: usize = 1 << 12;

/// What was written of the texts of a table.
#[derive(Default)]
pub(crate) struct KnownTexts(HashMap<Box<str>, Box<str>, foldhash::fast::RandomState>);

impl KnownTexts {
    /// Writes a text, as [`CsvOut::text`] does.
    pub(crate) fn put<'o, W: Write>(
        &mut self,
        out: &'o mut CsvOut<W>,
        text: &str,
    ) -> &'o mut CsvOut<W> {
        if let Some(cell) = self.0.get(text) {
            return out.code(cell);
        }
        let cell = text_cell(text);
        if self.0.len() < KEPT {
            self.0.insert(text.into(), (&*cell).into());
        }
        out.code(&cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::table::CsvDialect;

    #[test]
    fn a_text_is_the_same_each_time_and_as_the_table_writes_it() {
        let texts = ["=1+1", "Mme Exemple", "", "Lyon", "a,b"];
        let (mut known, mut ours) =
            (KnownTexts::default(), CsvOut::rows(Vec::new(), CsvDialect::Standard));
        let mut plain = CsvOut::rows(Vec::new(), CsvDialect::Standard);
        for text in texts.iter().chain(&texts) {
            known.put(&mut ours, text);
            plain.text(text);
        }
        let bytes = |mut out: CsvOut<Vec<u8>>| {
            out.end().expect("memory is written");
            out.finish().expect("memory is written")
        };
        assert_eq!(bytes(ours), bytes(plain));
    }
}
