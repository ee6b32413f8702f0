//! No room names a room after it, and no circle of modules is added within one.

use crate::support::root;
use crate::tidy::{Source, none, sources};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The path of a module from its crate's root; none for the root itself.
type Module = Vec<String>;

/// The rooms of each crate: what the façade `src/lib.rs` names.
fn rooms() -> BTreeMap<String, Vec<String>> {
    let mut rooms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let facade = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for line in facade.lines() {
        let Some(path) = line.strip_prefix("pub use ").and_then(|rest| rest.strip_suffix(';'))
        else {
            continue;
        };
        let (krate, inner) = path.split_once("::").unwrap_or((path, "self"));
        for room in inner.trim_matches(['{', '}']).split(',').map(str::trim) {
            let room = if room == "self" { krate } else { room };
            rooms.entry(krate.to_owned()).or_default().push(room.to_owned());
        }
    }
    rooms
}

/// The rooms of a crate in the order of the `mod` lines of its `lib.rs`; what is no room of its own
/// is of the room that names the crate.
fn in_order(krate: &str, rooms: &[String]) -> Vec<String> {
    let lib = std::fs::read_to_string(root().join(format!("crates/{krate}/src/lib.rs"))).unwrap();
    let mut order: Vec<String> = Vec::new();
    for line in lib.lines() {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        let Some(name) = line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) else {
            continue;
        };
        let room = if rooms.iter().any(|room| room == name) { name } else { krate };
        if !order.iter().any(|known| known == room) {
            order.push(room.to_owned());
        }
    }
    order
}

/// The module that a source file of a crate is.
fn module_of(source: &Source, krate: &str) -> Module {
    let inner = &source.name[format!("crates/{krate}/src/").len()..];
    let mut path: Module = inner.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| ["lib", "main", "mod"].contains(&last.as_str())) {
        path.pop();
    }
    path
}

/// Every path that code names, lists in braces taken apart: `super::{a, b::{c, d}}` is three.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest = code;
    while let Some(at) = rest.find("::") {
        let start = rest[..at].rfind(|c| !is_word(c)).map_or(0, |before| before + 1);
        // A word before `::` only, at the head of a path: none within one.
        let start = rest.ceil_char_boundary(start);
        let head = &rest[start..at];
        let end =
            if head.is_empty() { at + 2 } else { start + tree(&rest[start..], &[], &mut found) };
        rest = &rest[end.max(at + 2)..];
    }
    found
}

/// Reads one tree of paths at the start of code, and gives its length.
fn tree(code: &str, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut path = before.to_vec();
    let mut at = 0;
    loop {
        let word: String = code[at..].chars().take_while(|c| is_word(*c)).collect();
        if word.is_empty() {
            break;
        }
        at += word.len();
        path.push(word);
        match code[at..].strip_prefix("::") {
            Some(inner) if inner.starts_with('{') => {
                at += 3;
                loop {
                    at += code[at..].len() - code[at..].trim_start_matches([' ', ',', '\n']).len();
                    if code[at..].is_empty() || code[at..].starts_with('}') {
                        return (at + 1).min(code.len());
                    }
                    let length = tree(&code[at..], &path, found);
                    // What is no path, such as `*` or ` as name`, is passed over.
                    at += length.max(code[at..].chars().next().map_or(1, char::len_utf8));
                }
            }
            Some(_) => at += 2,
            None => break,
        }
    }
    if path.len() > before.len() {
        found.push(path);
    }
    at
}

/// A crate: what each of its modules names, as paths from the root of the crate.
struct Named {
    modules: BTreeMap<Module, Vec<Module>>,
}

impl Named {
    fn of(krate: &str, sources: &[Source]) -> Self {
        let own: Vec<(Module, &Source)> = sources
            .iter()
            .filter(|source| source.of_crate() == Some(krate))
            .map(|source| (module_of(source, krate), source))
            .collect();
        let all: BTreeSet<&Module> = own.iter().map(|(module, _)| module).collect();
        let resolve = |module: &Module, path: &[String]| -> Option<Module> {
            let ups = path.iter().take_while(|word| *word == "super").count();
            match path.first()?.as_str() {
                "crate" => Some(path[1..].to_vec()),
                "self" => Some([module.as_slice(), &path[1..]].concat()),
                "super" => {
                    let above = &module[..module.len().checked_sub(ups)?];
                    Some([above, &path[ups..]].concat())
                }
                child => {
                    let inner = [module.as_slice(), &[child.to_owned()]].concat();
                    all.contains(&inner).then(|| [module.as_slice(), path].concat())
                }
            }
        };
        let modules = own.iter().map(|(module, source)| {
            let code: Vec<&str> = source.code.iter().map(|(_, line)| line.as_str()).collect();
            let named = paths(&code.join("\n"));
            (module.clone(), named.iter().filter_map(|path| resolve(module, path)).collect())
        });
        Self { modules: modules.collect() }
    }

