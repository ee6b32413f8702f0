//! From a processor's name and cores to its die area and thermal power.

use super::miss::Miss;
use super::part::Assumed;
use super::patterns::patterns;
use crate::hardware::{CpuName, NOISE};
use crate::{FactorSet, FamilyProcessors};
use ground::quantity::Interval;
use ground::text;
use std::sync::LazyLock;

/// Lines of processors that several families share, where a name says no more.
const LINES: [(&str, &[&str]); 5] = [
    (
        "line:xeon-scalable",
        &["skylake-sp", "cascade-lake-sp", "ice-lake-sp", "sapphire-rapids", "emerald-rapids"],
    ),
    ("line:xeon-e5", &["sandy-bridge-ep", "ivy-bridge-ep", "haswell-ep", "broadwell-ep"]),
    (
        "line:xeon-e3",
        &[
            "sandy-bridge",
            "ivy-bridge",
            "haswell",
            "skylake",
            "kaby-lake",
            "coffee-lake",
            "rocket-lake",
        ],
    ),
    (
        "line:xeon",
        &[
            "sandy-bridge-ep",
            "ivy-bridge-ep",
            "haswell-ep",
            "broadwell-ep",
            "skylake-sp",
            "cascade-lake-sp",
            "ice-lake-sp",
            "sapphire-rapids",
            "emerald-rapids",
            "coffee-lake",
            "rocket-lake",
        ],
    ),
    ("line:epyc", &["naples", "rome", "milan", "genoa", "bergamo", "siena"]),
];

/// What stands before a family that a room of ours names itself.
pub(super) const NAMED: &str = "family:";

/// How a processor was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchedCpu {
    /// By its family.
    Family,
    /// By a line of several families.
    Line,
    /// By its cores alone.
    Cores,
}

/// A processor as the set knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cpu {
    /// The words of its name.
    pub words: String,
    /// Its family, such as `skylake-sp`; a line such as `line:xeon`; or `any`.
    pub family: String,
    /// How it was found.
    pub by: MatchedCpu,
    /// The cores of one processor, where they are known.
    pub cores: Option<u32>,
    /// The dies of one processor, mm².
    pub die_mm2: Interval,
    /// The thermal design power of one processor, W.
    pub tdp_w: Interval,
    /// Where its family stands in the set, which tells its error from those of others.
    pub place: u32,
    /// What was assumed.
    pub assumed: Vec<Assumed>,
}

impl Cpu {
    /// Finds a processor by its name, else by its cores.
    ///
    /// # Errors
    ///
    /// Neither the name nor the cores are known.
    pub fn find(
        set: &FactorSet,
        name: &CpuName,
        cores: Option<u32>,
        count: Option<u32>,
    ) -> Result<Self, Miss> {
        // What its maker publishes of a name goes before what a family's mean says.
        let named = set.processor_named(&name.words);
        let said = named.map(|one| one.cores).or(cores).or(name.cores);
        // A room of ours may name the family itself.
        let known = name.words.strip_prefix(NAMED).or_else(|| family_of(&name.words));
        let known = known.or_else(|| family_said(set, &name.words, said));
        let (families, by): (Vec<&str>, MatchedCpu) = match known {
            Some(line) if line.starts_with("line:") => (line_of(line).to_vec(), MatchedCpu::Line),
            Some(family) => (vec![family], MatchedCpu::Family),
            None => (Vec::new(), MatchedCpu::Cores),
        };
        let rows: Vec<Vec<&FamilyProcessors>> = families
            .iter()
            .map(|family| set.processors(family).collect::<Vec<_>>())
            .filter(|rows| !rows.is_empty())
            .collect();
        if let (Some(family), false) = (known, rows.is_empty()) {
            let (at, mut assumed) = match named {
                Some(one) => (Some(one.cores), Vec::new()),
                None => cores_of_one(&rows, said, count),
            };
            match by {
                MatchedCpu::Line => assumed.push(Assumed::CpuByLine),
                _ if named.is_none() => assumed.push(Assumed::CpuByFamily),
                _ => {}
            }
            let parts: Vec<(Interval, Interval)> =
                rows.iter().map(|rows| sized(rows, at)).collect();
            return Ok(Self {
                words: name.words.clone(),
                family: family.to_owned(),
                by,
                cores: at,
                die_mm2: spread(parts.iter().map(|(die, _)| *die)),
                tdp_w: named.map_or_else(
                    || spread(parts.iter().map(|(_, tdp)| *tdp)),
                    |one| Interval::exact(one.tdp_w),
                ),
                place: families.iter().find_map(|f| set.processor_place(f)).unwrap_or(0),
                assumed,
            });
        }
        let any: Vec<&FamilyProcessors> = set.processors("any").collect();
        if let (Some(said), false) = (said, any.is_empty()) {
            let (die_mm2, tdp_w) = sized(&any, Some(said));
            return Ok(Self {
                words: name.words.clone(),
                // A family without figures of its own is still its name.
                family: known.unwrap_or("any").to_owned(),
                by: MatchedCpu::Cores,
                cores: Some(said),
                die_mm2,
                tdp_w: named.map_or(tdp_w, |one| Interval::exact(one.tdp_w)),
                place: set.processor_place("any").unwrap_or(0),
                assumed: vec![Assumed::CpuByCores],
            });
        }
        Err(Self::missing(&name.words))
    }

