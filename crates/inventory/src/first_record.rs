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
    let bytes = usize::try_from(reader.position().byte()).ok()?;
    Some(First { cells, bytes, lines: reader.position().line() - 1 })
}

/// Whether a text was read as Windows-1252 where it was UTF-8, and written as UTF-8 again: `Ã©`.
pub(super) fn encoded_twice(head: &[u8]) -> bool {
    const SIGNS: [&str; 8] = ["Ã©", "Ã¨", "Ãª", "Ã‰", "Ã§", "Ã´", "Ã¼", "â€™"];
    let met = |sign: &&str| memchr::memmem::find(head, sign.as_bytes()).is_some();
    SIGNS.iter().any(met)
}
