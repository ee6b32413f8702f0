//! When the maker of an operating system stops mending it: a dated list, each line with its source.
//!
//! Ends are those of the usual contract (for a Debian its long-term support); what a contract adds
//! is not counted. A system that the list does not know tells nothing. Makers that publish no date
//! are not in it. State of November 2026.

use ground::table::{Day, fold, parse_day};
use std::sync::OnceLock;

const LIST: &str = include_str!("systems.csv");

/// An operating system, and the day its support ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Support {
    words: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The last day of its support.
    pub ends: Day,
    /// Where its maker says so.
    pub source: &'static str,
}

/// All systems whose end of support is known.
pub fn supports() -> &'static [Support] {
    static ALL: OnceLock<Vec<Support>> = OnceLock::new();
    ALL.get_or_init(|| {
        let line = |line: &'static str| {
            let cells: Vec<&str> = line.split(',').collect();
            let [words, name, ends, source] = cells[..] else { return None };
            Some(Support { words, name, ends: parse_day(ends)?, source })
        };
        LIST.lines().skip(1).filter_map(line).collect()
    })
}

/// The support of an operating system, as an inventory names it.
pub(super) fn support_of(system: &str) -> Option<&'static Support> {
    let folded: String =
        fold(system).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = folded.split_whitespace().filter(|word| *word != "r2").collect();
    // Editions of a long channel have ends of their own, which the list does not hold.
    if words.iter().any(|word| ["ltsc", "ltsb", "iot", "esu"].contains(word)) {
        return None;
    }
    supports().iter().find(|support| {
        let own: Vec<&str> = support.words.split(' ').collect();
        own.len() <= words.len() && words.windows(own.len()).any(|some| some == own)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read_and_finds_itself() {
        assert_eq!(supports().len(), LIST.lines().count() - 1);
        for support in supports() {
            assert_eq!(
                support_of(support.name.trim_end_matches(" LTS")).map(|s| s.ends),
                named(support)
            );
            assert!(support.source.starts_with("https://"));
        }
    }

    fn named(support: &Support) -> Option<Day> {
        // Red Hat's systems are written in full by those who list them.
        (!support.name.starts_with("RHEL")).then_some(support.ends)
    }

    #[test]
    fn systems_are_known_as_tools_write_them() {
        let ends = |system: &str| support_of(system).map(|support| support.ends.to_string());
        assert_eq!(ends("Microsoft Windows 10 Professionnel"), Some("2025-10-14".to_owned()));
        assert_eq!(
            ends("Microsoft Windows Server 2012 R2 Standard"),
            Some("2023-10-10".to_owned())
        );
        assert_eq!(ends("Ubuntu 20.04.6 LTS"), Some("2025-05-31".to_owned()));
        assert_eq!(ends("Red Hat Enterprise Linux 7.9"), Some("2024-06-30".to_owned()));
        assert_eq!(ends("VMware ESXi 7.0.3"), Some("2025-10-02".to_owned()));
        assert_eq!(ends("Windows 8.1 Pro"), Some("2023-01-10".to_owned()));
        assert_eq!(ends("Windows 8 Pro"), Some("2016-01-12".to_owned()));
        assert_eq!(ends("Windows 10 Enterprise LTSC 2021"), None);
        assert_eq!(ends("Windows 11 Pro"), None);
        assert_eq!(ends(""), None);
    }
}