    fn missing(words: &str) -> Miss {
        if words.is_empty() {
            return Miss::new(text!(
                "ni nom de processeur ni nombre de cœurs",
                "neither a processor's name nor its cores"
            ));
        }
        Miss::new(text!(
            "processeur « {words} » non reconnu, et nombre de cœurs inconnu",
            "processor “{words}” not recognised, and its cores not known"
        ))
        .near_processors(words)
    }
}

/// The family that a name's words say; the whole name must fit.
pub(super) fn family_of(words: &str) -> Option<&'static str> {
    patterns().find(|(pattern, _)| fits(pattern, words)).map(|(_, family)| family)
}

/// The family that a name calls by its own name or code: `Cascade Lake`, `skylake-sp`, `EPYC Rome`.
///
/// Servers have families of a desk's name, `-sp` or `-ep` behind it: these are meant where the name
/// says that it is a server's (`Xeon Skylake`), where no desk has the name, and where it has more
/// cores than the desk's.
fn family_said<'a>(set: &'a FactorSet, words: &str, cores: Option<u32>) -> Option<&'a str> {
    const BRANDS: [&str; 9] =
        ["xeon", "epyc", "ryzen", "core", "scalable", "family", "famille", "gen", "generation"];
    let is_brand = |word: &&str| BRANDS.contains(word);
    let own: Vec<&str> = words.split(' ').filter(|word| !is_brand(word)).collect();
    let code = own.join("-");
    if code.is_empty() {
        return None;
    }
    let most = |family: &str| set.processors(family).map(|row| row.cores_to).max();
    let holds =
        |family: &&str| cores.is_none_or(|cores| most(family).is_some_and(|most| cores <= most));
    let named = |code: &str| {
        let place = set.processor_place(code).filter(|_| code != "any")?;
        Some(set.processor_family(place))
    };
    let desk = named(&code);
    let server = ["-sp", "-ep"].iter().find_map(|end| named(&format!("{code}{end}")));
    let is_server = words.split(' ').any(|word| word == "xeon");
    match (desk, server) {
        (Some(desk), Some(server)) if is_server || !holds(&desk) && holds(&server) => Some(server),
        (desk, server) => desk.or(server),
    }
}

