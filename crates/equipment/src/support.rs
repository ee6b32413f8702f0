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
    let words = words_of(system);
    // Editions of a long channel have ends of their own, which the list does not hold.
    if words.iter().any(|word| ["ltsc", "ltsb", "iot", "esu"].contains(&word.as_str())) {
        return None;
    }
    // A Windows tells the number of its kernel, 10.0, and its build, which is another's from 22000 on.
    let build =
        |word: &String| word.parse().is_ok_and(|build: u32| (22_000..100_000).contains(&build));
    let is = |name: &str| words.iter().any(|word| word == name);
    if is("windows") && !is("server") && words.iter().any(build) {
        return None;
    }
    let place = |support: &Support| {
        let own = words_of(support.words);
        words.windows(own.len()).position(|some| some == own)
    };
    let first = words.iter().position(|word| word == "windows");
    // « Windows 11 (upgraded from Windows 10) »: the first that is named is the one that runs.
    supports()
        .iter()
        .find(|support| place(support).is_some_and(|at| first.is_none_or(|first| at <= first)))
}

/// The words by which a system is known, as those who list them write it: `Win10`, `RHEL 7`,
/// `Debian GNU/Linux 11`, `CentOS Linux release 7`.
fn words_of(system: &str) -> Vec<String> {
    let folded: String =
        fold(system).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let mut words: Vec<String> = Vec::new();
    let mut before = "";
    for word in folded.split_whitespace() {
        let number = word.strip_prefix("windows").or_else(|| word.strip_prefix("win"));
        match (word, number) {
            ("r2" | "gnu" | "linux" | "release", _) => {}
            ("server", _) if before == "linux" => {}
            ("rhel", _) => words.extend(["red", "hat", "enterprise"].map(str::to_owned)),
            (_, Some(number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                words.push("windows".to_owned());
                words.extend((!number.is_empty()).then(|| number.to_owned()));
            }
            _ => words.push(word.to_owned()),
        }
        before = word;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read_and_finds_itself() {
        assert_eq!(supports().len(), LIST.lines().count() - 1);
        for support in supports() {
            let found = support_of(support.name.trim_end_matches(" LTS"));
            assert_eq!(found.map(|found| found.ends), Some(support.ends), "{}", support.name);
            assert!(support.source.starts_with("https://"));
        }
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
        // The kernel of a Windows 11 is 10.0 too; its builds begin at 22000.
        for eleven in [
            "Windows 10.0.22631",
            "Windows (10.0.26100.1742)",
            "Windows 10 Enterprise 10.0 (22631)",
            "Windows 11 (mis à jour depuis Windows 10)",
        ] {
            assert_eq!(ends(eleven), None, "{eleven}");
        }
        for ten in ["Windows 10.0.19045.3803", "Win10", "WIN 10 PRO", "Windows10"] {
            assert_eq!(ends(ten), Some("2025-10-14".to_owned()), "{ten}");
        }
        assert_eq!(ends("Windows Server 2022 10.0.20348"), Some("2031-10-14".to_owned()));
        let known = |system: &str| support_of(system).map(|support| support.name);
        assert_eq!(known("Debian GNU/Linux 11 (bullseye)"), known("Debian 11"));
        assert_eq!(known("CentOS Linux release 7.9.2009 (Core)"), known("CentOS 7"));
        assert_eq!(known("Red Hat Enterprise Linux Server 7.9"), known("RHEL 7"));
        assert!(known("Debian 11").is_some() && known("RHEL 7").is_some());
        assert_eq!(known("RHEL 7").map(|name| name.contains('7')), Some(true));
        assert_eq!(ends(""), None);
    }
}
