//! How far the published figures of a type stand apart: the error that all its units share, and the
//! one that each has of its own.

use super::cells::number;
use super::load::Loader;
use super::{BoundsCoverage, FactorId, FactorSet, TypeId};
use ground::fault::Fault;
use ground::table::{SmallTable, TableRow};
use ground::text;

/// A published figure of a type, for comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The figure, in the criterion's unit a unit.
    pub value: f64,
    /// What it is of, as its source says.
    pub what: String,
    /// The year it is of.
    pub year: String,
    /// Its source.
    pub source_id: String,
    /// The source of another set whose figures it is the median of; empty where it is none.
    pub figures_of: String,
}

/// What is published of a type, and the error that it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// Its identifier in the set.
    pub id: String,
    /// The type.
    pub type_id: TypeId,
    /// The criterion's place in [`FactorSet::criteria`].
    pub criterion: usize,
    /// Between these the true mean of the type lies, in `coverage` of cases: the error of the
    /// method, shared by every unit.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
    /// The share of cases between the two.
    pub coverage: BoundsCoverage,
    /// The standard deviation of the logarithm of one model around that mean.
    pub own: f64,
    /// What the bounds rest on.
    pub basis: String,
    /// What the own part rests on.
    pub own_basis: String,
    /// The figures, lowest first.
    pub published: Vec<Published>,
}

/// The law of a factor that stands among published figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Law {
    /// The type whose published figures it is among.
    pub type_id: TypeId,
    /// The centre of what is published over the figure of the factor's own source.
    pub ratio: f64,
    /// The standard deviation of the logarithm that all units share.
    pub shared: f64,
    /// That which each model has of its own.
    pub own: f64,
}

/// Where a type's figure stands among those published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PublishedStanding<'a> {
    /// What is published.
    pub spread: &'a Spread,
    /// The figure, all stages.
    pub value: f64,
    /// Whether it is the lowest published; else it is the highest.
    pub lowest: bool,
}

/// How far apart the lowest and the highest must be for one of them to be worth saying.
const APART: f64 = 1.5;

impl Spread {
    /// The centre of the law, in the criterion's unit a unit.
    pub fn centre(&self) -> f64 {
        (self.low * self.high).sqrt()
    }

    /// The standard deviation of the logarithm that all units share.
    pub fn shared(&self) -> f64 {
        (self.high / self.low).ln() / self.coverage.width()
    }

    /// The lowest and the highest figure published.
    pub fn ends(&self) -> Option<(f64, f64)> {
        Some((self.published.first()?.value, self.published.last()?.value))
    }

    /// The figure that a source published of this type: of several, the nearest.
    fn of_source(&self, source_id: &str, whole: f64) -> Option<f64> {
        let from = self
            .published
            .iter()
            .filter(|one| one.source_id == source_id || one.figures_of == source_id);
        let far = |one: &&Published| (one.value / whole).ln().abs();
        from.min_by(|a, b| far(a).total_cmp(&far(b))).map(|one| one.value)
    }
}

impl FactorSet {
    /// What is published of a type for a criterion (a place in [`FactorSet::criteria`]): of itself,
    /// else of the type it is a kind of.
    pub fn spread(&self, type_id: TypeId, criterion: usize) -> Option<&Spread> {
        self.kin(type_id).find_map(|kin| {
            self.spreads.iter().find(|one| one.type_id == kin && one.criterion == criterion)
        })
    }

    /// The law of an embodied factor whose source is among those published of its type; none for
    /// others, whose own bounds stand.
    pub fn law(&self, id: FactorId) -> Option<Law> {
        let factor = self.factor(id);
        let (type_id, criterion) = factor.of_type?;
        let spread = self.spread(type_id, criterion)?;
        let whole = if factor.topic == "equipment" {
            self.whole(type_id, criterion)
        } else {
            factor.amount.value
        };
        if factor.amount.value <= 0.0 || whole <= 0.0 {
            return None;
        }
        let reference = spread.of_source(&factor.source_id, whole)?;
        Some(Law {
            type_id: spread.type_id,
            ratio: spread.centre() / reference,
            shared: spread.shared(),
            own: spread.own,
        })
    }

