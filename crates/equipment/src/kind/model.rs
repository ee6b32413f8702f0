//! What a model's name tells: the words it holds, and the families of products.

mod forms;
mod joined;
mod pattern;
mod within;

use joined::Families;
use pattern::{FoldedName, NamePattern, WhereHeld, plain};
pub(super) use within::holds_maker;

use super::outside::{Thing, Types};
use super::phrase::descends;
use crate::lenovo::{type_of_machine_type, type_of_short_type, without_machine_type};
use crate::makers::{maker_answer, maker_name};
use factor::FactorSet;
use factor::configuration::names_a_processor;
use ground::fault::Fault;
use ground::table::{SmallTable, fold, numbered};
use std::collections::HashMap;
use std::path::Path;

/// How surely a model tells; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ModelRank {
    /// It is that of a virtual machine.
    Virtual,
    /// It is a part or an accessory, whatever machine it is for: `ThinkPad Ultra Dock`.
    Part,
    /// A word for the thing stands in it: `Notebook`, `Thin Client`.
    Word,
    /// A family of products: `Latitude`, `ProLiant`.
    Family,
    /// A shape: `Tower`, `SFF`; it refines a family.
    Form,
    /// What such numbers mostly are.
    Hint,
    /// What the maker mostly makes.
    Maker,
}

impl ModelRank {
    pub(super) fn named(code: &str) -> Option<Self> {
        Some(match code {
            "virtual" => Self::Virtual,
            "part" => Self::Part,
            "word" => Self::Word,
            "family" => Self::Family,
            "form" => Self::Form,
            "hint" => Self::Hint,
            "maker" => Self::Maker,
            _ => return None,
        })
    }
}

/// What a model tells.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ToldByModel {
    pub(super) kind: Thing,
    pub(super) rank: ModelRank,
    /// The line it was told by.
    pub(super) heard: String,
}

impl ToldByModel {
    /// The letters of a name that told it: those that stand for themselves, up to the first that do not.
    pub(super) fn name(&self) -> &str {
        let name = self.heard.trim_start_matches('^');
        name.split(['#', '@', '$', ',']).next().unwrap_or("").trim_end()
    }
}

struct ModelLine {
    pattern: NamePattern,
    kind: Thing,
    rank: ModelRank,
}

/// The families of products, by maker.
pub(super) struct Models {
    by_maker: HashMap<String, MakerLines>,
    families: Families,
}

/// The lines of a maker, found by the words they start with.
#[derive(Default)]
struct MakerLines {
    all: Vec<ModelLine>,
    /// Those whose pattern tells the first two letters of a word, by these.
    by_start: HashMap<[u8; 2], Vec<u32>>,
    /// The others.
    anywhere: Vec<u32>,
}

impl MakerLines {
    fn add(&mut self, line: ModelLine) {
        let at = numbered(self.all.len());
        match line.pattern.letters.as_slice() {
            [first, second, ..] if *first != b'@' && *second != b'@' => {
                self.by_start.entry([plain(*first), plain(*second)]).or_default().push(at);
            }
            _ => self.anywhere.push(at),
        }
        self.all.push(line);
    }

    /// The lines that may stand in a name; one may come twice.
    fn of<'s>(&'s self, name: &'s FoldedName<'_>) -> impl Iterator<Item = &'s ModelLine> {
        let starting = name.starts.iter().flat_map(|at| self.starting(&name.own[*at..]));
        self.anywhere.iter().chain(starting).filter_map(|at| self.all.get(*at as usize))
    }

    /// The places of the lines whose pattern begins as a word does.
    fn starting(&self, word: &[u8]) -> &[u32] {
        let lines = word
            .first_chunk::<2>()
            .and_then(|[first, second]| self.by_start.get(&[plain(*first), plain(*second)]));
        lines.map_or(&[], Vec::as_slice)
    }

    /// The lines that a name holds, each once: each is held against the words that begin as it does, and
    /// no other, so that a long name costs what its words do.
    fn met(&self, name: &FoldedName<'_>) -> Vec<MetLine<'_>> {
        let mut met: Vec<MetLine<'_>> = Vec::new();
        for start in &name.starts {
            for at in self.anywhere.iter().chain(self.starting(&name.own[*start..])) {
                let Some(line) = self.all.get(*at as usize) else { continue };
                if let Some(stands) = line.pattern.stands(name, *start) {
                    met.push(MetLine { at: *at, line, stands });
                }
            }
        }
        met.sort_unstable_by_key(|one| one.at);
        met.dedup_by(|again, one| {
            let is_same = again.at == one.at;
            if is_same {
                one.stands.join(again.stands);
            }
            is_same
        });
        met
    }
}

/// A line that a name holds, by its place, and where it stands there.
#[derive(Clone, Copy)]
struct MetLine<'l> {
    at: u32,
    line: &'l ModelLine,
    stands: WhereHeld,
}

