//! The patterns of processors' names, and their families.

use std::sync::LazyLock;

/// How names are written, one pattern a line: `families.csv`.
const PATTERNS: &str = include_str!("families.csv");

/// The patterns as a reader writes them.
pub(super) fn known_names() -> &'static [String] {
    static NAMES: LazyLock<Vec<String>> =
        LazyLock::new(|| patterns().map(|(pattern, _)| readable(pattern)).collect());
    &NAMES
}

/// A pattern as a reader writes it: `xeon gold x1xx`.
fn readable(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '#' => out.push('x'),
            '*' => {}
            '[' => {
                // The first of the set stands for it.
                out.extend(rest.next());
                let _ = rest.find(|c| *c == ']');
            }
            c => out.push(c),
        }
    }
    out
}

/// The patterns and their families, in file order.
pub(super) fn patterns() -> impl Iterator<Item = (&'static str, &'static str)> {
    static ALL: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let lines = PATTERNS.lines().skip(1).filter(|line| !line.starts_with("# "));
        lines.filter_map(|line| line.rsplit_once(',')).collect()
    });
    ALL.iter().copied()
}
