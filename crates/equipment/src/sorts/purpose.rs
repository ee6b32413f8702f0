//! What a switch is for: said in words (`PoE`, `accès`, `datacentre`, `industriel`), else by the
//! letters that makers put behind the number of ports (`24P`, `48TS`) and by families.

use super::{SortCell, SortedType, unmeasured};
use ground::table::fold;

const ACCESS: usize = 0;
const POE: usize = 1;
const DATACENTRE: usize = 2;
const INDUSTRIAL: usize = 3;
const CHASSIS: usize = 4;

pub(super) const SWITCHES: SortedType = SortedType {
    code: "network_switch",
    sorts: &[
        "network_switch_access",
        "network_switch_access_poe",
        "network_switch_datacentre",
        "network_switch_industrial",
        "network_switch_chassis",
    ],
    told,
    // `Switch d'accès` may feed what it serves.
    is_open: |word, model| word == ACCESS && model == POE,
    measured: unmeasured,
};

/// Words that say what a switch is for, the first that stands among them; whether it feeds is asked before.
const WORDS: [(usize, &[&str]); 4] = [
    (INDUSTRIAL, &["industriel", "industrielle", "industrial", "industrie", "industriale"]),
    (CHASSIS, &["chassis"]),
    (
        DATACENTRE,
        &[
            "datacentre",
            "datacenter",
            "data centre",
            "data center",
            "centre de donnees",
            "centres de donnees",
            "rechenzentrum",
            "centro de datos",
            "top of rack",
            "spine",
            "nexus",
            "n9k",
            "n5k",
            "n3k",
        ],
    ),
    (ACCESS, &["acces", "access", "acceso", "accesso", "zugang", "toegang"]),
];

fn told(text: &str, stands: SortCell) -> Option<usize> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let says = |term: &str| format!(" {folded} ").contains(&format!(" {term} "));
    if let Some(sort) = by_family(&words) {
        return Some(sort);
    }
    let said = WORDS.iter().find(|(_, terms)| terms.iter().any(|term| says(term)));
    let said = said.map(|(sort, _)| *sort);
    if matches!(said, Some(INDUSTRIAL | CHASSIS | DATACENTRE)) {
        return said;
    }
    if let Some(feeds) = feeds(&words) {
        return Some(if feeds { POE } else { ACCESS });
    }
    if said.is_none() && stands == SortCell::Type && is_fast(&words) {
        return Some(DATACENTRE);
    }
    said.or_else(|| by_ports(&words).filter(|_| stands == SortCell::Model))
}

/// Families of one kind of switch.
fn by_family(words: &[&str]) -> Option<usize> {
    let numbered = |word: &str, prefix: &str, digits: usize| {
        word.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= digits && rest.bytes().take(digits).all(|c| c.is_ascii_digit())
        })
    };
    let of = |(at, word): (usize, &&str)| {
        let next = words.get(at + 1).copied().unwrap_or("");
        match *word {
            // 9504, 9508, 7010: cards in a chassis; 9348GC has ports of 1 Gbit/s.
            "nexus" | "n9k" if ["7", "c7", "95", "c95"].iter().any(|of| next.starts_with(of)) => {
                Some(CHASSIS)
            }
            "nexus" | "n9k" if next.contains("9348gc") || next.contains("92348gc") => Some(ACCESS),
            "ie" if next.starts_with(|c: char| c.is_ascii_digit()) => Some(INDUSTRIAL),
            "n7k" | "qfx10008" | "qfx10016" => Some(CHASSIS),
            word if numbered(word, "qfx", 4) => Some(DATACENTRE),
            word if numbered(word, "ie", 4) => Some(INDUSTRIAL),
            _ => None,
        }
    };
    words.iter().enumerate().find_map(of)
}

/// Whether it is said to feed what it serves, or said not to.
fn feeds(words: &[&str]) -> Option<bool> {
    const NOT: [&str; 7] = ["non", "no", "sans", "without", "not", "ohne", "senza"];
    let at = words.iter().position(|word| {
        *word == "pwr" || word.starts_with("poe") || word.ends_with("poe") || word.ends_with("poep")
    });
    let spelled = words.windows(3).any(|three| three == ["power", "over", "ethernet"]);
    match at {
        Some(at) => Some(at == 0 || !NOT.contains(&words[at - 1])),
        None => spelled.then_some(true),
    }
}

