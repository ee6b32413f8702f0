//! Which character separates the fields, told from the first lines.

/// The delimiter of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// The byte between two fields.
    pub delimiter: u8,
}

impl Dialect {
    /// Tells the delimiter from the first bytes of text.
    ///
    /// Among `;`, `,`, tab, `|` and the unit separator, the one found in the heading wins that the following lines
    /// repeat most regularly; characters inside quotes do not count.
    pub fn detect(head: &[u8]) -> Self {
        let mut best = (0, b';');
        for delimiter in *b";,\t|\x1f" {
            let counts = counts_by_line(head, delimiter);
            let Some((&first, rest)) = counts.split_first() else { continue };
            let alike = rest.iter().filter(|count| **count == first).count();
            let score = if first == 0 { 0 } else { first * (1 + alike) };
            if score > best.0 {
                best = (score, delimiter);
            }
        }
        Self { delimiter: best.1 }
    }
}

fn counts_by_line(head: &[u8], delimiter: u8) -> Vec<usize> {
    const LINES: usize = 20;
    let (mut counts, mut count, mut quoted, mut any) = (Vec::new(), 0, false, false);
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                counts.push(count);
                (count, any) = (0, false);
                if counts.len() == LINES {
                    return counts;
                }
                continue;
            }
            _ if byte == delimiter && !quoted => count += 1,
            _ => {}
        }
        any = true;
    }
    if any {
        counts.push(count);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, delimiter: char) {
        assert_eq!(char::from(Dialect::detect(head.as_bytes()).delimiter), delimiter);
    }

    #[test]
    fn the_delimiter_is_the_one_the_lines_repeat() {
        check("a;b;c\n1;2,5;3\n1;2,5;3\n", ';');
        check("a,b,c\n\"x;y;z;t\",2,3\n", ',');
        check("a\tb\n1\t2\n", '\t');
        check("Type;Prix (HT, EUR)\nPortable;1,0\n", ';');
    }

    #[test]
    fn a_single_column_has_the_french_delimiter() {
        check("equipment_type\nlaptop\n", ';');
    }
}
