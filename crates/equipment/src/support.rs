//! When the maker of an operating system stops mending it: a dated list, each line with its source.
//!
//! Ends are those of the usual contract (for a Debian its long-term support); what a contract adds
//! is not counted. A system that the list does not know tells nothing. Makers that publish no date
//! are not in it, nor are releases that a machine takes without being replaced (those of Windows 11).
//! State of November 2026.

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
    let apart = apart(system);
    let mut words: Vec<&str> =
        apart.iter().map(String::as_str).filter(|word| *word != "r2").collect();
    // A version of Windows without its name, as tools write it: `10.0.19045`.
    if matches!(words[..], ["10", "0", build, ..] if build.len() == 5 && is_figures(build)) {
        words.insert(0, "windows");
    }
    // Editions of a long channel have ends of their own, which the list does not hold.
    if words.iter().any(|word| ["ltsc", "ltsb", "iot", "esu"].contains(word)) {
        return None;
    }
    // Windows 11 calls itself 10.0, of a build from 22000 on.
    let is_build = |word: &&str| word.len() == 5 && **word >= *"22000" && is_figures(word);
    if words.contains(&"windows") && !words.contains(&"server") && words.iter().any(is_build) {
        return None;
    }
    supports().iter().find(|support| names(&words, support.words))
}

fn is_figures(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words of a system's name, letters and figures apart: `Win10` is `windows 10`.
fn apart(system: &str) -> Vec<String> {
    let mut spaced = String::new();
    for letter in fold(system).chars() {
        if letter.is_ascii_digit() && spaced.ends_with(['n', 's']) {
            spaced.push(' ');
        }
        spaced.push(if letter.is_alphanumeric() { letter } else { ' ' });
    }
    let long = |word: &str| match word {
        "win" => "windows".to_owned(),
        "rhel" => "red hat enterprise linux".to_owned(),
        word => word.to_owned(),
    };
    let said: Vec<String> = spaced.split_whitespace().map(long).collect();
    said.join(" ").split(' ').map(str::to_owned).collect()
}

/// Whether a system is the one of these words, by the first of its words that is theirs: what it was
/// before says nothing of it. `GNU/Linux` and `release` may stand between.
fn names(words: &[&str], own: &str) -> bool {
    const BETWEEN: [&str; 4] = ["gnu", "linux", "release", "server"];
    let mut own = own.split(' ').peekable();
    let Some(first) = words.iter().position(|word| own.peek() == Some(word)) else { return false };
    for word in &words[first..] {
        match own.peek() {
            None => return true,
            Some(next) if next == word => drop(own.next()),
            Some(_) if BETWEEN.contains(word) => {}
            Some(_) => return false,
        }
    }
    own.peek().is_none()
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
                Some(support.ends)
            );
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
        for eleven in [
            "Windows 10.0.22631",
            "Windows (10.0.22631.4317)",
            "Microsoft Windows 10.0.26100.1742",
            "Windows 10 Enterprise 10.0 (22631)",
            "Windows 11 (mis à jour depuis Windows 10)",
        ] {
            assert_eq!(ends(eleven), None, "{eleven}");
        }
        for (system, day) in [
            ("Windows 10.0.19045", "2025-10-14"),
            ("10.0.19045.4046", "2025-10-14"),
            ("Win10", "2025-10-14"),
            ("WIN 10 PRO", "2025-10-14"),
            ("Windows10", "2025-10-14"),
            ("Debian GNU/Linux 11 (bullseye)", "2026-08-31"),
            ("CentOS Linux 7 (Core)", "2024-06-30"),
            ("CentOS Linux release 7.9.2009 (Core)", "2024-06-30"),
            ("Red Hat Enterprise Linux Server 7.9", "2024-06-30"),
            ("Red Hat Enterprise Linux release 9.2", "2032-05-31"),
            ("RHEL 7", "2024-06-30"),
            ("VMWare ESXi 7", "2025-10-02"),
        ] {
            assert_eq!(ends(system).as_deref(), Some(day), "{system}");
        }
        assert_eq!(ends(""), None);
    }
}