impl Models {
    pub(super) fn new(set: &FactorSet) -> Result<Self, Fault> {
        let table = SmallTable::parse(
            Path::new("models.csv"),
            include_str!("models.csv"),
            &["maker", "pattern", "equipment_type", "rank"],
        )?;
        let mut by_maker: HashMap<String, MakerLines> = HashMap::new();
        let mut families = Families::default();
        for row in table.rows() {
            let kind =
                row.get("equipment_type").split('|').find_map(|code| Thing::named(code, set));
            let (Some(kind), Some(rank)) = (kind, ModelRank::named(row.get("rank"))) else {
                continue;
            };
            let mut pattern = NamePattern::new(row.get("pattern"));
            // Without the maker, a family's name is that word and no other that begins with it:
            // `Vive 2` and not `viverra`.
            pattern.no_letter_after = row.get("maker").is_empty() && rank == ModelRank::Family;
            let line = ModelLine { pattern, kind, rank };
            families.note(&line);
            by_maker.entry(row.get("maker").to_owned()).or_default().add(line);
        }
        Ok(Self { by_maker, families })
    }

    /// Whether a maker is known for what it makes, and none of it is so.
    pub(super) fn makes_none(&self, maker: &str, model: &str, is: impl Fn(Thing) -> bool) -> bool {
        self.lines_of(maker, model).is_some_and(|lines| !lines.all.iter().any(|line| is(line.kind)))
    }

    /// Whether some of what a maker is known for is so.
    pub(super) fn makes(&self, maker: &str, model: &str, is: impl Fn(Thing) -> bool) -> bool {
        self.lines_of(maker, model).is_some_and(|lines| lines.all.iter().any(|line| is(line.kind)))
    }

    /// The lines of a maker, or of that a model begins with.
    fn lines_of(&self, maker: &str, model: &str) -> Option<&MakerLines> {
        let maker =
            if maker.is_empty() { leading_maker(&fold(model)).0 } else { known_maker(maker) };
        self.by_maker.get(&maker).filter(|_| !maker.is_empty())
    }

    /// A name as patterns are compared with it.
    fn folded(&self, name: &str) -> String {
        let own = fold(without_machine_type(name));
        self.joined(&own).unwrap_or(own)
    }

    /// What a maker and a model tell, surest first, then longest.
    pub(super) fn tell(&self, maker: &str, model: &str, types: &Types) -> Option<ToldByModel> {
        self.tell_by(|_| true, maker, model, types)
    }

    /// As [`Self::tell`], by lines of some ranks alone.
    fn tell_by(
        &self,
        is_asked: fn(ModelRank) -> bool,
        maker: &str,
        model: &str,
        types: &Types,
    ) -> Option<ToldByModel> {
        let own = self.folded(model);
        // What stands in a machine says nothing of the machine.
        if names_a_processor(model) {
            return None;
        }
        let (from_model, rest) = leading_maker(&own);
        let maker = if maker.is_empty() { from_model } else { known_maker(maker) };
        // What is left when the maker's name is taken off starts with a word of the whole.
        let name = FoldedName::new(&own, rest);
        let of = |maker: &str| self.by_maker.get(maker).map_or_else(Vec::new, |of| of.met(&name));
        let lines = [of(""), of(&maker)];
        // What the maker calls a family is no part, whatever others call so: an Epson Stylus prints.
        let families = lines[1].iter().filter(|own| own.line.rank == ModelRank::Family);
        let is_own_family = |said: &str| {
            let is_so =
                |own: &MetLine<'_>| own.stands.in_rest && own.line.pattern.text.contains(said);
            families.clone().any(is_so)
        };
        // An all-in-one of a family of printers prints, scans and copies: it is no computer.
        let prints = |line: &ModelLine| types.prints(line.kind) && line.rank == ModelRank::Family;
        let is_printer = lines.iter().flatten().any(|met| met.stands.is_in && prints(met.line));
        // Of two that tell alike, the one that stands first; what a maker calls so, last.
        let place = |of_maker: usize, (at, line): (u32, &ModelLine)| {
            (line.rank, std::cmp::Reverse(line.pattern.weight), of_maker, at)
        };
        let mut best: Option<(_, &ModelLine)> = None;
        let mut form: Option<(_, &ModelLine)> = None;
        let all = lines
            .iter()
            .enumerate()
            .flat_map(|(of, found)| found.iter().map(move |one| (of, *one)));
        for (of_maker, MetLine { at, line, stands }) in all {
            let held = match line.rank {
                ModelRank::Part => stands.ends && !is_own_family(&line.pattern.text),
                ModelRank::Word if is_printer && types.is_all_in_one(line.kind) => false,
                // Nor another thing: a Switch of Nintendo is no switch, nor is an Aspire Switch.
                ModelRank::Word if of_maker == 0 || maker.is_empty() => {
                    stands.is_in && !is_own_family(line.pattern.text.trim_end_matches('$'))
                }
                _ => stands.is_in,
            };
            if !held || !is_asked(line.rank) {
                continue;
            }
            let slot = if line.rank == ModelRank::Form { &mut form } else { &mut best };
            let place = place(of_maker, (at, line));
            if slot.is_none_or(|(held, _)| place < held) {
                *slot = Some((place, line));
            }
        }
        let (best, form) = (best.map(|(_, line)| line), form.map(|(_, line)| line));
        let told = |line: &ModelLine| ToldByModel {
            kind: line.kind,
            rank: line.rank,
            heard: line.pattern.text.clone(),
        };
        let short = || (maker == "lenovo").then(|| type_of_short_type(model)).flatten();
        let machine = type_of_machine_type(model).or_else(short);
        let machine = machine.and_then(|code| types.named(code));
        match (best, form, machine) {
            (Some(line), Some(form), _) if line.rank != ModelRank::Maker => {
                let refines = form.kind != line.kind && descends(form.kind, line.kind, types);
                let mut whole = told(line);
                if refines {
                    whole.kind = form.kind;
                    whole.heard = format!("{}, {}", whole.heard, form.pattern.text);
                }
                Some(whole)
            }
            (Some(line), _, None) if line.rank < ModelRank::Maker => Some(told(line)),
            (
                None | Some(ModelLine { rank: ModelRank::Maker | ModelRank::Hint, .. }),
                _,
                Some(kind),
            ) => Some(ToldByModel { kind, rank: ModelRank::Family, heard: own }),
            (_, Some(form), _) => Some(told(form)),
            (line, None, _) => line.map(told),
        }
    }
}

