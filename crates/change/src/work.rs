//! The steps of a change: each adds its parts, in order.

use super::cell::{Cell, CellKey};
use super::decompose::Share;
use super::effect::Effect;
use super::perimeter::{Apart, ApartKind};
use super::play::{Checks, Game};
use super::seen::{Made, Seen};
use super::stakes::{Parts, Place};
use super::year::Both;
use factor::{FactorId, FactorSet, TypeId, ZoneId};
use ground::lang::Text;
use ground::stage::Stage;
use ground::text;
use std::collections::BTreeMap;

pub(crate) type Cells = BTreeMap<CellKey, Cell>;

/// What all steps look at.
pub(crate) struct Work<'a> {
    pub(crate) both: &'a Both,
    pub(crate) set: &'a FactorSet,
}

impl Work<'_> {
    fn mix(&self, at: usize, zone: ZoneId) -> Option<(FactorId, f64)> {
        let factor = (*self.both.years[at].mixes.get(&zone)?)?;
        Some((factor, self.set.factor(factor).amount.value))
    }

    /// What a row weighs in its year.
    pub(crate) fn weight(&self, at: usize, row: &Seen) -> f64 {
        let terms = &self.both.made[row.made as usize].terms;
        let a_unit: f64 = terms.iter().map(|(_, _, amount)| amount).sum();
        let using = self.mix(at, row.zone).map_or(0.0, |(_, amount)| row.kwh * amount);
        row.held * a_unit / row.nominal.max(row.age) + using
    }

    /// Adds a row's parts, times a sign.
    fn add(&self, at: usize, row: &Seen, effect: Effect, sign: f64, parts: &mut Parts) {
        let mut one = Cell::default();
        one.add(row, self.made());
        one.each(self.mix(at, row.zone), self.made(), |stage, rest, value| {
            let place = Place { effect, type_id: Some(row.type_id), site: row.site, stage };
            parts.add(place, rest, sign * value);
        });
    }

    /// All that the earlier year's rows rest on.
    pub(crate) fn earlier(&self) -> Parts {
        let mut parts = Parts::default();
        for row in &self.both.years[0].rows {
            self.add(0, row, Effect::Volume, 1.0, &mut parts);
        }
        parts
    }

    fn made(&self) -> &[Made] {
        &self.both.made
    }

    pub(crate) fn perimeter(
        &self,
        reasons: &[Vec<Option<(ApartKind, u32)>>; 2],
        parts: &mut Parts,
    ) -> Vec<Apart> {
        let mut aside: BTreeMap<(ApartKind, u32, bool), (f64, f64)> = BTreeMap::new();
        for (at, sign) in [(0, -1.0), (1, 1.0)] {
            for (row, reason) in self.both.years[at].rows.iter().zip(&reasons[at]) {
                let Some((kind, number)) = *reason else { continue };
                self.add(at, row, Effect::Perimeter, sign, parts);
                let of = aside.entry((kind, number, at == 1)).or_default();
                *of = (of.0 + row.units, of.1 + sign * self.weight(at, row));
            }
        }
        aside
            .into_iter()
            .map(|((kind, number, is_later), (units, value))| {
                let (code, label) = self.named(kind, number);
                Apart { kind, code, label, is_later, units, value }
            })
            .collect()
    }

    fn named(&self, kind: ApartKind, number: u32) -> (String, Text) {
        let at = number as usize;
        let name = match kind {
            ApartKind::Site => &self.both.sites[at],
            ApartKind::Entity => &self.both.entities[at],
            ApartKind::Source => &self.both.sources[at],
            ApartKind::Type | ApartKind::Service | ApartKind::Meter => {
                let kind = &self.set.types[at];
                let label = Text { fr: kind.label_fr.clone(), en: kind.label_en.clone() };
                return (kind.code.clone(), label);
            }
        };
        (name.clone(), text!("{name}", "{name}"))
    }

    pub(crate) fn quality(&self, known: &[Option<Seen>], parts: &mut Parts) {
        for (row, known) in self.both.years[0].rows.iter().zip(known) {
            if let Some(known) = known {
                self.add(0, row, Effect::Quality, -1.0, parts);
                self.add(0, known, Effect::Quality, 1.0, parts);
            }
        }
    }

    /// The rows of both years that both perimeters have, the earlier ones as they are known later.
    pub(crate) fn cells(
        &self,
        reasons: &[Vec<Option<(ApartKind, u32)>>; 2],
        known: &[Option<Seen>],
    ) -> [Cells; 2] {
        [0, 1].map(|at: usize| {
            let mut rows: Vec<(CellKey, &Seen)> = self.both.years[at]
                .rows
                .iter()
                .enumerate()
                .zip(&reasons[at])
                .filter(|(_, reason)| reason.is_none())
                .map(|((place, row), _)| {
                    let as_known = if at == 0 { known[place].as_ref() } else { None };
                    as_known.unwrap_or(row)
                })
                .map(|row| (CellKey::of(row), row))
                .collect();
            rows.sort_by_key(|(key, _)| *key);
            let mut cells = Cells::new();
            for (key, row) in rows {
                cells.entry(key).or_default().add(row, self.made());
            }
            cells
        })
    }

    pub(crate) fn game(&self, cells: &[Cells; 2], parts: &mut Parts, checks: &mut Checks) {
        let nothing = Cell::default();
        let sum = |of: fn(&Cell) -> f64| {
            [0, 1].map(|at: usize| cells[at].values().map(of).fold(0.0, |sum, one| sum + one))
        };
        let (held, used) = (sum(|cell| cell.held), sum(|cell| cell.used));
        let mut keys: Vec<CellKey> = cells.iter().flat_map(|cells| cells.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let of = [0, 1].map(|at: usize| cells[at].get(&key).unwrap_or(&nothing));
            let mixes = [0, 1].map(|at: usize| self.mix(at, key.zone));
            for (at, sign) in [(0, -1.0), (1, 1.0)] {
                let other = of[1 - at];
                // What only one year has of a cell is a matter of the mix, whole.
                of[at].each(mixes[at], self.made(), |stage, rest, value| {
                    let is_use = stage == Stage::Use;
                    let is_common = if is_use { other.kwh > 0.0 } else { other.held > 0.0 };
                    if !is_common {
                        let (effect, type_id, site) = (Effect::Mix, Some(key.type_id), key.site);
                        parts.add(Place { effect, type_id, site, stage }, rest, sign * value);
                    }
                });
            }
            Game { key, cells: of, held, used, mixes, made: self.made() }.play(parts, checks);
        }
    }

    pub(crate) fn shares(&self, parts: &Parts) -> Vec<Share> {
        let kind = |id: TypeId| self.set.equipment_type(id);
        parts
            .places
            .iter()
            .map(|(place, value)| Share {
                effect: place.effect,
                type_code: place.type_id.map_or_else(String::new, |id| kind(id).code.clone()),
                type_label: place.type_id.map_or_else(
                    || text!("", ""),
                    |id| Text { fr: kind(id).label_fr.clone(), en: kind(id).label_en.clone() },
                ),
                site: self
                    .both
                    .sites
                    .get(place.site as usize)
                    .map_or_else(String::new, Clone::clone),
                stage: place.stage,
                value: *value,
            })
            .collect()
    }
}
