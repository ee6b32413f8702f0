//! What only one year has: it changes the figure, not the estate.
//!
//! A machine that both years have is never apart, wherever it stands and whoever lists it.

use super::exclusive::{Departed, exclusive};
use super::pairs::Pairs;
use super::seen::{WeighedRow, counting};
use super::year::Both;
use factor::{FactorSet, TypeId};
use ground::lang::{Lang, Text};
use std::collections::{BTreeMap, BTreeSet};

/// The units from which a kind without dates is one that was not listed, rather than bought.
const LISTED: f64 = 5.0;

/// Why something is apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApartKind {
    /// A site.
    Site,
    /// An entity.
    Entity,
    /// A file made by a tool that the other year has none of.
    Source,
    /// A type of equipment.
    Type,
    /// A service.
    Service,
    /// The meter of a room.
    Meter,
    /// Machines whose rows the other year set aside.
    Aside,
    /// Machines that the later year lists no more, of which nothing tells that they left.
    Unlisted,
}

impl ApartKind {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Entity => "entity",
            Self::Source => "source",
            Self::Type => "type",
            Self::Service => "service",
            Self::Meter => "meter",
            Self::Aside => "row_aside",
            Self::Unlisted => "unlisted",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Site => lang.label("site", "site"),
            Self::Entity => lang.label("entité", "entity"),
            Self::Source => lang.label("source", "source"),
            Self::Type => lang.label("type", "type"),
            Self::Service => lang.label("service", "service"),
            Self::Meter => lang.label("compteur", "meter"),
            Self::Aside => lang.label("ligne écartée", "row set aside"),
            Self::Unlisted => lang.label("absent, sortie non dite", "missing, no exit told"),
        }
    }
}

/// Something that one of the two years has, and the other has not.
#[derive(Debug, Clone, PartialEq)]
pub struct Apart {
    /// What it is.
    pub kind: ApartKind,
    /// Its name in files.
    pub code: String,
    /// Its name for people.
    pub label: Text,
    /// Whether the later year has it.
    pub is_later: bool,
    /// Units of equipment.
    pub units: f64,
    /// What it is worth in the change, in the criterion's unit.
    pub value: f64,
}

/// The place of a thing that is apart, in the list of them.
pub(crate) type Reason = (ApartKind, u32);

/// For each row of each year, why it is apart, where it is. Rows of which nothing counts in their year
/// say of no place, list or type that the year has it.
pub(crate) fn apart(both: &Both<'_>, pairs: &Pairs, set: &FactorSet) -> [Vec<Option<Reason>>; 2] {
    let rows = [&both.years[0].rows, &both.years[1].rows];
    let paired = [&pairs.later, &pairs.earlier];
    let years = rows.map(Vec::as_slice);
    // What left by a movement, or by its own row, left by an act: that a place or a list has no more of
    // it is no matter of perimeter.
    let gone = &both.years[1].gone;
    let left = |row: &WeighedRow| gone.part(row);
    let root = |id| set.root(id);
    let of = |names: &[String], is_site| Departed {
        part: &left,
        lots: names.iter().map(|name| gone.of_lots(name, is_site, both.since())).collect(),
        root: &root,
    };
    let (of_sites, of_entities) = (of(&both.sites, true), of(&both.entities, false));
    let sites = exclusive(years, pairs, |row| row.site, &both.sites, &of_sites);
    let entities = exclusive(years, pairs, |row| row.entity, &both.entities, &of_entities);
    [0, 1].map(|here| {
        let there = 1 - here;
        let (sites, entities) = (&sites[here], &entities[here]);
        let sources = only_more(rows[here], rows[there], paired[here], &both.source_sets);
        let types = types_of(rows[here], rows[there], set, here == 0);
        let undated_units = undated(rows[here], &types);
        let since = both.since();
        let asides = &both.years[there].asides;
        let has_left = |row: &WeighedRow| here == 0 && 2.0 * left(row) >= 1.0;
        rows[here]
            .iter()
            .zip(paired[here])
            .map(|(row, pair)| {
                // What was bought since the earlier year is growth, under whatever name: that year
                // could list none of it.
                let bought = here == 1 && row.dated().is_some_and(|day| since <= day);
                if pair.is_some() || bought {
                    None
                } else if asides.has(row.marks) {
                    Some((ApartKind::Aside, 0))
                } else if has_left(row) {
                    None
                } else if sites.contains(&row.site) {
                    Some((ApartKind::Site, row.site))
                } else if entities.contains(&row.entity) {
                    Some((ApartKind::Entity, row.entity))
                } else if let Some(source) = sources.get(&row.files) {
                    Some((ApartKind::Source, *source))
                } else if types.contains(&row.type_id) {
                    let known = here == 1 && row.dated().is_some();
                    let many = undated_units.get(&row.type_id).is_some_and(|n| *n >= LISTED);
                    (known || many).then_some((ApartKind::Type, u32::from(row.type_id.0)))
                } else {
                    None
                }
            })
            .collect()
    })
}