/// Words that follow a maker's name and tell no maker from another.
const LEGAL: [&str; 18] = [
    "inc",
    "ltd",
    "llc",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "sa",
    "sas",
    "limited",
    "technologies",
    "technology",
    "systems",
    "international",
    "group",
    "networks",
];

/// A maker as the list of models names it: by its usual name, without its legal form, or by what
/// the cell begins with (`HPE StoreVirtual`).
fn known_maker(maker: &str) -> String {
    let whole = fold(maker);
    let mut name = whole.as_str();
    loop {
        if maker_answer(name).is_some() {
            return fold(maker_name(name));
        }
        match name.rsplit_once(' ') {
            Some((shorter, last)) if LEGAL.contains(&last) => name = shorter,
            _ => break,
        }
    }
    match leading_maker(name) {
        (known, _) if !known.is_empty() => known,
        _ => name.to_owned(),
    }
}

/// The maker a model's name begins with, and the rest of the name.
fn leading_maker(model: &str) -> (String, &str) {
    for words in (1..=3).rev() {
        let mut spaces = model.match_indices(' ').map(|(at, _)| at);
        let end = spaces.nth(words - 1).unwrap_or(model.len());
        if model[..end].split(' ').count() == words && maker_answer(&model[..end]).is_some() {
            return (fold(maker_name(&model[..end])), model[end..].trim_start());
        }
    }
    (String::new(), model)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn told(maker: &str, model: &str) -> Option<String> {
        let set = FactorSet::shipped().unwrap();
        let types = Types::new(&set);
        let told = Models::new(&set).unwrap().tell(maker, model, &types)?;
        Some(told.kind.code(&set).to_owned())
    }

    #[test]
    fn a_family_named_without_its_maker_is_a_whole_word() {
        assert_eq!(told("", "Vive Pro").as_deref(), Some("vr_headset"));
        assert_eq!(told("", "vive2").as_deref(), Some("vr_headset"));
        assert_eq!(told("Muxo", "viverra pede"), None);
        assert_eq!(told("", "Surfaceuse"), None);
    }

    #[test]
    fn what_a_maker_calls_a_family_is_no_part() {
        assert_eq!(told("EPSON", "STYLUS 4450").as_deref(), Some("printer_inkjet"));
        assert_eq!(told("Wacom", "stylus").as_deref(), Some("accessory"));
    }

    #[test]
    fn every_line_names_a_type_and_a_rank() {
        let set = FactorSet::shipped().unwrap();
        let table = SmallTable::parse(Path::new("m"), include_str!("models.csv"), &[]).unwrap();
        for row in table.rows() {
            let line = row.line;
            let code = row.get("equipment_type");
            assert!(
                code.split('|').any(|code| Thing::named(code, &set).is_some()),
                "{line}: {code}"
            );
            assert!(ModelRank::named(row.get("rank")).is_some(), "{line}");
            let maker = row.get("maker");
            assert!(maker.is_empty() || fold(maker_name(maker)) == maker, "{line}: {maker}");
            let pattern = row.get("pattern").trim_matches(['^', '$']);
            let plain = pattern.bytes().all(|c| b" #@".contains(&c) || c.is_ascii_alphanumeric());
            assert!(plain && pattern.trim() == pattern, "{line}: {pattern}");
        }
    }
}
