//! The first record of a text: what may be a line of headings.

use ground::table::Dialect;

/// A record at the start of a text: its cells, its bytes, its lines.
pub(super) struct First {
    pub(super) cells: Vec<String>,
    pub(super) bytes: usize,
    pub(super) lines: u64,
}

/// The first record of a text.
pub(super) fn first_record(text: &[u8], dialect: Dialect) -> Option<First> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .from_reader(text);
    let mut record = csv::ByteRecord::new();
    if !reader.read_byte_record(&mut record).ok()? {
        return None;
    }
    // As the blocks of rows show their cells: without what cannot be seen.
    let visible = |cell: &[u8]| {
        String::from_utf8_lossy(&ground::table::made_visible(cell.to_vec())).into_owned()
    };
    let cells = record.iter().map(visible).collect();
    let mut bytes = usize::try_from(reader.position().byte()).ok()?;
    let mut lines = reader.position().line() - 1;
    // The reader stops within the line end that Excel writes, `\r\n`: what stands below it begins
    // behind both.
    if bytes > 0 && text.get(bytes - 1..=bytes) == Some(b"\r\n") {
        bytes += 1;
        lines += 1;
    }
    Some(First { cells, bytes, lines })
}

/// Whether a text was read as Windows-1252 where it was UTF-8, and written as UTF-8 again: `Ã©`.
pub(super) fn encoded_twice(head: &[u8]) -> bool {
    const SIGNS: [&str; 8] = ["Ã©", "Ã¨", "Ãª", "Ã‰", "Ã§", "Ã´", "Ã¼", "â€™"];
    let met = |sign: &&str| memchr::memmem::find(head, sign.as_bytes()).is_some();
    SIGNS.iter().any(met)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_ends_with_its_line_however_lines_end() {
        for (text, bytes, lines) in [
            ("a;b\nc;d\n", 4, 1),
            ("a;b\r\nc;d\r\n", 5, 1),
            ("\r\na;b\r\nc;d\r\n", 7, 2),
            ("\"a\r\nb\";c\r\nd\r\n", 10, 2),
            ("a;b\r\n", 5, 1),
            ("a;b", 3, 0),
        ] {
            let first = first_record(text.as_bytes(), Dialect::detect(text.as_bytes())).unwrap();
            assert_eq!((first.bytes, first.lines), (bytes, lines), "{text:?}");
        }
    }
}
