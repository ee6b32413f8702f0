//! What the footprint of a year rests on, part by part: so that what would move of it errs as it does.

use super::difference::{DrawnSums, SumTerm};
use super::errors::{Erring, parts_of};
use super::part::TotalPart;
use super::valued::{CentreBalance, Valued};
use super::{Stake, StakesAmong};
use factor::{FactorSet, TypeId};
use ground::fault::Fault;
use ground::quantity::Interval;
use ground::stage::Stage;
use std::collections::{BTreeMap, BTreeSet};

/// A piece of a footprint that may move by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FootprintPiece {
    /// Making to end of life of a type.
    Making(TypeId),
    /// Use of a type, in a room with a meter, by its place in the estate's list, or in none.
    Use(TypeId, Option<usize>),
    /// What the meter of a room says more than its equipment.
    Meter(usize),
}

/// A piece's value, and the parts that it errs by.
#[derive(Debug, Clone, PartialEq, Default)]
struct PieceParts {
    value: f64,
    parts: Vec<TotalPart>,
}

/// All pieces of equipment and rooms, first criterion.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FootprintPieces(BTreeMap<FootprintPiece, PieceParts>);

/// A sum of so many times some pieces, and of stakes besides.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PiecesMoved {
    /// Pieces, and how many times each.
    pub times: Vec<(FootprintPiece, f64)>,
    /// What else it rests on.
    pub stakes: Vec<Stake>,
}

impl FootprintPieces {
    /// Those of cells by type, in rooms of which these have meters.
    ///
    /// Equipment in a metered room errs by its own electricity, and the rest of the room by as much
    /// the other way: what takes both along is exact.
    ///
    /// # Errors
    ///
    /// A zone has no electricity factor that could stand in for the year.
    pub(super) fn of(
        erring: &Erring<'_, '_>,
        types: &BTreeMap<TypeId, Vec<Valued>>,
        centres: &[CentreBalance],
    ) -> Result<Self, Fault> {
        let metered: BTreeSet<usize> = centres.iter().map(|centre| centre.at).collect();
        let room =
            |valued: &Valued| valued.kind.centre.map(usize::from).filter(|at| metered.contains(at));
        let mut pieces = BTreeMap::new();
        let mut put = |piece, cells: &[Valued], takes: &dyn Fn(&Valued, Stage) -> bool| {
            let share = |valued: &Valued, stage| f64::from(u8::from(takes(valued, stage)));
            let parts = parts_of(erring, (cells, &[]), &[], (0, &share))?;
            let stages = Stage::ALL;
            let value = cells.iter().fold(0.0, |sum, valued| {
                let taken = stages.iter().filter(|stage| takes(valued, **stage));
                sum + taken.map(|stage| valued.sums.stage(0, *stage).value).sum::<f64>()
            });
            pieces.insert(piece, PieceParts { value, parts });
            Ok::<(), Fault>(())
        };
        for (id, cells) in types {
            put(FootprintPiece::Making(*id), cells, &|_, stage| stage != Stage::Use)?;
            let rooms: BTreeSet<Option<usize>> = cells.iter().map(room).collect();
            for at in rooms {
                let of_it = |valued: &Valued, stage| stage == Stage::Use && room(valued) == at;
                put(FootprintPiece::Use(*id, at), cells, &of_it)?;
            }
        }
        let kernel = erring.kernel;
        for centre in centres {
            let Some(factor) = kernel.mix(centre.zone)?.factors[kernel.criteria[0]] else {
                continue;
            };
            let whole = Stake::of(factor, centre.measured_kwh, Vec::new());
            let whole_part = TotalPart::of_stake(kernel.set, &whole, &StakesAmong::default());
            let mut parts = vec![whole_part.times(whole.quantity)];
            let here = pieces.iter().filter(
                |(piece, _)| matches!(piece, FootprintPiece::Use(_, at) if *at == Some(centre.at)),
            );
            parts.extend(here.flat_map(|(_, piece)| &piece.parts).map(|part| part.times(-1.0)));
            let value = centre.sums.stage(0, Stage::Use).value;
            pieces.insert(FootprintPiece::Meter(centre.at), PieceParts { value, parts });
        }
        Ok(Self(pieces))
    }

    /// What a piece is worth; `None` where the footprint has none of it.
    pub fn value(&self, piece: FootprintPiece) -> Option<f64> {
        self.0.get(&piece).map(|piece| piece.value)
    }

    /// The 90 % interval of each sum, all drawn together, by the law of the footprint.
    pub fn intervals(&self, set: &FactorSet, sums: &[PiecesMoved]) -> Vec<Interval> {
        let mut ones: Vec<TotalPart> = Vec::new();
        let mut places: BTreeMap<FootprintPiece, usize> = BTreeMap::new();
        for (piece, of) in &self.0 {
            places.insert(*piece, ones.len());
            ones.extend(of.parts.iter().cloned());
        }
        let among = StakesAmong::default();
        let mut drawn: Vec<(f64, Vec<SumTerm<'_>>)> = Vec::with_capacity(sums.len());
        for PiecesMoved { times, stakes } in sums {
            let (mut value, mut terms) = (0.0, Vec::new());
            for (piece, times) in times {
                let Some(of) = self.0.get(piece) else { continue };
                value += of.value * times;
                let first = places[piece];
                let of_it = first..first + of.parts.len();
                terms.extend(of_it.map(|one| SumTerm { one, quantity: *times, over: None }));
            }
            for stake in stakes {
                value += set.factor(stake.factor).amount.value * stake.quantity;
                ones.push(TotalPart::of_stake(set, stake, &among));
                terms.push(SumTerm::of(ones.len() - 1, stake));
            }
            drawn.push((value, terms));
        }
        let values: Vec<f64> = drawn.iter().map(|(value, _)| *value).collect();
        let sums: Vec<Vec<SumTerm<'_>>> = drawn.into_iter().map(|(_, terms)| terms).collect();
        let drawn = DrawnSums::of_parts(&ones, &sums);
        (0..)
            .zip(values)
            .map(|(at, value)| (value, drawn.bounds(&[(at, 1.0)])))
            .map(|(value, (low, high))| Interval {
                value,
                low: low.min(value),
                high: high.max(value),
            })
            .collect()
    }
}
