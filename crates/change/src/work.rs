//! The steps of a change: each adds its parts, in order.

use super::cell::{Cell, CellKey, DrawsBy, Placed, WorkCells};
use super::common::{Amount, CommonOfType};
use super::effect::{Effect, EffectShare};
use super::elsewhere::Elsewhere;
use super::perimeter::{Apart, ApartKind};
use super::play::{Checks, Game};
use super::seen::{Made, WeighedRow};
use super::stakes::{ChangeParts, StakePlace};
use super::year::{Both, NumberedRows};
use factor::configuration::{Bends, bends};
use factor::{FactorId, FactorSet, TypeId};
use footprint::matching::ChoiceId;
use footprint::{BentTypes, LinesOfTypes};
use ground::lang::Text;
use ground::provenance::Origin;
use ground::stage::Stage;
use ground::text;
use std::collections::{BTreeMap, HashMap};

/// What all steps look at.
pub(crate) struct Work<'a> {
    pub(crate) both: &'a Both<'a>,
    pub(crate) set: &'a FactorSet,
    /// For each row of the earlier year, the place of its machine's row in the later one.
    pub(crate) later: &'a [Option<u32>],
}

impl Work<'_> {
    fn amount(&self, factor: FactorId) -> f64 {
        self.set.factor(factor).amount.value
    }

    /// What a row of a year draws by. A meter says exactly what the whole room drew: there, nothing
    /// stands in.
    fn draws(&self, at: usize, row: &WeighedRow) -> DrawsBy {
        let year = &self.both.years[at];
        let is_metered = row.centre.is_some_and(|room| year.metered.contains(&room));
        let by = if is_metered { [None; 2] } else { [row.energy_factor, row.pue_factor] };
        DrawsBy { by, is_metered, mixes: [at, 1 - at].map(|at| self.both.years[at].mix(row.zone)) }
    }

    /// What a row weighs in its year.
    pub(crate) fn weight(&self, at: usize, row: &WeighedRow) -> f64 {
        let terms = &self.both.made[row.made as usize].terms;
        let a_unit: f64 = terms.iter().map(|(_, _, amount)| amount).sum();
        let mix = self.both.years[at].mix(row.zone);
        let using = mix.map_or(0.0, |factor| row.kwh * self.amount(factor));
        row.held * a_unit / row.over() + using
    }

    /// What those of a row weigh that left in its year.
    pub(crate) fn weight_of_gone(&self, at: usize, row: &WeighedRow) -> f64 {
        let (made, kwh) = row.gone;
        let terms = &self.both.made[row.made as usize].terms;
        let a_unit: f64 = terms.iter().map(|(_, _, amount)| amount).sum();
        let mix = self.both.years[at].mix(row.zone);
        made * a_unit + mix.map_or(0.0, |factor| kwh * self.amount(factor))
    }

    /// Adds a row's parts, at a site, times a sign.
    fn add(
        &self,
        (at, row): (usize, &WeighedRow),
        site: u32,
        effect: Effect,
        sign: f64,
        parts: &mut ChangeParts,
    ) {
        let mut one = Cell::default();
        one.add(row, self.draws(at, row), None, self.made());
        one.each(self.set, self.made(), |stage, rest, worth| {
            let place = StakePlace { effect, type_id: Some(row.type_id), site, stage };
            parts.add(place, rest, worth.times(sign));
        });
    }

    /// All that the earlier year's rows rest on.
    pub(crate) fn earlier(&self) -> ChangeParts {
        let mut parts = ChangeParts::default();
        for row in &self.both.years[0].rows {
            self.add((0, row), row.site, Effect::Volume, 1.0, &mut parts);
        }
        parts
    }

    /// How many lines each type is worth.
    pub(crate) fn lines(&self) -> LinesOfTypes {
        let [earlier, later] = [0, 1].map(|at: usize| {
            let mut lines = LinesOfTypes::default();
            for row in self.both.years[at].rows.iter().filter(|row| row.held > 0.0) {
                let terms = &self.both.made[row.made as usize].terms;
                if let Some((_, factor, _)) = terms.first() {
                    lines.add(self.set, *factor, row.held / row.over());
                }
            }
            lines
        });
        earlier.of_both(later)
    }

    /// What bends the machines of both years that are priced from their parts.
    pub(crate) fn bent(&self) -> BentTypes {
        let mut bent = BentTypes::default();
        let is_built = |(year, row): (&NumberedRows<'_>, &WeighedRow)| {
            year.kernel.choice(row.told.choice).machine.is_some()
        };
        let all =
            self.both.years.iter().flat_map(|year| year.rows.iter().map(move |row| (year, row)));
        if !all.into_iter().any(is_built) {
            return bent;
        }
        for (at, year) in self.both.years.iter().enumerate() {
            let mut known: HashMap<ChoiceId, Option<Bends>> = HashMap::new();
            for row in &year.rows {
                let of_it = known.entry(row.told.choice).or_insert_with(|| {
                    let machine = year.kernel.choice(row.told.choice).machine.as_ref();
                    machine.map(|machine| bends(self.set, machine))
                });
                let making = row.held / row.over();
                for (_, factor, amount) in &self.both.made[row.made as usize].terms {
                    let of_it = of_it.as_ref().map_or(&[][..], |bends| bends.of(*factor));
                    bent.add((*factor, Vec::new(), row.type_id), making * amount, of_it);
                }
                let drawn = self.draws(at, row);
                let is_of_parts = matches!(row.told.energy, Some((_, Origin::Configuration)));
                let using = of_it.as_ref().filter(|_| is_of_parts && !drawn.is_metered);
                if let Some(mix) = drawn.mixes[0].filter(|_| row.kwh > 0.0) {
                    let by = drawn.by.iter().copied().flatten().collect();
                    let using = using.map_or(&[][..], |bends| &bends.energy);
                    bent.add((mix, by, row.type_id), row.kwh, using);
                }
            }
        }
        bent.bent()
    }

    pub(crate) fn made(&self) -> &[Made] {
        &self.both.made
    }

    pub(crate) fn perimeter(
        &self,
        reasons: &[Vec<Option<(ApartKind, u32)>>; 2],
        parts: &mut ChangeParts,
    ) -> Vec<Apart> {
        let mut aside: BTreeMap<(ApartKind, u32, bool), (f64, f64)> = BTreeMap::new();
        for (at, sign) in [(0, -1.0), (1, 1.0)] {
            for (row, reason) in self.both.years[at].rows.iter().zip(&reasons[at]) {
                let Some((kind, number)) = *reason else { continue };
                self.add((at, row), row.site, Effect::Perimeter, sign, parts);
                let of = aside.entry((kind, number, at == 1)).or_default();
                *of = (of.0 + row.units, of.1 + sign * self.weight(at, row));
            }
        }
        aside
            .into_iter()
            .map(|((kind, number, is_later), (units, value))| {
                let (code, label) = self.named(kind, number, is_later);
                Apart { kind, code, label, is_later, units, value }
            })
            .collect()
    }

    pub(crate) fn named(&self, kind: ApartKind, number: u32, is_later: bool) -> (String, Text) {
        let at = number as usize;
        let name = match kind {
            ApartKind::Site => &self.both.sites[at],
            ApartKind::Entity => &self.both.entities[at],
            ApartKind::Source => &self.both.sources[at],
            ApartKind::Aside => {
                let year = self.both.years[usize::from(!is_later)].kernel.year.year;
                let label = text!("lignes écartées en {year}", "rows set aside in {year}");
                return (year.to_string(), label);
            }
            ApartKind::Type | ApartKind::Service | ApartKind::Meter | ApartKind::Unlisted => {
                let kind = &self.set.types[at];
                let label = kind.label.clone();
                return (kind.code.clone(), label);
            }
        };
        (name.clone(), text!("{name}", "{name}"))
    }

    /// The site of an earlier row: where its machine stands later, where both years have it.
    fn site_of(&self, place: usize) -> u32 {
        let [earlier, later] = &self.both.years;
        match self.later[place] {
            Some(at) => later.rows[at as usize].site,
            None => earlier.rows[place].site,
        }
    }

    pub(crate) fn quality(&self, known: &[Option<WeighedRow>], parts: &mut ChangeParts) {
        for ((place, row), known) in self.both.years[0].rows.iter().enumerate().zip(known) {
            if let Some(known) = known {
                let site = self.site_of(place);
                self.add((0, row), site, Effect::Quality, -1.0, parts);
                self.add((0, known), site, Effect::Quality, 1.0, parts);
            }
        }
    }

    /// The rows of both years that both perimeters have, the earlier ones as they are known later.
    pub(crate) fn cells(
        &self,
        reasons: &[Vec<Option<(ApartKind, u32)>>; 2],
        known: &[Option<WeighedRow>],
    ) -> [WorkCells; 2] {
        let [earlier, later] = self.placed(reasons, known);
        [(0, earlier), (1, later)].map(|(at, rows): (usize, Vec<Placed<'_>>)| {
            let mut cells = WorkCells::new();
            for Placed { key, row, other } in rows {
                cells.entry(key).or_default().add(row, self.draws(at, row), other, self.made());
            }
            cells
        })
    }

    pub(crate) fn game(
        &self,
        cells: &[WorkCells; 2],
        parts: &mut ChangeParts,
        checks: &mut Checks,
    ) {
        let nothing = Cell::default();
        let mut keys: Vec<CellKey> = cells.iter().flat_map(|cells| cells.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let both: Vec<(CellKey, [&Cell; 2])> = keys
            .into_iter()
            .map(|key| (key, [0, 1].map(|at: usize| cells[at].get(&key).unwrap_or(&nothing))))
            .collect();
        let own = |of: [&Cell; 2]| of.map(|cell| [cell.held, cell.used]);
        let elsewhere = Elsewhere::of(cells);
        let filled: Vec<[Option<Cell>; 2]> = both
            .iter()
            .map(|(key, of)| [0, 1].map(|at: usize| elsewhere.filled(*key, *of, at)))
            .collect();
        let both = || {
            both.iter().zip(&filled).map(|((key, of), filled)| {
                (*key, *of, [0, 1].map(|at: usize| filled[at].as_ref().unwrap_or(of[at])))
            })
        };
        // What both years have and one of them does not count is no matter of the others' shares.
        let idle = |of: [&Cell; 2], count: fn(&Cell) -> f64| {
            of.iter().all(|cell| cell.units > 0.0) && of.iter().any(|cell| count(cell) <= 0.0)
        };
        let sum = |count: fn(&Cell) -> f64| {
            [0, 1].map(|at: usize| {
                let of = both().filter(|(_, _, filled)| !idle(*filled, count));
                of.fold(0.0, |sum, (_, of, _)| sum + count(of[at]))
            })
        };
        let (held, used) = (sum(|cell| cell.held), sum(|cell| cell.used));
        let has_any = [0, 1].map(|at: usize| both().any(|(_, of, _)| of[at].units > 0.0));
        for (key, of, filled) in both() {
            let (own, of) = (own(of), filled);
            for (at, sign) in [(0, -1.0), (1, 1.0)] {
                let other = of[1 - at];
                // What only one year has of a cell is a matter of the mix, whole; of volume, where
                // its units are in both years, in use or amortised in one, or the other year has
                // nothing, of which there is no mix.
                let is_volume = other.units > 0.0 || !has_any[1 - at];
                let effect = if is_volume { Effect::Volume } else { Effect::Mix };
                of[at].each(self.set, self.made(), |stage, rest, worth| {
                    let is_use = stage == Stage::Use;
                    let is_common = if is_use { other.kwh > 0.0 } else { other.held > 0.0 };
                    if !is_common {
                        let (type_id, site) = (Some(key.type_id), key.site);
                        parts.add(
                            StakePlace { effect, type_id, site, stage },
                            rest,
                            worth.times(sign),
                        );
                    }
                });
            }
            let (set, made) = (self.set, self.made());
            Game { key, cells: of, own, held, used, set, made }.play(parts, checks);
        }
    }

    /// What both perimeters have of each type.
    pub(crate) fn common(&self, cells: &[WorkCells; 2]) -> Vec<CommonOfType> {
        let mut types: BTreeMap<TypeId, CommonOfType> = BTreeMap::new();
        for (at, cells) in cells.iter().enumerate() {
            for (key, cell) in cells {
                let kind = self.set.equipment_type(key.type_id);
                let of = types.entry(key.type_id).or_insert_with(|| CommonOfType {
                    code: kind.code.clone(),
                    label: kind.label.clone(),
                    units: [0.0; 2],
                    making: Amount::default(),
                    using: Amount::default(),
                });
                of.units[at] += cell.kept;
                of.making.units[at] += cell.held;
                of.using.units[at] += cell.used;
                cell.each(self.set, self.made(), |stage, _, worth| {
                    let amount = if stage == Stage::Use { &mut of.using } else { &mut of.making };
                    amount.value[at] += worth.value;
                });
            }
        }
        types.into_values().collect()
    }

    pub(crate) fn shares(&self, parts: &ChangeParts) -> Vec<EffectShare> {
        let kind = |id: TypeId| self.set.equipment_type(id);
        parts
            .places
            .iter()
            .map(|(place, value)| EffectShare {
                effect: place.effect,
                type_code: place.type_id.map_or_else(String::new, |id| kind(id).code.clone()),
                type_label: place
                    .type_id
                    .map_or_else(|| text!("", ""), |id| kind(id).label.clone()),
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