    /// The module that a path leads to, and what it names there.
    fn led_to(&self, path: &[String]) -> (Module, Option<String>) {
        let longest = (0..=path.len()).rev().find(|n| self.modules.contains_key(&path[..*n]));
        let n = longest.unwrap_or(0);
        (path[..n].to_vec(), path.get(n).cloned())
    }

    /// The modules that each names, those that hand a name on passed through: to siblings, what a
    /// module names being named by all above it.
    fn siblings(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let mut handed: HashMap<(Module, String), Module> = HashMap::new();
        for (module, named) in &self.modules {
            for path in named {
                let (led, item) = self.led_to(path);
                if let Some(item) = item.filter(|_| led.len() > module.len()) {
                    handed.entry((module.clone(), item)).or_insert(led);
                }
            }
        }
        let mut edges: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
        for (module, named) in &self.modules {
            for path in named {
                let (mut led, item) = self.led_to(path);
                let Some(item) = item else { continue };
                while let Some(next) = handed.get(&(led.clone(), item.clone())) {
                    led.clone_from(next);
                }
                let shared = module.iter().zip(&led).take_while(|(a, b)| a == b).count();
                if shared < module.len() && shared < led.len() {
                    let (from, to) = (module[..=shared].to_vec(), led[..=shared].to_vec());
                    edges.entry(from).or_default().insert(to);
                }
            }
        }
        edges
    }

    /// The modules that stand in a circle: each can be reached from itself.
    fn in_circles(&self) -> Vec<Module> {
        let edges = self.siblings();
        let reaches_itself = |module: &&Module| {
            let mut seen: BTreeSet<&Module> = BTreeSet::new();
            let mut next: Vec<&Module> = edges[*module].iter().collect();
            while let Some(one) = next.pop() {
                if one == *module {
                    return true;
                }
                if seen.insert(one) {
                    next.extend(edges.get(one).into_iter().flatten());
                }
            }
            false
        };
        edges.keys().filter(reaches_itself).cloned().collect()
    }
}

/// Between crates cargo refuses circles; within a crate of several rooms this test does.
#[test]
fn a_room_names_only_rooms_before_it() {
    let (rooms, sources) = (rooms(), sources());
    assert!(rooms.values().map(Vec::len).sum::<usize>() > 20, "lib.rs lists the rooms");
    let (mut back, mut checked) = (Vec::new(), 0);
    // The façade's own module is of no crate.
    let crates = rooms.iter().filter(|(krate, _)| root().join("crates").join(krate).is_dir());
    for (krate, of_crate) in crates {
        let order = in_order(krate, of_crate);
        let place = |module: Option<&String>| {
            let found = order.iter().position(|room| Some(room) == module);
            found.or_else(|| order.iter().position(|room| room == krate))
        };
        for (module, named) in &Named::of(krate, &sources).modules {
            let Some(here) = place(module.first()).filter(|_| !module.is_empty()) else { continue };
            for path in named {
                let Some(there) = place(path.first()) else { continue };
                checked += 1;
                if there > here {
                    let (from, to) = (module.join("::"), path.join("::"));
                    back.push(format!("{krate}::{from} names {to}, of `{}`", order[there]));
                }
            }
        }
    }
    assert!(checked > 2000, "{checked} paths");
    none("a row is never sent back", &back);
}

/// Modules that stand in a circle with others, by crate: each opened is struck off, none is added but
/// for a reason. Of `inventory`, four were: `unfolded`, asked by `head` and asking for columns known by
/// their values, which ask the proposal, which asks the file; and with the one contest of shapes
/// (`shape`), which asks the same of each form of a table, `crossed::things` and `unfolded::cell`; it has
/// totals by arithmetic and moves, which the heads ask. Of `equipment` two circles of ten stand: words of
/// kinds among themselves, and kinds, cells and the normaliser. To be opened.
const IN_CIRCLES: [(&str, usize); 2] = [("equipment", 20), ("inventory", 38)];

#[test]
fn no_circle_of_modules_is_added() {
    let sources = sources();
    let crates: BTreeSet<&str> = sources.iter().filter_map(Source::of_crate).collect();
    let found: Vec<(&str, usize)> = crates
        .into_iter()
        .map(|krate| (krate, Named::of(krate, &sources).in_circles().len()))
        .filter(|(_, modules)| *modules > 0)
        .collect();
    assert_eq!(found, IN_CIRCLES);
}

#[test]
fn paths_are_read_out_of_lists_and_expressions() {
    let code = "use super::{a, b::{c, D as E}, f::*};\nlet x = crate::one::two(self::y::Z { q });";
    let read: Vec<String> = paths(code).iter().map(|path| path.join("::")).collect();
    for expected in
        ["super::a", "super::b::c", "super::b::D", "super::f", "crate::one::two", "self::y::Z"]
    {
        assert!(read.iter().any(|path| path == expected), "{expected}: {read:?}");
    }
}
