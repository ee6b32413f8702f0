//! Movements that take more of a line than stands: what they say cannot be, and they are set aside.

use super::{Holdings, Ledger, LedgerWord, Movement, MovementAside, MovementKind, may_come_back};
use equipment::Vocabulary;
use equipment::estate::Estate;
use factor::FactorSet;
use ground::fault::Fault;
use ground::table::{Day, Reject, Why};
use ground::text;
use std::collections::BTreeMap;
use std::path::Path;

impl Ledger {
    /// Reads the ledger of an estate; what takes more of a line than its inventories and its purchases
    /// leave there is set aside as any row that cannot be: nobody knows how many it is of.
    ///
    /// # Errors
    ///
    /// The file is no ledger.
    pub fn of_estate(
        path: &Path,
        estate: &Estate,
        set: &FactorSet,
        vocabulary: &Vocabulary,
    ) -> Result<(Self, Vec<Reject>), Fault> {
        let (mut ledger, mut rejects) = Self::read(path)?;
        let leaves = |one: &Movement| {
            one.units().is_some_and(|units| units > 1.0) && ledger.exit_route(one).is_some()
        };
        if !ledger.movements.iter().any(|one| one.unit.is_some() && leaves(one)) {
            return Ok((ledger, rejects));
        }
        let mut years = estate.years();
        years.sort_unstable();
        // An inventory that cannot be read tells nothing.
        let read =
            |year: i32| Holdings::read(estate, set, vocabulary, &mut ledger.words, year).ok();
        let holdings: Vec<Holdings> = years.into_iter().filter_map(read).collect();
        rejects.extend(ledger.set_aside_beyond(&holdings));
        Ok((ledger, rejects))
    }

    /// Sets aside the movements that take more than stands, by what the inventories hold.
    pub fn set_aside_beyond(&mut self, holdings: &[Holdings]) -> Vec<Reject> {
        let mut lives: BTreeMap<LedgerWord, Vec<usize>> = BTreeMap::new();
        for (place, movement) in self.movements.iter().enumerate() {
            if let Some(unit) = movement.unit {
                lives.entry(unit).or_default().push(place);
            }
        }
        let mut beyond: Vec<(usize, f64)> = Vec::new();
        for (unit, mut life) in lives {
            let counts: Vec<(Day, f64)> = holdings
                .iter()
                .filter_map(|year| {
                    let held = year.unit(unit)?;
                    let counted = if held.is_here() { held.quantity? } else { 0.0 };
                    Some((year.cut_off, counted))
                })
                .collect();
            if counts.iter().any(|(_, count)| *count > 1.0) {
                life.sort_by_key(|place| self.movements[*place].date);
                beyond.extend(self.beyond(&life, &counts));
            }
        }
        beyond.sort_unstable_by_key(|(place, _)| *place);
        let mut rejects = Vec::with_capacity(beyond.len());
        for (place, there) in &beyond {
            let movement = &self.movements[*place];
            self.aside.push(MovementAside {
                kind: Some(movement.kind),
                day: Some(movement.date),
                units: Some(*there),
            });
            rejects.push(self.too_many(movement, *there));
        }
        for (place, _) in beyond.iter().rev() {
            self.movements.remove(*place);
        }
        rejects
    }

    /// Of the movements of a line, by their days, those that take more than stands, and how many that is.
    fn beyond(&self, life: &[usize], counts: &[(Day, f64)]) -> Vec<(usize, f64)> {
        let mut beyond = Vec::new();
        let mut there: Option<f64> = None;
        let mut away = 0.0;
        let mut last: Option<Day> = None;
        for place in life {
            let movement = &self.movements[*place];
            // What is counted since the movement before tells anew how many there are.
            let newest = counts.iter().rev().find(|(day, _)| *day < movement.date);
            if let Some((day, count)) =
                newest.filter(|(day, _)| last.is_none_or(|last| *day > last))
            {
                (there, last) = (Some(*count), Some(*day));
            }
            let units = movement.units().unwrap_or(1.0);
            match (movement.kind, self.exit_route(movement)) {
                (MovementKind::Purchase, _) => there = there.map(|there| there + units),
                (MovementKind::Return, _) => {
                    let back = units.min(away);
                    away -= back;
                    there = there.map(|there| there + back);
                }
                (_, Some(route)) => match there {
                    Some(held) if units > held => beyond.push((*place, held)),
                    _ => {
                        there = there.map(|there| there - units);
                        away += if may_come_back(route) { units } else { 0.0 };
                    }
                },
                _ => {}
            }
        }
        beyond
    }

    fn too_many(&self, movement: &Movement, there: f64) -> Reject {
        let units = movement.units().unwrap_or(1.0);
        let unit = movement.unit.map_or("", |unit| self.words.text(unit));
        let (day, kind) = (movement.date, movement.kind.code());
        Reject {
            file: self.file.clone(),
            line: u64::from(movement.line),
            column: "quantity".to_owned(),
            value: units.to_string(),
            why: Why::said(
                text!(
                    "plus d'unités que la ligne n'en a : {there}",
                    "more units than its line has: {there}"
                ),
                text!(
                    "corrigez `quantity`, ou ajoutez l'achat qui manque",
                    "correct `quantity`, or add the purchase that lacks"
                ),
            ),
            row: format!("{day},{kind},{unit},{units}"),
        }
    }
}