/// Whether a text is the name of a processor and nothing else: `Intel Core i5-8250U`, `AMD Ryzen 5`. A name cut short is one beside its maker alone: `Core-M5` is a telephone.
pub fn names_a_processor(text: &str) -> bool {
    // The words that processors' names begin with or hold, by their first letters; and what letters
    // patterns begin with.
    static SAID: LazyLock<[Vec<&str>; 256]> = LazyLock::new(|| {
        let first = patterns().filter_map(|(pattern, _)| pattern.split([' ', '*']).next());
        let brands =
            first.filter(|word| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase()));
        let mut said: [Vec<&str>; 256] = std::array::from_fn(|_| Vec::new());
        for word in brands.chain(NOISE) {
            let own = &mut said[usize::from(word.as_bytes()[0])];
            if !own.contains(&word) {
                own.push(word);
            }
        }
        said
    });
    static BEGINS: LazyLock<[bool; 256]> = LazyLock::new(|| {
        let mut begins = [false; 256];
        for byte in patterns().filter_map(|(pattern, _)| pattern.bytes().next()) {
            begins[usize::from(byte)] = true;
        }
        begins
    });
    let is_said = |word: &str| {
        let first = word.bytes().next().map(|byte| byte.to_ascii_lowercase());
        first.is_some_and(|first| {
            SAID[usize::from(first)].iter().any(|own| own.eq_ignore_ascii_case(word))
        })
    };
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // Nearly every text has none of these words, and is left at that.
    if !words().any(is_said) {
        return false;
    }
    let is_noise = |word: &&str| NOISE.iter().any(|own| own.eq_ignore_ascii_case(word));
    let made = words().any(|word| is_noise(&word));
    // `(R)` and `(TM)` are no words.
    let is_mark = |word: &str| ["r", "tm", "c"].iter().any(|own| own.eq_ignore_ascii_case(word));
    let own = words().find(|word| !is_noise(word) && !is_mark(word));
    let own = own.and_then(|word| word.bytes().next());
    let literal = |byte: u8| byte.is_ascii_alphabetic();
    if own.is_some_and(|byte| literal(byte) && !BEGINS[usize::from(byte.to_ascii_lowercase())]) {
        return false;
    }
    let own = CpuName::read(text).words;
    let Some(first) = own.bytes().next() else { return false };
    let cut = |pattern: &'static str| {
        let mut rest = pattern.match_indices(' ').map(|(at, _)| &pattern[..at]);
        made && rest.any(|start| fits(start, &own))
    };
    // A letter begins as itself; what else a pattern begins with may be several.
    let begins = |pattern: &str| {
        pattern.bytes().next().is_some_and(|byte| byte == first || !byte.is_ascii_lowercase())
    };
    patterns().any(|(pattern, _)| begins(pattern) && (fits(pattern, &own) || cut(pattern)))
}

fn line_of(line: &str) -> &'static [&'static str] {
    LINES.iter().find(|(name, _)| *name == line).map_or(&[], |(_, families)| *families)
}

/// Whether words fit a pattern: `#` is a digit, `[ab]` one of these, `*` the rest of a word.
fn fits(pattern: &str, words: &str) -> bool {
    fit(pattern.as_bytes(), words.as_bytes())
}

fn fit(pattern: &[u8], words: &[u8]) -> bool {
    match (pattern, words) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => {
            let word = words.iter().take_while(|byte| **byte != b' ').count();
            fit(rest, &words[word..])
        }
        ([b'#', rest @ ..], [byte, more @ ..]) => byte.is_ascii_digit() && fit(rest, more),
        ([b'[', rest @ ..], [byte, more @ ..]) => {
            let Some(end) = rest.iter().position(|b| *b == b']') else { return false };
            rest[..end].contains(byte) && fit(&rest[end + 1..], more)
        }
        ([one, rest @ ..], [byte, more @ ..]) => one == byte && fit(rest, more),
        _ => false,
    }
}

/// The cores of one processor, and what was assumed of them.
fn cores_of_one(
    rows: &[Vec<&FamilyProcessors>],
    said: Option<u32>,
    count: Option<u32>,
) -> (Option<u32>, Vec<Assumed>) {
    let Some(said) = said else { return (None, vec![Assumed::AnyCores]) };
    let most = rows.iter().flatten().map(|row| row.cores_to).max().unwrap_or(0);
    match count {
        _ if said <= most => (Some(said), Vec::new()),
        // 2 processors and 80 cores of a family of at most 64: 40 each.
        Some(count) if count > 1 && said.is_multiple_of(count) && said / count <= most => {
            (Some(said / count), vec![Assumed::CoresShared])
        }
        _ => (Some(said), vec![Assumed::CoresBeyond]),
    }
}

