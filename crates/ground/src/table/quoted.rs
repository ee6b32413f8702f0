//! Rows quoted on one line: their cells, and back.

/// What the cells of a line are separated by, as rows are quoted: semicolons, else commas.
pub fn quoted_delimiter(line: &str) -> u8 {
    if quoted_cells(line, b';').len() > 1 { b';' } else { b',' }
}

/// The cells of a line.
pub fn quoted_cells(line: &str, delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(line.as_bytes());
    let mut record = csv::StringRecord::new();
    // Text in memory is read without fault.
    let _ = reader.read_record(&mut record);
    record.iter().map(str::to_owned).collect()
}

/// The line that holds these cells.
pub fn quoted_line(cells: &[String], delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    // Writing to memory does not fail, and text stays text.
    let _ = writer.write_record(cells);
    let bytes = writer.into_inner().unwrap_or_else(|_| Vec::new());
    String::from_utf8_lossy(&bytes).trim_end_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_from_their_line() {
        for cells in [vec!["a", "b;c", "d,e"], vec!["x \"7\"", "two\nlines", ""], vec!["a,b"]] {
            let cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
            for delimiter in [b',', b';'] {
                assert_eq!(quoted_cells(&quoted_line(&cells, delimiter), delimiter), cells);
            }
        }
        assert_eq!(quoted_delimiter("a;b"), b';');
        assert_eq!(quoted_delimiter("\"a;b\",c"), b',');
    }
}
