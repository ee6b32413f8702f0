//! Machines that take the place of others of their row: `Ancien PC;Nouveau PC`, `PC actuel;PC futur`. One of
//! the two counts, and the other where it says none.

use super::super::found::{Found, RowsAsked};
use super::super::headings::{ColumnSlot, general};
use super::super::told::UNREAD;
use super::super::{Field, KnownBy, Layout, Role};
use super::stands::{Stands, stands};
use super::units::RowUnit;
use std::collections::BTreeMap;

/// What is written of a machine that another stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// It counts where the other says none.
    Without(usize),
    /// It counts nowhere.
    Nowhere,
}

/// The columns in whose place another counts, each with that one, by their headings: `Ancien modèle`, where
/// `Nouveau modèle` stands beside it.
pub(in super::super) fn replaced(headings: &[String]) -> BTreeMap<usize, usize> {
    let told: Vec<(usize, Stands, String)> = headings
        .iter()
        .enumerate()
        .filter_map(|(at, heading)| stands(heading).map(|(stands, thing)| (at, stands, thing)))
        .collect();
    let counts = |(_, own, thing): &(usize, Stands, String)| {
        let others = told.iter().filter(|(_, _, other)| other == thing);
        others.max_by_key(|(at, stands, _)| (*stands, *at)).filter(|(_, best, _)| best > own)
    };
    told.iter().filter_map(|own| Some((own.0, counts(own)?.0))).collect()
}

impl Layout {
    /// The layout whose columns that another takes the place of (`Ancien modèle`, beside `Nouveau modèle`) are
    /// not looked at, and these columns.
    pub(in super::super) fn but_for_replaced(mut self) -> (Self, Vec<(usize, usize)>) {
        let is_of_a_machine = |(at, _): &(usize, usize)| {
            let slot = stands(&self.headers[*at]).and_then(|(_, thing)| general(&thing));
            let is_told = self.is_told(*at);
            let Some(ColumnSlot::Field(field)) = slot else { return false };
            !is_told
                && self.roles[*at] == Role::Ignored
                && matches!(field, Field::EquipmentType | Field::Model | Field::Manufacturer)
        };
        let headings = &self.headers[..self.roles.len()];
        let told = headings.iter().enumerate();
        // What the user leaves takes the place of nothing.
        let left: Vec<usize> = told
            .filter(|(at, _)| self.is_told(*at) && self.roles[*at] == Role::Ignored)
            .map(|(at, _)| at)
            .collect();
        let all = if self.traits.known_by == KnownBy::Words {
            replaced(headings)
        } else {
            BTreeMap::new()
        };
        let found: Vec<(usize, usize)> = all
            .into_iter()
            .filter(|(_, other)| !left.contains(other))
            .filter(is_of_a_machine)
            .collect();
        // Nor does the word by which it is told from the other keep this one from being read.
        let mut roles = self.roles.clone();
        for (at, other) in &found {
            let slot = stands(&self.headers[*at]).and_then(|(_, thing)| general(&thing));
            let Some(ColumnSlot::Field(field)) = slot else { continue };
            if roles[*other] == Role::Ignored && self.column(field).is_none() {
                roles[*other] = Role::Field(field);
            }
        }
        if roles != self.roles {
            self = self.with(roles);
        }
        self.told.extend(found.iter().map(|(at, _)| at));
        (self, found)
    }

    /// Asks of such columns, where the others are read.
    pub(in super::super) fn ask_of_replaced(&mut self, replaced: &[(usize, usize)]) {
        self.told.retain(|at| replaced.iter().all(|(own, _)| own != at));
        let is_read = |other: usize| match self.roles.get(other) {
            Some(Role::Field(field)) => Some(*field),
            _ => None,
        };
        let asked = replaced.iter().filter_map(|(at, other)| {
            let field = is_read(*other)?;
            Some(asked_of_replaced(&self.headers[*at], &self.headers[*other], field))
        });
        let asked: Vec<Found> = asked.collect();
        self.found.extend(asked);
    }
}

/// Of the machines of a row, those that another stands for.
pub(super) fn stand_ins(units: &[RowUnit]) -> BTreeMap<usize, Counts> {
    let told: Vec<(Stands, Option<&str>)> = units
        .iter()
        .map(|unit| {
            let thing = unit.named.thing.as_deref();
            // One that says nothing of it is there.
            (unit.named.stands.unwrap_or(Stands::Is), thing)
        })
        .collect();
    let is_told = |at: usize| units[at].named.stands.is_some();
    let mut found = BTreeMap::new();
    for (at, (own, thing)) in told.iter().enumerate() {
        let alike = |other: &usize| {
            told[*other].1 == *thing
                && units[*other].named.number == units[at].named.number
                && (is_told(*other) || is_told(at))
        };
        let best = (0..units.len()).filter(alike).max_by_key(|other| told[*other].0);
        if let Some(best) = best.filter(|best| told[*best].0 > *own) {
            let counts = if *own == Stands::Will { Counts::Nowhere } else { Counts::Without(best) };
            found.insert(at, counts);
        }
    }
    found
}

/// What is asked of a column that another stands for.
pub(in super::super) fn asked_of_replaced(heading: &str, other: &str, field: Field) -> Found {
    let found = Found::of_rows_asked(heading, field, RowsAsked::Replaced);
    Found { named: vec![(other.trim().to_owned(), UNREAD)], ..found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_when_its_machine_stands_there() {
        for (heading, expected, thing) in [
            ("Ancien PC", Stands::Was, "pc"),
            ("PC remplacé", Stands::Was, "pc"),
            ("PC de remplacement", Stands::New, "pc"),
            ("New laptop", Stands::New, "laptop"),
            ("Nouvel écran", Stands::New, "ecran"),
            ("Poste actuel", Stands::Is, "poste"),
            ("PC futur", Stands::Will, "pc"),
            ("Nouveau modèle", Stands::New, "modele"),
        ] {
            assert_eq!(stands(heading), Some((expected, thing.to_owned())), "{heading}");
        }
        for heading in
            ["PC", "Ancien", "Écran 2", "Nouveau et ancien PC", "Renouvellement", "Année"]
        {
            assert_eq!(stands(heading), None, "{heading}");
        }
    }

    #[test]
    fn the_column_that_counts_is_the_one_that_is_there() {
        let of = |line: &str| {
            let headings: Vec<String> = line.split(';').map(str::to_owned).collect();
            replaced(&headings).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(of("Site;Ancien modèle;Nouveau modèle"), [(1, 2)]);
        assert_eq!(of("Type actuel;Futur type"), [(1, 0)]);
        assert!(of("Ancien modèle;Nouveau type").is_empty());
        assert!(of("Ancien modèle;Modèle").is_empty());
    }
}