    /// Where the figure that a type has of its own stands, where that is at an edge of what is
    /// published: the lowest or the highest, the two being well apart.
    pub fn at_the_edge(&self, type_id: TypeId, criterion: usize) -> Option<PublishedStanding<'_>> {
        let spread = self.spreads.iter().find(|one| {
            one.type_id == type_id && one.criterion == criterion && one.published.len() > 1
        })?;
        let value = self.whole(type_id, criterion);
        let (low, high) = spread.ends()?;
        let (lowest, highest) = (value > 0.0 && value <= low * 1.01, value >= high * 0.99);
        let said = (lowest || highest) && high / low >= APART;
        said.then_some(PublishedStanding { spread, value, lowest })
    }

    /// All stages of the figure that a type has of its own.
    fn whole(&self, type_id: TypeId, criterion: usize) -> f64 {
        let stages = self.embodied[usize::from(type_id.0)].iter();
        let of = stages.filter(|stage| stage.criterion == criterion);
        of.map(|stage| self.factor(stage.factor).amount.value).sum()
    }

    /// What is published, type by type, in file order.
    pub fn spreads(&self) -> &[Spread] {
        &self.spreads
    }
}

/// The columns that `intervals.csv` must have.
pub(super) const INTERVALS: [&str; 8] = [
    "factor_id",
    "equipment_type",
    "criterion",
    "unit",
    "low",
    "high",
    "own_spread",
    "uncertainty_basis",
];
/// The columns that `published.csv` must have.
pub(super) const PUBLISHED: [&str; 6] =
    ["equipment_type", "criterion", "value", "unit", "what", "source_id"];

impl Loader {
    /// Reads the errors of types. A layer says anew those of a type below.
    pub(super) fn intervals(&mut self, table: &SmallTable) -> Result<(), Fault> {
        let mut seen = Vec::new();
        for row in table.rows() {
            let (type_id, criterion) = self.of(&row)?;
            if seen.contains(&(type_id, criterion)) {
                let twice = text!(
                    "deux intervalles pour le même type et le même critère",
                    "two intervals for the same type and criterion"
                );
                return Err(row.fault("equipment_type", twice));
            }
            seen.push((type_id, criterion));
            let low = positive(&row, "low")?;
            let high = positive(&row, "high")?;
            if high < low {
                return Err(row.fault(
                    "low",
                    text!(
                        "bornes en désordre : low ≤ high attendu",
                        "bounds out of order: low ≤ high expected"
                    ),
                ));
            }
            let spread = Spread {
                id: row.get("factor_id").to_owned(),
                type_id,
                criterion,
                low,
                high,
                coverage: super::row::coverage_of(&row)?,
                own: positive(&row, "own_spread")?,
                basis: row.get("uncertainty_basis").to_owned(),
                own_basis: row.get("own_basis").to_owned(),
                published: Vec::new(),
            };
            self.set.spreads.retain(|one| (one.type_id, one.criterion) != (type_id, criterion));
            self.set.spreads.push(spread);
        }
        Ok(())
    }

    /// Reads the figures published, each of a type that has an interval.
    pub(super) fn published(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let (type_id, criterion) = self.of(&row)?;
            let value = positive(&row, "value")?;
            let source_id = row.get("source_id").to_owned();
            if self.set.source(&source_id).is_none() {
                return Err(row.fault(
                    "source_id",
                    text!("valeur sans source connue", "figure without a known source"),
                ));
            }
            let of = self
                .set
                .spreads
                .iter_mut()
                .find(|one| (one.type_id, one.criterion) == (type_id, criterion));
            let Some(spread) = of else {
                return Err(row.fault(
                    "equipment_type",
                    text!(
                        "aucun intervalle de ce type dans intervals.csv",
                        "no interval of this type in intervals.csv"
                    ),
                ));
            };
            spread.published.push(Published {
                value,
                what: row.get("what").to_owned(),
                year: row.get("year").to_owned(),
                source_id,
                figures_of: row.get("figures_of").to_owned(),
            });
        }
        for spread in &mut self.set.spreads {
            spread.published.sort_by(|a, b| a.value.total_cmp(&b.value));
        }
        Ok(())
    }

    fn of(&self, row: &TableRow<'_>) -> Result<(TypeId, usize), Fault> {
        let (type_id, criterion) = (self.type_of(row, "equipment_type")?, self.criterion_of(row)?);
        let unit = format!("{}/unit", self.set.criteria[criterion].unit);
        if row.get("unit") == unit {
            return Ok((type_id, criterion));
        }
        Err(row.fault("unit", text!("unité `{unit}` attendue", "unit `{unit}` expected")))
    }
}

fn positive(row: &TableRow<'_>, column: &str) -> Result<f64, Fault> {
    let value = number(row, column)?;
    if value > 0.0 {
        return Ok(value);
    }
    Err(row
        .fault(column, text!("valeur plus grande que 0 attendue", "value greater than 0 expected")))
}