/// Sites of the earlier year that go by another name in the later one: the later year has none of
/// that name, and most of the site's machines stand under one that the earlier year has not.
pub(crate) fn renamed(both: &Both<'_>, pairs: &Pairs) -> BTreeMap<u32, u32> {
    let [earlier, later] = [&both.years[0].rows, &both.years[1].rows];
    let names =
        |rows: &[WeighedRow]| -> BTreeSet<u32> { counting(rows).map(|row| row.site).collect() };
    let (old, new) = (names(earlier), names(later));
    let is_named = |site: u32| !both.sites[site as usize].is_empty();
    let mut all: BTreeMap<u32, usize> = BTreeMap::new();
    let mut moved: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for (row, pair) in earlier.iter().zip(&pairs.later) {
        if !is_named(row.site) || new.contains(&row.site) {
            continue;
        }
        *all.entry(row.site).or_default() += 1;
        let to = pair.map(|at| later[at as usize].site);
        if let Some(to) = to.filter(|to| is_named(*to) && !old.contains(to)) {
            *moved.entry((row.site, to)).or_default() += 1;
        }
    }
    let most = moved.into_iter().filter(|((from, _), count)| 2 * count > all[from]);
    most.map(|(pair, _)| pair).collect()
}

/// Of rows that sources alone tell of which a year has besides all of the other's, by the set of their
/// sources, the one of them that stands for it: a tool that took another's place is no source more. A
/// row that several files tell is of all their sources, and new only where each of them is. Most of a
/// new source's machines are named, and none of the other year's.
fn only_more(
    here: &[WeighedRow],
    there: &[WeighedRow],
    pairs: &[Option<u32>],
    sets: &[BTreeSet<u32>],
) -> BTreeMap<u32, u32> {
    let of = |rows: &[WeighedRow]| -> BTreeSet<u32> {
        let met: BTreeSet<u32> = counting(rows).map(|row| row.files).collect();
        met.into_iter().flat_map(|set| &sets[set as usize]).copied().collect()
    };
    let (sources, others) = (of(here), of(there));
    if others.is_empty() || !others.is_subset(&sources) {
        return BTreeMap::new();
    }
    let new_set = |set: u32| sets[set as usize].is_disjoint(&others);
    let is_new = |source: u32| {
        let tells =
            |row: &WeighedRow| new_set(row.files) && sets[row.files as usize].contains(&source);
        let rows = here.iter().zip(pairs).filter(|(row, _)| tells(row));
        let new = rows.clone().filter(|(row, pair)| row.is_named() && pair.is_none());
        2 * new.count() > rows.count()
    };
    let new: BTreeSet<u32> =
        sources.difference(&others).copied().filter(|source| is_new(*source)).collect();
    let told_by = (0..).zip(sets).filter(|(set, _)| new_set(*set));
    told_by
        .filter_map(|(at, set)| Some((at, *set.iter().find(|source| new.contains(source))?)))
        .collect()
}

/// Computers that people sit at, with all their kinds, take one another's place: a year that lists one
/// kind of them lists the others, had it any. Servers stand in lists of their own.
const AT_DESKS: [&str; 2] = ["laptop", "desktop"];

/// The kind that machines take one another's place in: computers at desks are one.
pub(crate) fn desk_of(id: TypeId, set: &FactorSet) -> TypeId {
    let root = set.root(id);
    let is_first = |id: &TypeId| set.equipment_type(*id).code == AT_DESKS[0];
    let is_at_desk = AT_DESKS.contains(&set.equipment_type(root).code.as_str());
    let first = || (0..).zip(&set.types).map(|(at, _)| TypeId(at)).find(is_first);
    if is_at_desk { first().unwrap_or(root) } else { root }
}

/// Types that only this year lists, their parents and kinds included. A kind of computer that the later
/// year no longer has, while it lists others, was replaced and is no matter of listing.
fn types_of(
    here: &[WeighedRow],
    there: &[WeighedRow],
    set: &FactorSet,
    is_earlier: bool,
) -> BTreeSet<TypeId> {
    let root = |row: &WeighedRow| set.root(row.type_id);
    let known: BTreeSet<TypeId> = counting(there).map(root).collect();
    if known.is_empty() {
        return BTreeSet::new();
    }
    let at_desks = |id: TypeId| AT_DESKS.contains(&set.equipment_type(id).code.as_str());
    let lists_computers = is_earlier && known.iter().any(|id| at_desks(*id));
    let is_listed = |id: TypeId| known.contains(&id) || lists_computers && at_desks(id);
    here.iter().filter(|row| !is_listed(root(row))).map(|row| row.type_id).collect()
}

fn undated(rows: &[WeighedRow], types: &BTreeSet<TypeId>) -> BTreeMap<TypeId, f64> {
    let mut units = BTreeMap::new();
    for row in rows.iter().filter(|row| types.contains(&row.type_id)) {
        *units.entry(row.type_id).or_default() += row.units;
    }
    units
}