/// Whether its ports are said to be of 10 Gbit/s and more, and not those that lead upwards.
fn is_fast(words: &[&str]) -> bool {
    const SPEEDS: [&str; 5] = ["10", "25", "40", "100", "400"];
    const UNITS: [&str; 6] = ["g", "gb", "gbe", "gbps", "gbit", "gbits"];
    let leads_up = |word: &str| ["uplink", "uplinks", "sfp", "montant", "montants"].contains(&word);
    if words.iter().any(|word| leads_up(word)) {
        return false;
    }
    words.iter().enumerate().any(|(at, word)| {
        let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (speed, unit) = word.split_at(end);
        let unit = if unit.is_empty() { words.get(at + 1).copied().unwrap_or("") } else { unit };
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or("");
        let is_count = before == "x" || before.bytes().all(|c| c.is_ascii_digit());
        SPEEDS.contains(&speed) && UNITS.contains(&unit) && (before.is_empty() || !is_count)
    })
}

/// The letters behind a number of ports: `24P`, `48FPS` feed, `24T`, `48TS`, `24G` do not. The name
/// has another number: `Switch 24p` has 24 ports.
fn by_ports(words: &[&str]) -> Option<usize> {
    const PORTS: [&str; 6] = ["8", "10", "12", "16", "24", "48"];
    const FEEDING: [&str; 14] =
        ["p", "ps", "pd", "pc", "pst", "fp", "fps", "fpd", "lp", "lps", "lpd", "mp", "hp", "pq"];
    const PLAIN: [&str; 6] = ["t", "ts", "tt", "tc", "td", "g"];
    let of = |word: &&str| {
        let (ports, letters) = word.split_at(word.find(|c: char| !c.is_ascii_digit())?);
        if !PORTS.contains(&ports) || *word == "10g" {
            return None;
        }
        if FEEDING.contains(&letters) {
            return Some(POE);
        }
        PLAIN.contains(&letters).then_some(ACCESS)
    };
    let numbers = words.iter().filter(|word| word.bytes().any(|c| c.is_ascii_digit()));
    if numbers.count() < 2 { None } else { words.iter().find_map(of) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, stands: SortCell, expected: Option<usize>) {
        assert_eq!(told(text, stands), expected, "{text}");
    }

    #[test]
    fn words_say_what_a_switch_is_for() {
        let check = |text, expected| check(text, SortCell::Type, expected);
        check("switch PoE", Some(POE));
        check("Switch 24 ports PoE+", Some(POE));
        check("switch non PoE", Some(ACCESS));
        check("Switch d'accès", Some(ACCESS));
        check("access switch", Some(ACCESS));
        check("Switch d'accès PoE", Some(POE));
        check("Switch datacentre", Some(DATACENTRE));
        check("Switch de centre de données", Some(DATACENTRE));
        check("Switch 10G", Some(DATACENTRE));
        check("Switch 48 ports 4x10G", None);
        check("Switch 24 ports + 4 SFP+ 10G", None);
        check("Switch industriel", Some(INDUSTRIAL));
        check("Switch coeur", None);
        check("Switch de distribution", None);
        check("switch", None);
        check("Switch 24P", None);
    }

    #[test]
    fn models_say_it_by_their_ports_and_families() {
        let check = |text, expected| check(text, SortCell::Model, expected);
        check("Catalyst 2960X-24PS-L", Some(POE));
        check("WS-C2960-48FPD-L", Some(POE));
        check("2930F 24G PoE+", Some(POE));
        check("5130 24G 4SFP+ EI", Some(ACCESS));
        check("CBS250-24T-4G", Some(ACCESS));
        check("Nexus 93180YC-EX", Some(DATACENTRE));
        check("Nexus 9504", Some(CHASSIS));
        check("IE-2000-16PTC-G-L", Some(INDUSTRIAL));
        check("ES-1024B", None);
        check("Switch 24p", None);
    }
}