/// Die and power of a family's processor with so many cores; of any of them where not known.
fn sized(rows: &[&FamilyProcessors], cores: Option<u32>) -> (Interval, Interval) {
    let Some(cores) = cores else {
        let weight: f64 = rows.iter().map(|row| f64::from(row.n.max(1))).sum();
        let over = |get: fn(&FamilyProcessors) -> Interval| {
            let value =
                rows.iter().map(|row| get(row).value * f64::from(row.n.max(1))).sum::<f64>();
            let bounds = spread(rows.iter().map(|row| get(row)));
            Interval { value: value / weight, ..bounds }
        };
        return (over(|row| row.die_mm2), over(|row| row.tdp_w));
    };
    let found = rows.iter().find(|row| cores <= row.cores_to).or(rows.last());
    let Some(row) = found else { return (Interval::ZERO, Interval::ZERO) };
    // Beyond the largest of the family, the high bound grows in proportion.
    let beyond = (f64::from(cores) / f64::from(row.cores_to)).max(1.0);
    let grown = |it: Interval| Interval { high: it.high * beyond, ..it };
    (grown(row.die_mm2), grown(row.tdp_w))
}

/// The mean of several values, from the least of their bounds to the greatest.
fn spread(of: impl Iterator<Item = Interval>) -> Interval {
    let all: Vec<Interval> = of.collect();
    if all.is_empty() {
        return Interval::ZERO;
    }
    Interval {
        value: all.iter().map(|it| it.value).sum::<f64>() / all.len() as f64,
        low: all.iter().map(|it| it.low).fold(f64::INFINITY, f64::min),
        high: all.iter().map(|it| it.high).fold(0.0, f64::max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_processor_is_told_from_a_machines() {
        for name in [
            "Intel Core i5-8250U",
            "AMD Ryzen 5",
            "Intel(R) Core(TM) i7-1165G7 @ 2.80GHz",
            "Xeon E5-2620 v4",
            "intel core i5",
            "Intel(TM) Core(TM) i5-8250U CPU",
        ] {
            assert!(names_a_processor(name), "{name}");
        }
        for name in [
            "Core-M5",
            "Core X4",
            "Intel NUC11",
            "Apple iPhone 12",
            "OptiPlex 7090 i5",
            "Latitude 5420",
            "Apple Mac mini M1",
            "Atom",
            "",
        ] {
            assert!(!names_a_processor(name), "{name}");
        }
    }

    #[test]
    fn a_family_is_known_by_its_own_name_and_its_cores_choose_the_row() {
        let set = FactorSet::shipped().unwrap();
        let check = |text: &str, family: &str, die: f64| {
            let cpu = Cpu::find(&set, &CpuName::read(text), None, None).unwrap();
            assert_eq!((cpu.family.as_str(), cpu.by), (family, MatchedCpu::Family), "{text}");
            assert!((cpu.die_mm2.value - die).abs() < 1e-6, "{text}: {}", cpu.die_mm2.value);
        };
        check("Skylake-SP, 16 cores", "skylake-sp", 485.0);
        check("cascade-lake-sp, 16 cores", "cascade-lake-sp", 485.0);
        // Of any cores: the mean of its sizes, by how many models each rests on.
        let any = (2.0 * 325.0 + 7.0 * 485.0 + 12.0 * 694.0) / 21.0;
        check("Cascade Lake", "cascade-lake-sp", any);
        check("Intel Xeon Cascade Lake, 24 cores", "cascade-lake-sp", 694.0);
        check("Skylake, 4 cores", "skylake", 122.4);
        check("Skylake, 24 cores", "skylake-sp", 694.0);
        check("Xeon Skylake, 8 cores", "skylake-sp", 325.0);
        for text in ["Lake", "any", "Poste Rome"] {
            assert!(Cpu::find(&set, &CpuName::read(text), None, None).is_err(), "{text}");
        }
    }

    #[test]
    fn a_pattern_fits_the_whole_name_and_nothing_less() {
        assert!(fits("xeon gold #1##*", "xeon gold 6138"));
        assert!(fits("xeon gold #1##*", "xeon gold 6138t"));
        assert!(!fits("m2", "m2 pro"), "one model's words are not another's");
        assert!(!fits("epyc 9##4*", "epyc embedded 9654"));
        assert!(!fits("xeon", "xeon gold 6138"));
        assert!(fits("a1[02] 9###*", "a12 9800e"));
    }

    #[test]
    fn every_line_of_several_families_is_known_and_used() {
        for (_, family) in patterns().filter(|(_, family)| family.starts_with("line:")) {
            assert!(!line_of(family).is_empty(), "{family}");
        }
    }
}
